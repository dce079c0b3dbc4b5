"""What was published of a practice for a measure, as an objective keeps it (DA1.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from resilience.agreements.models import Objective, Plan
from resilience.evidence.indicators import Indicator, indicators
from resilience.evidence.opened import figures_at, store_at
from resilience.organisations.models import Organisation
from resilience.programmes.schema import Pack
from resilience.screening.thresholds import indicators_of
from resilience.screening.wording import number_words, when


@dataclass(frozen=True)
class Baseline:
    """A figure in words, as a number where it is one, and its dataset and period."""

    words: str
    value: float | None
    source: str


def measures(pack: Pack) -> list[Indicator]:
    """The published figures that a programme looks at: those of its criteria and suggestions."""
    named = [one.indicator for one in (pack.planning.suggestions if pack.planning else ())]
    for criterion in pack.criteria:
        if criterion.rule:
            named += indicators_of(criterion.rule.model_dump())
    known = indicators()
    return [known[name] for name in dict.fromkeys(filter(None, named)) if name in known]


def baseline_of(practice: Organisation, indicator: str, pack: Pack, day: date) -> Baseline | None:
    """The latest figure of a practice that had ended on a day and is not too old for the programme;
    none where nothing is known. No database query."""
    home = settings.RESILIENCE_HOME
    latest = figures_at(home).latest(indicator, as_at=day, max_age_months=pack.max_age_months)
    figure = latest.figures.get(practice.code)
    if figure is None or figure.value is None:
        return None
    declared = indicators()[indicator]
    release = store_at(home).get(figure.release)
    number = figure.value if isinstance(figure.value, int | float) else None
    unit = "" if declared.unit == "%" or declared.kind != "number" else f" {declared.unit}"
    return Baseline(
        words=number_words(declared, figure.value) + unit,
        value=number,
        source=f"{declared.title}, {when(figure.period)}: {release.title}, {release.publisher}",
    )


def with_baseline(
    plan: Plan, pack: Pack, said: Mapping[str, Any], was: Objective | None, day: date
) -> dict[str, Any]:
    """What is said of an objective, with the published figure of its measure: as it stood where it
    has the same measure as it `was`, else the latest. It is the baseline where none is written."""
    indicator, found = said.get("indicator", ""), None
    if was is not None and was.pk and was.indicator == indicator:
        found = Baseline(was.baseline, was.baseline_value, was.baseline_source)
    elif indicator in indicators():
        found = baseline_of(plan.case.organisation, indicator, pack, day)
    return {
        **said,
        "baseline": said.get("baseline") or (found.words if found and indicator else ""),
        "baseline_value": found.value if found else None,
        "baseline_source": found.source if found else "",
    }
