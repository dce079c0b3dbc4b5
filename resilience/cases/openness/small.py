"""Small numbers that anyone may read: none below five is told, and none can be worked out.

A number of requests that fall into kinds is told kind by kind. A kind with fewer than five of them
is not told. As the whole is known, other kinds are then held back too, always from the last on and
whatever their size, until what is hidden together leaves every number below five open. Who knows
this rule and every number on the page still cannot tell any hidden one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

FEWEST: Final = 5
FEW, HELD = "fewer than 5", "not shown"
Told = int | str
"""A number, or why it is not told."""


def alone(count: int) -> Told:
    """A number that is no part of another one that is told."""
    return count if count >= FEWEST else FEW


def by_kind(counts: Sequence[int]) -> list[Told]:
    """How many there are of each kind, of a whole whose number is told."""
    few = [place for place, count in enumerate(counts) if count < FEWEST]
    if not few:
        return list(counts)
    if sum(counts) >= 2 * FEWEST - 1:
        others = [place for place in reversed(range(len(counts))) if place not in few]
        for more in range(len(others) + 1):
            hidden = sum(counts[place] for place in few + others[:more])
            if _leaves_open(hidden, len(few), more):
                return [
                    FEW if place in few else HELD if place in others[:more] else count
                    for place, count in enumerate(counts)
                ]
    return [HELD] * len(counts)


def _leaves_open(hidden: int, few: int, others: int) -> bool:
    """Whether a sum, which who subtracts finds out, may have any number from none to four in each
    of `few` kinds, where each of the `others` has five or more."""
    most = FEWEST - 1
    if others:
        return hidden >= most + others * FEWEST
    return FEWEST <= hidden <= most * (few - 1)
