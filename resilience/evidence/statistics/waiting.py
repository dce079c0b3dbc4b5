"""How long something takes when some still wait for it: they are counted, not left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


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
    known = sorted(days)
    if known and known[0][0] < 0:
        raise ValueError(f"{known[0][0]} days")
    happened = sum(one for _, one in known)
    by_share = [_by(known, numerator) for numerator in (1, 2, 3)]
    return Waits(happened, len(known) - happened, *by_share)


def _by(known: list[tuple[int, bool]], quarters: int) -> int | None:
    """The first day by which so many quarters have happened. Whole numbers only, so that exactly a
    half is a half."""
    at, ends = Counter(day for day, one in known if one), Counter(day for day, _ in known)
    left, above, below = len(known), 1, 1
    for day in sorted(ends):
        above, below = above * (left - at[day]), below * left
        if at[day] and 4 * above <= (4 - quarters) * below:
            return day
        left -= ends[day]
    return None
