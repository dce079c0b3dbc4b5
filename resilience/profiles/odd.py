"""Figures that look like errors: so far from all others, or so changed, that somebody should look.

Which they are is a setting of this page and no part of any programme. Most are errors of a file, a
practice that merged or moved, or a practice unlike others; none is a judgement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
from django.conf import settings

from resilience.evidence.indicators import Indicator
from resilience.evidence.opened import figures_at
from resilience.evidence.periods import Period
from resilience.organisations.queries import Place
from resilience.profiles.coverage import Coverage, OfIndicator
from resilience.profiles.wording import text_of

FAR = 5.0
"""Robust standard deviations from the median beyond which a figure is odd."""
CHANGED = 10.0
"""The same for a change since the period before."""
FEWEST = 100
"""Practices below which nobody can say what is far from the others."""
ROBUST = 1.4826
"""What makes the median of distances a standard deviation where values are normal (Huber 1981,
Robust Statistics, section 5.1)."""
COLUMNS = (
    *("practice", "name", "indicator", "title", "why", "value", "period", "before"),
    *("period_before", "median", "deviations", "release", "line"),
)
VALUE, CHANGE = "far from all others", "changed far more than others"


@dataclass(frozen=True, slots=True)
class Odd:
    """`deviations` is how far off it is, in robust standard deviations; `median` that of all values
    or, for a change, of all changes; `before` the value of the period before."""

    indicator: Indicator
    why: str
    practice: str
    value: float
    period: str
    release: str
    line: int
    deviations: float
    median: float
    before: float | None = None
    period_before: Period | None = None

    @property
    def text(self) -> str:
        return text_of(self.indicator, self.value)

    @property
    def beside(self) -> str:
        """What it is set beside, in words."""
        if self.period_before:
            return f"{text_of(self.indicator, self.before)} in {self.period_before.words}"
        return f"median of England {text_of(self.indicator, self.median)}"


@lru_cache(8)
def odd_figures(coverage: Coverage) -> list[Odd]:
    """Of the practices open on the day, the farthest off first."""
    found: list[Odd] = []
    for one in coverage.indicators:
        if len(one.values) >= FEWEST and not one.indicator.stands:
            found += _far_from_others(one)
            found += _far_from_before(one)
    return sorted(found, key=lambda odd: (-odd.deviations, odd.indicator.id, odd.practice))


def within(odd: Iterable[Odd], coverage: Coverage, area: Place, indicator: str = "") -> list[Odd]:
    """Those of an area's practices, and of one indicator where it is named."""
    members = set(coverage.england.within(area.code))
    return [one for one in odd if one.practice in members and indicator in ("", one.indicator.id)]


def rows(odd: Iterable[Odd], coverage: Coverage) -> Iterator[dict[str, Any]]:
    """In the words of COLUMNS."""
    for one in odd:
        yield {
            "practice": one.practice,
            "name": coverage.england.practices[one.practice].name,
            "indicator": one.indicator.id,
            "title": one.indicator.title,
            "why": one.why,
            "value": one.value,
            "period": one.period,
            "before": one.before,
            "period_before": one.period_before.label if one.period_before else None,
            "median": round(one.median, 6),
            "deviations": round(one.deviations, 1),
            "release": one.release,
            "line": one.line,
        }


def deviations(values: np.ndarray) -> tuple[np.ndarray, float]:
    """How many robust standard deviations each value is from the median, and the median.

    On either side of the median its own deviation counts, for figures lean to one side as a rule
    (the double median absolute deviation). Where half of a side has the very same value nothing is
    far: zeros.
    """
    middle = float(np.median(values))
    away = values - middle
    spread = np.full(len(values), np.inf)
    for side in (away >= 0, away <= 0):
        one = ROBUST * float(np.median(np.abs(away[side])))
        if one > 0:
            spread[side & (away != 0)] = one
    return np.abs(away) / spread, middle


def _far_from_others(one: OfIndicator) -> Iterator[Odd]:
    away, middle = deviations(one.values)
    far = np.flatnonzero(away > FAR)
    for row, how_far in _rows(one.known, far, away):
        yield Odd(one.indicator, VALUE, **row, deviations=how_far, median=middle)


def _far_from_before(one: OfIndicator) -> Iterator[Odd]:
    """Changes since the neighbouring period, unless the series broke between the two."""
    before = _period_before(one)
    if before is None:
        return
    figures = figures_at(settings.RESILIENCE_HOME)
    table = figures.table(indicator=one.indicator.id, period=before).read_all()
    was = dict(zip(table["practice"].to_pylist(), table["value"].to_pylist(), strict=True))
    earlier = [was.get(practice) for practice in one.known["practice"].to_pylist()]
    changes = one.values - np.array(earlier, float)
    both = np.flatnonzero(~np.isnan(changes))
    if len(both) < FEWEST:
        return
    away = np.zeros(len(changes))
    away[both], middle = deviations(changes[both])
    for row, how_far in _rows(one.known, np.flatnonzero(away > CHANGED), away):
        yield Odd(
            one.indicator,
            CHANGE,
            **row,
            deviations=how_far,
            median=middle,
            before=was[row["practice"]],
            period_before=before,
        )


def _rows(
    table: pa.Table, numbers: np.ndarray, away: np.ndarray
) -> Iterator[tuple[Mapping[str, Any], float]]:
    """What is kept of the rows of those numbers, and how far off each is."""
    kept = table.select(["practice", "value", "period", "release", "line"])
    found = kept.take(pa.array(numbers)).to_pylist()
    yield from zip(found, away[numbers].tolist(), strict=True)


def _period_before(one: OfIndicator) -> Period | None:
    """The neighbouring period, if figures of the two may be compared."""
    if one.indicator.change_of:  # a growth is a change already
        return None
    periods = figures_at(settings.RESILIENCE_HOME).periods(one.indicator.id)
    ended = [period for period in periods if period.ends < one.period.starts]
    breaks = one.indicator.series_breaks
    if not ended or any(ended[-1].ends < b.starts <= one.period.ends for b in breaks):
        return None
    return ended[-1]
