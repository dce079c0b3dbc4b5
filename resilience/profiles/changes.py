"""What changed in a practice's figures since the period before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import asin, sqrt
from typing import Any

from django.conf import settings

from resilience.evidence.figures import Figure
from resilience.evidence.indicators import Indicator, indicators
from resilience.evidence.opened import figures_at
from resilience.evidence.periods import Period
from resilience.evidence.statistics import quantiles
from resilience.profiles.subject import Subject
from resilience.profiles.wording import direction, text_of

ALIKE = 3
"""Days by which the lengths of two periods may differ: months are of 28 to 31, quarters of 90 to
92. A month is not compared with a year."""
CHANCE = 1.96
CHANGE_COLUMNS = (
    *("practice", "indicator", "title", "unit", "period", "value", "period_before"),
    *("value_before", "change", "change_in_middle_halves", "chance", "release", "release_before"),
)


@dataclass(frozen=True)
class Change:
    """`size` is the change in widths of the middle half of England's practices, None where that
    has no width and for words; `chance` says whether it is more than chance explains."""

    indicator: Indicator
    before: Figure
    after: Figure
    difference: float | None
    size: float | None
    chance: str

    @property
    def direction(self) -> str:
        """'Up by 3.4', 'Down by 120', 'No change', or what a word was before."""
        if self.difference is None:
            return "No change" if self.after.value == self.before.value else "Another word"
        return direction(self.indicator, self.difference)

    def text(self, figure: Figure) -> str:
        return text_of(self.indicator, figure.value)


def changes_of(subject: Subject) -> list[Change]:
    """The change of each indicator with a period before, the largest first; those whose size
    cannot be set beside the others last."""
    history = figures_at(settings.RESILIENCE_HOME).history(subject.code, until=subject.england.day)
    found = (
        _change(subject, indicators()[name], figures)
        for name, figures in history.items()
        if name in subject.rows
    )
    return sorted(
        filter(None, found),
        key=lambda one: (one.size is None, -abs(one.size or 0), one.indicator.title),
    )


def _change(subject: Subject, indicator: Indicator, figures: Sequence[Figure]) -> Change | None:
    row = subject.rows[indicator.id]
    known = [figure for figure in figures if figure.value is not None]
    counts = [f for f in known if (f.period.ends, f.period.starts) == (row["ends"], row["starts"])]
    if not counts:
        return None
    after = counts[0]
    earlier = [f for f in known if may_be_compared(indicator, f.period, after.period)]
    if not earlier:
        return None
    before = earlier[-1]
    if not isinstance(after.value, float) or not isinstance(before.value, float):
        return Change(indicator, before, after, None, None, "")
    difference = after.value - before.value
    low, high = quantiles(subject.everyone.ordered(indicator.id), (0.25, 0.75)).tolist()
    size = difference / (high - low) if high > low else None
    return Change(indicator, before, after, difference, size, chance(indicator, before, after))


def may_be_compared(indicator: Indicator, before: Period, after: Period) -> bool:
    """Whether it is an earlier period as long, with no break of the series between them."""
    lengths = [(period.ends - period.starts).days for period in (before, after)]
    broken = any(before.ends < one.starts <= after.ends for one in indicator.series_breaks)
    earlier = before.ends < after.ends
    return earlier and abs(lengths[0] - lengths[1]) <= ALIKE and not broken


def chance(indicator: Indicator, before: Figure, after: Figure) -> str:
    """'Beyond chance' or 'within chance', where a share or rate of counted things was measured
    twice; empty otherwise.

    On the scales of the funnels (Spiegelhalter 2005): the arcsine of the root of a share, the root
    of a rate; each has the variance 1 / (4 × denominator). Both are taken to be independent.
    """
    if indicator.comparison not in ("proportion", "rate"):
        return ""
    scaled, variance = [], 0.0
    for figure in (before, after):
        n, of = figure.numerator, figure.denominator
        if n is None or not of or of < 0 or n < 0:
            return ""
        if indicator.comparison == "proportion":
            if n > of:
                return ""
            scaled.append(asin(sqrt(n / of)))
        else:
            scaled.append(sqrt(n / of))
        variance += 1 / (4 * of)
    beyond = abs(scaled[1] - scaled[0]) > CHANCE * sqrt(variance)
    return "beyond chance" if beyond else "within chance"


def change_rows(practice: str, found: Iterable[Change]) -> Iterator[dict[str, Any]]:
    """One row for each change, the largest first."""
    for one in found:
        yield {
            "practice": practice,
            "indicator": one.indicator.id,
            "title": one.indicator.title,
            "unit": one.indicator.unit,
            "period": one.after.period.label,
            "value": one.after.value,
            "period_before": one.before.period.label,
            "value_before": one.before.value,
            "change": None if one.difference is None else round(one.difference, 6),
            "change_in_middle_halves": None if one.size is None else round(one.size, 3),
            "chance": one.chance,
            "release": one.after.release,
            "release_before": one.before.release,
        }
