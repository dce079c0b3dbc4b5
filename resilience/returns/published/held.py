"""What of the figures of few practices is held back, so that none of it can be worked out.

The rule, for each month as it comes out, for practices and for money apart:

- England is shown where each of its numbers, each difference between two of them, and each
  difference from the same number of any month that is out and shown, is of no practice or of five
  or more. Otherwise the month is held back whole.
- Areas are shown where England is and the same is so in every area at once, and of practices that
  are in two areas or in none. Otherwise no area is shown for that month.

Money is of the practices that it belongs to: sums are of those with some, differences of those
whose money differs. It begins anew with each year, so it is judged by the months of its own.

Why it is safe: nothing that two numbers shown differ by is of one to four practices. Of a month
held back whole no number is known, and what is shown later does not hang on it. Where England
alone is shown, at least one area has what may not be shown, so that each area may have one, two,
three or four of any number that is not nought in all England. Who knows this rule knows no more.
Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from typing import Literal

from resilience.cases.openness.small import FEWEST

Level = Literal["areas", "england", "nothing"]
Counts = tuple[int, ...]
"""Of practices, one number for each measure."""
Money = tuple[Mapping[str, int], ...]
"""Pence by practice, one table for each measure; who has none is not in it."""


@dataclass(frozen=True)
class Month:
    """What there is at the end of a month, in all and by the code of the area."""

    counts: Counts
    money: Money
    counts_of: Mapping[str, Counts]
    money_of: Mapping[str, Money]


@dataclass(frozen=True)
class Out:
    """A month that is out, and how much of it is shown."""

    month: Month
    counts: Level
    money: Level


def level_of_counts(now: Month, out: Collection[Out]) -> Level:
    """How much of the numbers of practices of a month is shown, beside the months that are out."""
    if not _counts_open(now.counts, [one.month.counts for one in out if one.counts != "nothing"]):
        return "nothing"
    areas = [one.month.counts_of for one in out if one.counts == "areas"]
    told = (
        _same(now.counts_of, areas)
        and _once(now)
        and all(
            _counts_open(counts, [one[code] for one in areas])
            for code, counts in now.counts_of.items()
        )
    )
    return "areas" if told else "england"


def level_of_money(now: Month, out: Collection[Out]) -> Level:
    """How much of the money of a month is shown, beside the months of the year that are out."""
    if not _money_open(now.money, [one.month.money for one in out if one.money != "nothing"]):
        return "nothing"
    areas = [one.month.money_of for one in out if one.money == "areas"]
    told = (
        _same(now.money_of, areas)
        and _all_of_it(now)
        and all(
            _money_open(money, [one[code] for one in areas]) for code, money in now.money_of.items()
        )
    )
    return "areas" if told else "england"


def _same(now: Mapping[str, object], earlier: Sequence[Mapping[str, object]]) -> bool:
    """Whether these are the areas that were shown before: what became of one that is gone could
    be worked out from those that took its place."""
    return bool(now) and all(one.keys() == now.keys() for one in earlier)


def _once(month: Month) -> bool:
    """Whether none or enough practices are in two areas: so many more are in all areas together."""
    every = zip(*month.counts_of.values(), strict=True)
    return all(_open(sum(of) - all_) for of, all_ in zip(every, month.counts, strict=True))


def _all_of_it(month: Month) -> bool:
    """Whether none or enough practices have money that is in no area, such as one that is gone:
    that much is England without all areas together."""
    return all(
        _open(_differing(table, reduce(_together, of, {})))
        for table, of in zip(month.money, zip(*month.money_of.values(), strict=True), strict=True)
    )


def _together(a: Mapping[str, int], b: Mapping[str, int]) -> Mapping[str, int]:
    return {code: a.get(code, 0) + b.get(code, 0) for code in a.keys() | b.keys()}


def _counts_open(now: Counts, earlier: Iterable[Counts]) -> bool:
    return (
        all(map(_open, now))
        and all(_open(a - b) for a, b in combinations(now, 2))
        and all(_open(a - b) for one in earlier for a, b in zip(now, one, strict=True))
    )


def _money_open(now: Money, earlier: Iterable[Money]) -> bool:
    return (
        all(_open(len(one)) for one in now)
        and all(_open(_differing(a, b)) for a, b in combinations(now, 2))
        and all(_open(_differing(a, b)) for one in earlier for a, b in zip(now, one, strict=True))
    )


def _differing(a: Mapping[str, int], b: Mapping[str, int]) -> int:
    """Of how many practices the money differs."""
    return sum(a.get(code, 0) != b.get(code, 0) for code in a.keys() | b.keys())


def _open(practices: int) -> bool:
    return practices == 0 or abs(practices) >= FEWEST
