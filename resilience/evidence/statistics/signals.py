"""The four signals of a change that NHS Making Data Count looks for in a series, and no more.

More rules find more changes that are none. The rules and their usual sizes are those of the NHS-R
Community's NHSRplotthedots; versions of the trend rule differ (six or seven points), so it is a
setting.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from resilience.evidence.statistics.intervals import Floats

Signs = NDArray[np.int8]


@dataclass(frozen=True)
class Rules:
    """Which signals are looked for; 0 or False leaves one out."""

    outside: bool = True
    """A point beyond a limit."""
    shift: int = 7
    """So many points in a row on one side of the mean."""
    trend: int = 7
    """So many points in a row, each higher than the one before, or each lower."""
    near_limit: bool = True
    """Two of three points in a row in the outer third of the way to one limit, all three on that
    side of the mean."""
    minimum: int = 12
    """How many known points limits need."""


@dataclass(frozen=True)
class Signal:
    """A change worth asking about: which rule, at which points (from 0), on which side."""

    rule: Literal["outside", "shift", "trend", "near limit"]
    points: tuple[int, ...]
    side: Literal["high", "low"]
    """For a trend, where it goes."""

    @property
    def words(self) -> str:
        """What was seen, for a sentence: '7 points in a row above the mean'."""
        high, count = self.side == "high", len(self.points)
        if self.rule == "outside":
            return f"a point {'above the upper' if high else 'below the lower'} limit"
        if self.rule == "shift":
            return f"{count} points in a row {'above' if high else 'below'} the mean"
        if self.rule == "trend":
            return f"{count} points in a row {'rising' if high else 'falling'}"
        return f"two of three points in a row near the {'upper' if high else 'lower'} limit"


def signals(
    points: Floats, mean: float, upper: float, rules: Rules, first: int = 0
) -> list[Signal]:
    """The signals in points (NaN for a gap) with that mean and limits equally far on both sides.

    They are ordered by their last point; `first` is the number of the first point. Differences too
    small to be more than rounding are none.
    """
    rounding = 1e-9 * max(1.0, abs(mean), float(np.nanmax(np.abs(points), initial=0.0)))
    reach = upper - mean
    away = points - mean
    side = _signs(away, rounding)
    outside = _signs(away, reach + rounding)
    near = _signs(away, reach * 2 / 3 + rounding) - outside
    found = []
    if rules.outside:
        found += [
            _signal("outside", range(i, i + 1), outside, i)
            for i in map(int, np.flatnonzero(outside))
        ]
    if rules.shift:
        runs = _runs(side, rules.shift)
        found += [_signal("shift", run, side, run.start) for run in runs]
    if rules.trend:
        moves = _signs(np.diff(points), rounding)
        for run in _runs(moves, rules.trend - 1):
            found.append(_signal("trend", range(run.start, run.stop + 1), moves, run.start))
    if rules.near_limit:
        for i in range(len(points) - 2):
            three = slice(i, i + 3)
            if abs(side[three].sum()) == 3 and abs(near[three].sum()) >= 2:
                found.append(_signal("near limit", range(i, i + 3), side, i))
    found.sort(key=lambda signal: (signal.points[-1], signal.points[0], signal.rule))
    return [Signal(s.rule, tuple(first + i for i in s.points), s.side) for s in found]


def _signal(
    rule: Literal["outside", "shift", "trend", "near limit"], run: range, signs: Signs, at: int
) -> Signal:
    return Signal(rule, tuple(run), "high" if signs[at] > 0 else "low")


def _signs(values: Floats, above: float) -> Signs:
    """1 above `above`, -1 below minus it, 0 between and at gaps."""
    return (values > above).astype(np.int8) - (values < -above).astype(np.int8)


def _runs(signs: Signs, least: int) -> Iterator[range]:
    """The longest stretches of one sign that have at least so many members."""
    edges = [0, *(np.flatnonzero(np.diff(signs)) + 1), len(signs)]
    for begins, ends in pairwise(edges):
        if ends - begins >= least and ends > begins and signs[begins]:
            yield range(int(begins), int(ends))
