"""Where a value stands among others: in all England, or within the area of each."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from resilience.evidence.statistics.intervals import Floats


def share_at_least(values: Sequence[float], value: float) -> float:
    """The share of values, between 0 and 1, that are as high as `value` or higher.

    Raises ValueError where there are no values.
    """
    if not len(values):
        raise ValueError("there are no values to compare with")
    return sum(other >= value for other in values) / len(values)


def share_at_most(values: Sequence[float], value: float) -> float:
    """The share of values, between 0 and 1, that are as low as `value` or lower."""
    return share_at_least([-other for other in values], -value)


def percentiles(values: ArrayLike, areas: Sequence[Hashable] | None = None) -> Floats:
    """The percentile of each value among all known ones, or among those of its own area.

    It is the percentage of known values below it and half of those equal to it, itself among them
    (the mean of a weak and a strict percentile), so the middle of any set is 50. `values` are n
    numbers, `areas` n keys; the answer is n numbers from 0 to 100. A value that is not known (None,
    NaN) has no percentile (NaN), nor has one whose area is not known (None); neither counts for
    others. Raises ValueError where there are not as many areas as values.
    """
    found = np.asarray(values, float)
    group = np.zeros(len(found), int) if areas is None else _numbered(areas)
    if len(group) != len(found):
        raise ValueError(f"{len(found)} values and {len(group)} areas; each value has one area")
    known = ~np.isnan(found) & (group >= 0)
    group = group[known]
    _, order = np.unique(found[known], return_inverse=True)
    # One number for each area and value, ordered by both, so that all areas are counted at once.
    _, place, equal = np.unique(
        group * (len(order) + 1) + order, return_inverse=True, return_counts=True
    )
    up_to = np.cumsum(equal)
    sizes = np.bincount(group)
    before = np.cumsum(sizes) - sizes
    middle = (up_to - equal / 2)[place] - before[group]
    answer = np.full(len(found), np.nan)
    answer[known] = 100 * middle / sizes[group]
    return answer


def quantiles(values: ArrayLike, shares: ArrayLike) -> Floats:
    """The values below which those shares (0 to 1) of the known values lie, for a percentile chart.

    Between two values it is interpolated along a straight line (Hyndman and Fan 1996, Am Stat
    50:361, their definition 7). All NaN where no value is known. Raises ValueError for a share
    outside 0 to 1.
    """
    found = np.asarray(values, float)
    wanted = np.asarray(shares, float)
    if not ((wanted >= 0) & (wanted <= 1)).all():
        raise ValueError("a share lies between 0 and 1, such as 0.25 for the lower quarter")
    known = found[~np.isnan(found)]
    return np.quantile(known, wanted) if known.size else np.full(wanted.shape, np.nan)


def _numbered(areas: Sequence[Hashable]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Areas as numbers from 0, and -1 for None."""
    numbers: dict[Hashable, int] = {}
    found = (-1 if area is None else numbers.setdefault(area, len(numbers)) for area in areas)
    return np.fromiter(found, np.int64)
