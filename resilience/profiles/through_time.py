"""The figures of one practice through time, with limits where there are points enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from resilience.evidence.figures import Figure
from resilience.evidence.indicators import Indicator, indicators
from resilience.evidence.opened import figures_at
from resilience.evidence.statistics import Chart, Rebase, xmr
from resilience.profiles.drawings import Control, control
from resilience.profiles.wording import text_of


@dataclass(frozen=True)
class Series:
    """An indicator of a practice from its earliest period on; `figures` has None for a period that
    others have a figure of and this practice has none."""

    indicator: Indicator
    periods: Sequence[str]
    values: Sequence[float | None]
    chart: Chart

    @property
    def sentence(self) -> str:
        """From where to where it went, and what the rules see in it."""
        known = [(p, v) for p, v in zip(self.periods, self.values, strict=True) if v is not None]
        (first, low), (last, high) = known[0], known[-1]
        went = (
            f"From {text_of(self.indicator, low)} ({first}) "
            f"to {text_of(self.indicator, high)} ({last})."
        )
        return f"{went} {self.chart.finding}"

    @property
    def drawing(self) -> Control:
        return control(self.chart)

    @property
    def has_limits(self) -> bool:
        return any(stretch.mean is not None for stretch in self.chart.stretches)

    @property
    def tips(self) -> list[str]:
        """What each dot says to the pointer."""
        pairs = zip(self.periods, self.values, strict=True)
        return [f"{p}: {text_of(self.indicator, v)}" for p, v in pairs if v is not None]

    @property
    def rows(self) -> list[tuple[str, str]]:
        """Period and value in words, the latest first; an empty value is not known."""
        texts = (text_of(self.indicator, value) for value in self.values)
        return list(zip(self.periods, texts, strict=True))[::-1]


def series_of(practice: str, until: date) -> list[Series]:
    """Every indicator in numbers of which the practice has figures of two periods or more."""
    history = figures_at(settings.RESILIENCE_HOME).history(practice, until=until)
    found = (
        _series(indicator, history[name], until)
        for name, indicator in indicators().items()
        if name in history and not indicator.in_words
    )
    return sorted(filter(None, found), key=lambda one: (not one.has_limits, one.indicator.title))


def _series(indicator: Indicator, figures: Sequence[Figure], until: date) -> Series | None:
    mine = {f.period.ends: f for f in figures}
    known = [day for day, figure in mine.items() if isinstance(figure.value, float)]
    if len(known) < 2:
        return None
    everyone = figures_at(settings.RESILIENCE_HOME).periods(indicator.id)
    periods = {p.ends: p for p in everyone if known[0] <= p.ends <= until}
    periods |= {day: mine[day].period for day in known}
    days = sorted(periods)
    values = [mine[day].value if day in mine else None for day in days]
    numbers = [value if isinstance(value, float) else None for value in values]
    starts: dict[int, list[str]] = {}  # two breaks without a point between them are one
    for one in indicator.series_breaks:
        starts.setdefault(sum(day < one.starts for day in days), []).append(one.why)
    rebases = [
        Rebase(at, "; ".join(why)) for at, why in sorted(starts.items()) if 0 < at < len(days)
    ]
    words = [periods[day].words for day in days]
    return Series(indicator, words, numbers, xmr(numbers, rebases=rebases))
