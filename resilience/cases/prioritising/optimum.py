"""Whom to help so that it counts for most within a budget: a knapsack, solved exactly in whole
pence (docs/adr/0013). Pure: no database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Pence = NDArray[np.int64]
TOO_DEAR = np.int64(2**61)


@dataclass(frozen=True)
class Wish:
    """A case that could be helped: what that counts for, what it costs in pence, and whether its
    practice was helped before."""

    case: int
    reference: str
    begun: str
    """A moment as ISO 8601 writes it: earlier ones come first."""
    points: int
    cost: int
    continuing: bool

    @property
    def turn(self) -> tuple[int, str, str]:
        """Who is helped first of those that count the same: who costs least, then who waited
        longest, then the lower reference."""
        return self.cost, self.begun, self.reference


class Front:
    """What so many points cost at the least, of some wishes.

    Among wishes that count the same, help goes to the cheapest first: so of each such kind it is
    enough to know how many are helped. `cheapest[p]` is the least that exactly p points cost.
    """

    def __init__(self, wishes: Iterable[Wish], most: int) -> None:
        self._kinds: dict[int, list[Wish]] = defaultdict(list)
        for wish in sorted(wishes, key=lambda one: one.turn):
            if wish.points > 0:
                self._kinds[wish.points].append(wish)
        self.cheapest = np.zeros(1, np.int64)
        self._helped: dict[int, NDArray[np.int32]] = {}
        for points, alike in self._kinds.items():
            self._take_up(points, np.cumsum([one.cost for one in alike], dtype=np.int64), most)

    def _take_up(self, points: int, costs: Pence, most: int) -> None:
        """Add a kind of wishes, the first n of which cost `costs[n - 1]`."""
        before = self.cheapest
        costs = costs[costs <= most]
        after = np.full(len(before) + len(costs) * points, TOO_DEAR)
        after[: len(before)] = before
        helped = np.zeros(len(after), np.int32)
        for many, cost in enumerate(costs, start=1):
            reached = slice(many * points, many * points + len(before))
            cheaper = before + cost < after[reached]
            np.copyto(after[reached], before + cost, where=cheaper)
            np.copyto(helped[reached], many, where=cheaper)
        within = int(np.flatnonzero(after <= most)[-1]) + 1
        self.cheapest, self._helped[points] = after[:within], helped[:within]

    @cached_property
    def at_least(self) -> Pence:
        """What that many points or more cost at the least; it never falls from one to the next."""
        return np.minimum.accumulate(self.cheapest[::-1])[::-1]

    def points_for(self, budgets: Pence) -> NDArray[np.int64]:
        """The most points that each of some budgets pays for."""
        return np.searchsorted(self.at_least, budgets, side="right") - 1

    def chosen(self, points: int) -> Iterator[int]:
        """The cases that bring exactly so many points for the least."""
        for each in reversed(self._kinds):
            many = int(self._helped[each][points])
            points -= many * each
            yield from (one.case for one in self._kinds[each][:many])


class Optimum:
    """The best choice among wishes within a budget of up to `most` pence; `keeps` says that some of
    a budget may be kept for practices not helped before."""

    def __init__(self, wishes: Iterable[Wish], most: int, *, keeps: bool = False) -> None:
        every = list(wishes)
        self._continuing = Front((one for one in every if keeps and one.continuing), most)
        self._others = Front((one for one in every if not (keeps and one.continuing)), most)

    def within(self, budget: int, for_new: int = 0) -> frozenset[int]:
        """The cases whose points add up to the most that `budget` pays for, with `for_new` of it
        kept for practices not helped before (G8.4); both in pence. Of choices with as many points
        the cheapest; of those, the one that does least for practices helped before."""
        costs = self._continuing.cheapest
        allowed = np.flatnonzero(costs <= budget - for_new)
        points = allowed + self._others.points_for(budget - costs[allowed])
        best = allowed[points == points.max()]
        others = points.max() - best
        cheapest = costs[best] + self._others.cheapest[others]
        at = int(np.argmin(cheapest))
        chosen = [
            *self._continuing.chosen(int(best[at])),
            *self._others.chosen(int(others[at])),
        ]
        return frozenset(chosen)
