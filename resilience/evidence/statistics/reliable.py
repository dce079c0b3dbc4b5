"""How much of what is seen between practices is really there, and not chance.

Reliability is the variance between practices over the whole of what is seen:
τ² / (τ² + s²), where s² is the variance by chance of a practice of that size. At 0.7 seven tenths
of the variation seen among such practices is real, which is a usual least for comparing practices
(Lyratzopoulos and others 2011, Med Care 49:724). Under the floor a figure may well stand out next
time and not this, so nothing is flagged.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from resilience.evidence.statistics.intervals import Floats

FLOOR = 0.7


def reliability(between: float, within: ArrayLike) -> Floats:
    """between / (between + within), from 0 to 1, in the shape of `within`.

    Both are variances on one scale. Where `between` is 0 all that is seen is chance: 0. NaN where
    `within` is not known (None, NaN) or not above 0. Raises ValueError for a negative `between`.
    """
    if not between >= 0:
        raise ValueError(f"a variance between practices is 0 or more, not {between}")
    chance = np.asarray(within, float)
    chance = np.where(chance > 0, chance, np.nan)
    return between / (between + chance)


def least_denominator(between: float, floor: float = FLOOR, one: float = 0.25) -> float:
    """From which denominator on a figure is reliable: n where τ² / (τ² + one / n) is the floor.

    `one` is the variance of a single person or event: a quarter on the scales of a funnel. Infinite
    where practices differ by no more than chance, 0 for a floor of 0. Raises ValueError unless the
    floor is from 0 to under 1.
    """
    if not 0 <= floor < 1:
        raise ValueError(f"a reliability floor is from 0 to under 1, such as 0.7, not {floor}")
    if floor == 0:
        return 0.0
    return one * floor / (between * (1 - floor)) if between > 0 else float("inf")
