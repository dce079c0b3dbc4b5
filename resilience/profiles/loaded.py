"""What is loaded of each indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from resilience.evidence.indicators import Indicator, indicators
from resilience.evidence.opened import figures_at
from resilience.evidence.periods import Period

LIST_COLUMNS = (
    *("indicator", "title", "domain", "unit", "polarity", "comparison", "periods"),
    *("first_period", "latest_period", "numerator", "denominator", "about", "caveat", "review"),
)


@dataclass(frozen=True)
class Loaded:
    """An indicator and the periods it has figures of, the earliest first."""

    indicator: Indicator
    periods: Sequence[Period]

    @property
    def latest(self) -> Period | None:
        return self.periods[-1] if self.periods else None

    def as_row(self) -> dict[str, Any]:
        """In the words of LIST_COLUMNS."""
        one = self.indicator
        return {
            "indicator": one.id,
            "title": one.title,
            "domain": one.domain,
            "unit": one.unit,
            "polarity": one.polarity,
            "comparison": one.comparison,
            "periods": len(self.periods),
            "first_period": self.periods[0].label if self.periods else None,
            "latest_period": self.latest.label if self.latest else None,
            "numerator": one.numerator_title,
            "denominator": one.denominator_title,
            "about": one.about,
            "caveat": one.caveat,
            "review": one.review,
        }


def loaded_indicators() -> list[Loaded]:
    """By title."""
    figures = figures_at(settings.RESILIENCE_HOME)
    found = (Loaded(one, figures.periods(name)) for name, one in indicators().items())
    return sorted(found, key=lambda one: one.indicator.title.casefold())
