"""Checks of sums. What is not known breaks none of them but the one that says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from operator import attrgetter

from resilience.look import words
from resilience.returns.figures.rows import MONEY
from resilience.returns.workbook.checks import Check, called
from resilience.returns.workbook.ground import Ground
from resilience.returns.workbook.reading import Read
from resilience.returns.workbook.told import Found

EMPTY = "Type 0 if there is none: an empty cell says that nobody knows."
UNREAD = ("sum", "pennies", "error", "formula")
LOOK = "Look at both sums."
sums_of = attrgetter(*MONEY)


def negative(read: Read, ground: Ground) -> Iterator[Found]:
    mend = "Type what was paid less what came back, which is 0 at the least."
    for place, row in enumerate(read.rows.practices):
        for name, pence in zip(MONEY, sums_of(row), strict=True):
            if pence is not None and pence < 0:
                yield read.of_practice(place, name, words.pounds(pence), mend)
    for place, one in enumerate(read.rows.teams):
        if one.available is not None and one.available < 0:
            mend = "Type what it has for the year, which is 0 at the least."
            yield read.of_team(place, "available", words.pounds(one.available), mend)


def paid_over(read: Read, ground: Ground) -> Iterator[Found]:
    yield from _more(read, "paid", "committed")
    yield from _more(read, "direct_paid", "direct_committed")


def direct_over(read: Read, ground: Ground) -> Iterator[Found]:
    yield from _more(read, "direct_committed", "committed")
    yield from _more(read, "direct_paid", "paid")


def money_empty(read: Read, ground: Ground) -> Iterator[Found]:
    unread = {one.cell for rule in UNREAD for one in read.faults.get(rule, ())}
    for place, row in enumerate(read.rows.practices):
        sums = sums_of(row)
        if None not in sums:
            continue
        for name, pence in zip(MONEY, sums, strict=True):
            if pence is None and name in read.practices.columns:
                found = read.of_practice(place, name, f"No sum under “{called(name)}”", EMPTY)
                if found.cell not in unread:
                    yield found


def available_empty(read: Read, ground: Ground) -> Iterator[Found]:
    for place, one in enumerate(read.rows.teams):
        if one.available is None and "available" in read.teams.columns:
            mend = "Fill in what it has for the year, or leave it as not known."
            yield read.of_team(place, "available", "No sum under “funding available”", mend)


def over_available(read: Read, ground: Ground) -> Iterator[Found]:
    committed: dict[str, int] = defaultdict(int)
    for row in read.rows.practices:
        committed[row.team] += row.committed or 0
    for place, one in enumerate(read.rows.teams):
        if one.available is not None and committed[one.team] > one.available:
            found = (
                f"{words.pounds(one.available)}, and {words.pounds(committed[one.team])} is "
                "committed to its practices"
            )
            yield read.of_team(place, "available", found, LOOK)


def _more(read: Read, part: str, whole: str) -> Iterator[Found]:
    both = attrgetter(part, whole)
    for place, (a, b) in enumerate(map(both, read.rows.practices)):
        if a is not None and b is not None and a > b >= 0:
            found = f"{words.pounds(a)}, more than {words.pounds(b)} under “{called(whole)}”"
            yield read.of_practice(place, part, found, LOOK)


CHECKS: Mapping[str, Check] = {
    "negative": negative,
    "paid_over": paid_over,
    "direct_over": direct_over,
    "over_available": over_available,
    "money_empty": money_empty,
    "available_empty": available_empty,
}
