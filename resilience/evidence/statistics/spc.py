"""One practice through time: XmR charts and the signals that NHS Making Data Count looks for.

The limits are mean ± 2.66 × the mean moving range (3 / 1.128, Shewhart's d2 for two points; Wheeler
2000, Understanding Variation). A period whose value is not known is a gap: it counts for nothing,
no moving range spans it and it ends any run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from resilience.evidence.statistics.intervals import Floats
from resilience.evidence.statistics.signals import Rules, Signal, signals

REACH = 2.66


@dataclass(frozen=True)
class Rebase:
    """From the point `at` on (counted from 0) the chart starts afresh, for the reason `why`."""

    at: int
    why: str


@dataclass(frozen=True)
class Stretch:
    """Points `begins` to `ends` (not included) that share one mean and one pair of limits.

    The three are None where too few points are known; `note` then says how many there are. `why`
    is the reason given for starting afresh, empty for the first stretch.
    """

    begins: int
    ends: int
    known: int
    mean: float | None
    lower: float | None
    upper: float | None
    why: str
    note: str


@dataclass(frozen=True)
class Chart:
    """A series, its stretches from the first point to the last, and its signals in that order."""

    values: tuple[float | None, ...]
    stretches: tuple[Stretch, ...]
    signals: tuple[Signal, ...]

    @property
    def finding(self) -> str:
        """One neutral sentence: what the latest stretch shows."""
        last = self.stretches[-1]
        if last.mean is None:
            return last.note
        found = [signal for signal in self.signals if signal.points[-1] >= last.begins]
        if not found:
            return f"Nothing but usual variation in {last.known} known points."
        words = "; ".join(dict.fromkeys(signal.words for signal in found))
        return f"A change to ask about: {words}."


STANDARD = Rules()


def xmr(
    values: Sequence[float | None],
    *,
    rules: Rules = STANDARD,
    rebases: Sequence[Rebase] = (),
    baseline: int | None = None,
) -> Chart:
    """The XmR chart of a series in order of time, one value for each period, None for a gap.

    A stretch has limits only from `rules.minimum` known points on (12 unless changed), with at
    least half as many moving ranges; before that nothing is flagged. All its points make the
    limits or, with `baseline`, only so many of its first known ones, by which later ones are
    judged. The chart never starts afresh by itself: each rebase has a place and a reason.

    Raises ValueError for an empty series, for a baseline below the minimum, and for a rebase
    without a reason, out of order or outside the series.
    """
    points = np.array([np.nan if value is None else value for value in values], float)
    if not points.size:
        raise ValueError("there is no point to chart")
    if baseline is not None and baseline < rules.minimum:
        raise ValueError(f"a baseline has at least {rules.minimum} known points, not {baseline}")
    starts = [0, *(rebase.at for rebase in rebases), points.size]
    if any(later <= earlier for earlier, later in pairwise(starts)):
        raise ValueError("a rebase is at a point after the first, each later than the one before")
    if not all(rebase.why.strip() for rebase in rebases):
        raise ValueError("a rebase needs the reason why the series starts afresh")
    reasons = ["", *(rebase.why.strip() for rebase in rebases)]
    stretches = tuple(
        _stretch(points, begins, ends, why, rules.minimum, baseline or points.size)
        for (begins, ends), why in zip(pairwise(starts), reasons, strict=True)
    )
    found = tuple(
        signal
        for s in stretches
        if s.mean is not None and s.upper is not None
        for signal in signals(points[s.begins : s.ends], s.mean, s.upper, rules, s.begins)
    )
    return Chart(tuple(values), stretches, found)


def _stretch(
    points: Floats, begins: int, ends: int, why: str, minimum: int, baseline: int
) -> Stretch:
    own = points[begins:ends]
    known = np.flatnonzero(~np.isnan(own))
    base = own[: known[baseline - 1] + 1] if known.size > baseline else own
    moves = np.abs(np.diff(base))
    moves = moves[~np.isnan(moves)]
    if known.size < minimum or moves.size < minimum / 2:
        note = f"Limits need {minimum} known points; there are {known.size}."
        if known.size >= minimum:
            note = f"There are too many gaps for limits: {known.size} known points, few in a row."
        return Stretch(begins, ends, known.size, None, None, None, why, note)
    mean, reach = float(np.nanmean(base)), REACH * float(moves.mean())
    return Stretch(begins, ends, known.size, mean, mean - reach, mean + reach, why, "")
