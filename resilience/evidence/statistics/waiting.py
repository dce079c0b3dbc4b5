"""How long something takes when some still wait for it: they are counted, not left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import log, sqrt

from resilience.evidence.statistics.intervals import deviations

Counted = Mapping[tuple[int, bool], int]
"""How many waited so many days, with whether it happened then or they were last looked at then."""


@dataclass(frozen=True)
class Waits:
    """Days until something: how many it happened to, how many still waited, and by how many days it
    has happened to a quarter, half and three quarters; None where that share was not reached yet.
    """

    happened: int
    waiting: int
    quarter: int | None
    half: int | None
    three_quarters: int | None


def waits(days: Iterable[tuple[int, bool]]) -> Waits:
    """Days of each, with whether it happened then or was last looked at then.

    A share is the smallest day by which that share has happened, by the estimate of Kaplan and
    Meier 1958, J Am Stat Assoc 53:457. To leave out those who still wait would make slow help
    look quick. Raises ValueError for fewer than 0 days.
    """
    return waits_of(Counter(days))


def waits_of(counted: Counted) -> Waits:
    """The same of waits that are counted."""
    least = min((day for day, _ in counted), default=0)
    if least < 0:
        raise ValueError(f"{least} days")
    happened = sum(many for (_, one), many in counted.items() if one)
    by_share = [_by(counted, numerator) for numerator in (1, 2, 3)]
    return Waits(happened, sum(counted.values()) - happened, *by_share)


def half_between(counted: Counted, confidence: float = 0.95) -> tuple[int | None, int | None]:
    """The interval of the day by which it has happened to half: from the first day that the share
    still waiting may be a half on, to the first day from which it may not be; None for an end that
    is not known yet.

    By Brookmeyer and Crowley 1982, Biometrics 38:29, on the scale log(-log(share)), with the
    variance of Greenwood.
    """
    z = deviations(confidence)
    half = log(-log(0.5))
    may_be: list[bool] = []
    days: list[int] = []
    share, spread = 1.0, 0.0
    for day, at, left in _steps(counted):
        share *= 1 - at / left
        spread += at / (left * (left - at)) if left > at else 0.0
        days.append(day)
        off = abs(log(-log(share)) - half) * -log(share) / sqrt(spread) if 0 < share < 1 else None
        may_be.append(off is not None and off <= z)
    if True not in may_be:
        return None, None
    last = len(may_be) - 1 - may_be[::-1].index(True)
    return days[may_be.index(True)], days[last + 1] if last + 1 < len(days) else None


def _by(counted: Counted, quarters: int) -> int | None:
    """The first day by which so many quarters have happened. Whole numbers only, so that exactly a
    half is a half."""
    above, below = 1, 1
    for day, at, left in _steps(counted):
        above, below = above * (left - at), below * left
        if 4 * above <= (4 - quarters) * below:
            return day
    return None


def _steps(counted: Counted) -> Iterator[tuple[int, int, int]]:
    """Each day on which it happened, to how many, and how many had waited until then."""
    left = sum(counted.values())
    for day in sorted({day for day, _ in counted}):
        at = counted.get((day, True), 0)
        if at:
            yield day, at, left
        left -= at + counted.get((day, False), 0)
