"""Intervals of proportions and of counts of events, 95% unless asked, for one or for many."""

from __future__ import annotations

from functools import cache
from math import exp
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
FEW = 10
"""Below this many events the exact Poisson interval takes the place of Byar's approximation."""


def wilson_interval(count: float, total: float, confidence: float = 0.95) -> tuple[float, float]:
    """The interval for a proportion, as two shares between 0 and 1; see `wilson_intervals`.

    Raises ValueError unless 0 <= count <= total and total > 0.
    """
    if not 0 <= count <= total or total <= 0:
        raise ValueError(f"{count} of {total} is not a proportion")
    low, high = wilson_intervals(count, total, confidence)
    return float(low), float(high)


def byar_interval(count: float, confidence: float = 0.95) -> tuple[float, float]:
    """The interval for a count of events; see `byar_intervals`. ValueError for a count below 0."""
    if not count >= 0:
        raise ValueError(f"{count} is not a count")
    low, high = byar_intervals(count, confidence)
    return float(low), float(high)


def wilson_intervals(
    counts: ArrayLike, totals: ArrayLike, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """The lower and upper limits of many proportions, as shares between 0 and 1.

    `counts` and `totals` have one shape, or one of them is a single number; so have the limits.
    Where a number is not known (None, NaN), the total is not above 0, or the count is below 0 or
    above the total, there is no proportion and both limits are NaN.

    Wilson's score interval (Wilson 1927, J Am Stat Assoc 22:209), as public health in England uses
    it for proportions. Raises ValueError for a confidence that is not between 0 and 1.
    """
    z = deviations(confidence)
    n, of = np.asarray(counts, float), np.asarray(totals, float)
    with np.errstate(invalid="ignore", divide="ignore"):
        possible = (n >= 0) & (n <= of) & (of > 0)
        n, of = np.where(possible, n, np.nan), np.where(possible, of, np.nan)
        middle = 2 * n + z * z
        reach = z * np.sqrt(z * z + 4 * n * (1 - n / of))
        width = 2 * (of + z * z)
        return np.maximum(0, (middle - reach) / width), np.minimum(1, (middle + reach) / width)


def byar_intervals(counts: ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """The lower and upper limits of many counts of events; divide by the populations for rates.

    The limits have the shape of `counts`; they are NaN where the count is not known (None, NaN) or
    below 0. Byar's approximation to the exact Poisson interval (Breslow and Day 1987, Statistical
    Methods in Cancer Research II, p. 69); for whole counts below 10 the exact interval itself, as
    in public health in England. Raises ValueError for a confidence that is not between 0 and 1.
    """
    z = deviations(confidence)
    n = np.asarray(counts, float)
    with np.errstate(invalid="ignore", divide="ignore"):
        n = np.where(n >= 0, n, np.nan)
        more = n + 1
        low = np.maximum(0, n * (1 - 1 / (9 * n) - z / (3 * np.sqrt(n))) ** 3)
        high = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
        few = (n < FEW) & (n == np.floor(n))
    exact = np.array(_exact_limits(confidence))
    whole = np.where(few, n, 0).astype(int)
    return np.where(few, exact[whole, 0], low), np.where(few, exact[whole, 1], high)


def deviations(confidence: float) -> float:
    """How many standard deviations hold that share of a normal distribution around its middle."""
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence is a share between 0 and 1, such as 0.95, not {confidence}")
    return NormalDist().inv_cdf((1 + confidence) / 2)


@cache
def _exact_limits(confidence: float) -> list[tuple[float, float]]:
    """Exact Poisson limits of each whole count below `FEW` (Garwood 1936, Biometrika 28:437)."""
    tail = (1 - confidence) / 2
    return [
        (_mean_where(count - 1, 1 - tail) if count else 0.0, _mean_where(count, tail))
        for count in range(FEW)
    ]


def _mean_where(most: int, chance: float) -> float:
    """The mean of a Poisson distribution that gives at most `most` events with that chance."""
    low, high = 0.0, 1000.0
    for _ in range(60):
        mean = (low + high) / 2
        term = total = exp(-mean)
        for k in range(1, most + 1):
            term *= mean / k
            total += term
        low, high = (mean, high) if total > chance else (low, mean)
    return (low + high) / 2
