"""The figures of an area's practices that changed most since the period before, set against chance.

Thousands of figures are tested at once, so the line is drawn farther out than for one practice: at
99.8%, as in a funnel. How many would lie beyond it by chance alone is said beside what was found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.conf import settings

from resilience.evidence.indicators import Indicator, indicators
from resilience.evidence.opened import figures_at
from resilience.evidence.periods import Period
from resilience.evidence.statistics.intervals import Floats
from resilience.profiles.changes import may_be_compared
from resilience.profiles.england import England
from resilience.profiles.everyone import Everyone, everyone
from resilience.profiles.wording import direction, text_of

BEYOND = 3.09
"""Standard deviations of the 99.8% limits."""
BY_CHANCE = 0.002
LIST = "registered_patients"


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure of a practice and the one before it; `size` is in widths of the middle half of
    England's practices, `z` in standard deviations of chance; each None where there is none."""

    indicator: Indicator
    practice: str
    name: str
    before: float
    after: float
    periods: tuple[Period, Period]
    releases: tuple[str, str]
    size: float | None
    z: float | None

    @property
    def texts(self) -> tuple[str, str]:
        return text_of(self.indicator, self.before), text_of(self.indicator, self.after)

    @property
    def direction(self) -> str:
        return direction(self.indicator, self.after - self.before)

    @property
    def percent(self) -> float | None:
        """By how much of what it was it changed."""
        return 100 * (self.after - self.before) / self.before if self.before > 0 else None

    @property
    def chance(self) -> str:
        if self.z is None:
            return "not tested"
        return "beyond chance" if abs(self.z) > BEYOND else "within chance"


@dataclass(frozen=True, eq=False)
class AreaChanges:
    """`moved` has every figure with one before it, the largest change first."""

    moved: Sequence[Moved]

    @cached_property
    def tested(self) -> int:
        return sum(one.z is not None for one in self.moved)

    @cached_property
    def beyond(self) -> list[Moved]:
        """Those that chance does not explain."""
        return [one for one in self.moved if one.chance == "beyond chance"]

    @property
    def expected(self) -> float:
        """How many would be beyond chance if nothing had changed."""
        return self.tested * BY_CHANCE

    @cached_property
    def lists(self) -> list[Moved]:
        """Lists of patients, the largest share gained or lost first."""
        mine = [one for one in self.moved if one.indicator.id == LIST and one.percent is not None]
        return sorted(mine, key=lambda one: -abs(one.percent or 0))


def area_changes(england: England, area: str) -> AreaChanges:
    """The changes of the practices of an area open on England's day; read once and kept."""
    key = figures_at(settings.RESILIENCE_HOME).key
    return _area_changes(str(settings.RESILIENCE_HOME), key, england, area)


@lru_cache(12)
def _area_changes(home: str, key: str, england: England, area: str) -> AreaChanges:
    all_of_them = everyone(england)
    found = [
        one
        for name, period in all_of_them.periods.items()
        for one in _of_indicator(all_of_them, indicators()[name], period, area)
    ]
    found.sort(key=lambda m: (m.size is None, -abs(m.size or 0), m.indicator.title, m.practice))
    return AreaChanges(found)


def _of_indicator(
    everyone: Everyone, indicator: Indicator, now: Period, area: str
) -> Iterator[Moved]:
    known = figures_at(settings.RESILIENCE_HOME).periods(indicator.id)
    earlier = [period for period in known if may_be_compared(indicator, period, now)]
    ordered = everyone.ordered(indicator.id)
    if indicator.stands or not earlier or not ordered.size:
        return
    periods = earlier[-1], now
    codes = pa.array(everyone.england.within(area), pa.string())
    before, after = (_figures(indicator, codes, period) for period in periods)
    change = after.values - before.values
    low, high = np.quantile(ordered, (0.25, 0.75))
    z = _beyond_chance(indicator, before, after)
    for at in np.flatnonzero(~np.isnan(change)).tolist():
        code = codes[at].as_py()
        yield Moved(
            indicator,
            code,
            everyone.england.practices[code].name,
            float(before.values[at]),
            float(after.values[at]),
            periods,
            (before.releases[at], after.releases[at]),
            float(change[at] / (high - low)) if high > low else None,
            None if np.isnan(z[at]) else float(z[at]),
        )


@dataclass(frozen=True, eq=False)
class _Figures:
    """Of each practice in the order asked for; NaN and '' where there is none."""

    values: Floats
    numerators: Floats
    denominators: Floats
    releases: list[str]


def _figures(indicator: Indicator, codes: pa.Array, period: Period) -> _Figures:
    figures = figures_at(settings.RESILIENCE_HOME)
    rows = figures.table(
        indicator=indicator.id, practices=codes.to_pylist(), period=period
    ).read_all()
    where = pc.index_in(codes, rows["practice"].combine_chunks())

    def numbers(name: str) -> Floats:
        taken = rows[name].combine_chunks().cast(pa.float64()).take(where)
        return np.array(taken.to_numpy(zero_copy_only=False), float)

    releases = rows["release"].combine_chunks().take(where).to_pylist()
    return _Figures(
        numbers("value"), numbers("numerator"), numbers("denominator"), [r or "" for r in releases]
    )


def _beyond_chance(indicator: Indicator, before: _Figures, after: _Figures) -> Floats:
    """The change in standard deviations of chance, on the scales of `changes.chance`; NaN where it
    cannot be tested."""
    if indicator.comparison not in ("proportion", "rate"):
        return np.full(len(before.values), np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        roots = [np.sqrt(one.numerators / one.denominators) for one in (before, after)]
        if indicator.comparison == "proportion":
            roots = [np.arcsin(root) for root in roots]  # NaN above 1, which is no proportion
        variance = 1 / (4 * before.denominators) + 1 / (4 * after.denominators)
        z = (roots[1] - roots[0]) / np.sqrt(variance)
    return np.where(np.isfinite(z), z, np.nan)
