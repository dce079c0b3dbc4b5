"""Statistics of practices' figures: pure functions with the source of each formula."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist

__all__ = ["byar_interval", "share_at_least", "share_at_most", "wilson_interval"]


def wilson_interval(count: float, total: float, confidence: float = 0.95) -> tuple[float, float]:
    """The interval for a proportion, as two shares between 0 and 1.

    Wilson's score interval (Wilson 1927, J Am Stat Assoc 22:209), as public health in England uses
    it for proportions. Raises ValueError unless 0 <= count <= total and total > 0.
    """
    if not 0 <= count <= total or total <= 0:
        raise ValueError(f"{count} of {total} is not a proportion")
    z = _z(confidence)
    middle = 2 * count + z * z
    reach = z * sqrt(z * z + 4 * count * (1 - count / total))
    width = 2 * (total + z * z)
    return max(0.0, (middle - reach) / width), min(1.0, (middle + reach) / width)


def byar_interval(count: float, confidence: float = 0.95) -> tuple[float, float]:
    """The interval for a count of events; divide both by the population for that of a rate.

    Byar's approximation to the exact Poisson interval (Breslow and Day 1987, Statistical Methods in
    Cancer Research II, p. 69). Raises ValueError for a count below 0.
    """
    if count < 0:
        raise ValueError(f"{count} is not a count")
    z = _z(confidence)
    low = count * (1 - 1 / (9 * count) - z / (3 * sqrt(count))) ** 3 if count else 0.0
    more = count + 1
    return max(0.0, low), more * (1 - 1 / (9 * more) + z / (3 * sqrt(more))) ** 3


def share_at_least(values: Sequence[float], value: float) -> float:
    """The share of values, between 0 and 1, that are as high as `value` or higher.

    Raises ValueError where there are no values.
    """
    if not values:
        raise ValueError("there are no values to compare with")
    return sum(other >= value for other in values) / len(values)


def share_at_most(values: Sequence[float], value: float) -> float:
    """The share of values, between 0 and 1, that are as low as `value` or lower."""
    return share_at_least([-other for other in values], -value)


def _z(confidence: float) -> float:
    """How many standard deviations hold that share of a normal distribution around its middle."""
    return NormalDist().inv_cdf((1 + confidence) / 2)
