"""A rule about one indicator, practice by practice: settled by a figure, or why not known."""

from __future__ import annotations

from collections.abc import Callable

from resilience.evidence.figures import Figure
from resilience.evidence.indicators import Indicator
from resilience.programmes.schema import SimpleRule
from resilience.screening.findings import (
    MET,
    NOT_KNOWN,
    NOT_MET,
    Comparison,
    Finding,
    Findings,
    unknown,
)
from resilience.screening.ground import LOCAL, Ground, Known
from resilience.screening.wording import absent_words, missing_words, nothing_words

Verdict = tuple[bool | None, str, Comparison]
"""Met, not met or (None) not known; the reason; figures to compare with."""
Settle = Callable[[Figure], Verdict]


def each(rule: SimpleRule, ground: Ground, known: Known, settle: Settle) -> Findings:
    """Settle what has a figure; say why the rest is not known."""
    indicator, latest = known.indicator, known.latest
    months = ground.months(rule.max_age_months)
    if latest.period is None:
        nothing = nothing_words(indicator, latest.too_old, ground.as_at, months)
        return dict.fromkeys(ground.practices, unknown(nothing))
    absent = unknown(absent_words(indicator, latest.period, ground.as_at, months))
    findings = {}
    for code, practice in ground.practices.items():
        figure = latest.figures.get(code)
        if figure is None:
            findings[code] = absent
        elif figure.mark is not None:
            findings[code] = finding_of(
                None, missing_words(indicator, figure), figure, indicator, {}
            )
        else:
            met, reason, beside = settle(figure)
            if known.median is not None:
                beside = {**beside, "england_median": known.median}
                if area := practice.areas.get(LOCAL):
                    beside["area_median"] = known.local_medians[area]
            findings[code] = finding_of(met, reason, figure, indicator, beside)
    return findings


def finding_of(
    met: bool | None, reason: str, figure: Figure, indicator: Indicator, comparison: Comparison
) -> Finding:
    return Finding(
        NOT_KNOWN if met is None else MET if met else NOT_MET,
        reason,
        None if met is None else figure.value,
        indicator.unit,
        figure.period.label,
        figure.release,
        figure.line,
        figure.note,
        comparison=comparison,
    )
