"""Checks of days: their order, and that they have come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import attrgetter

from resilience.look import words
from resilience.returns.figures.rows import DATES
from resilience.returns.workbook.checks import Check, called
from resilience.returns.workbook.ground import Ground
from resilience.returns.workbook.reading import Read
from resilience.returns.workbook.told import Found

ORDER = (
    *(("asked", "decided"), ("asked", "confirmed"), ("confirmed", "agreed")),
    *(("agreed", "ended"), ("helped", "ended")),
)
"""What comes no later than what. Help may begin before both sides have signed."""
LOOK = "Look at both days."
days_of = attrgetter(*DATES)


def future(read: Read, ground: Ground) -> Iterator[Found]:
    for place, row in enumerate(read.rows.practices):
        for name, day in zip(DATES, days_of(row), strict=True):
            if day is not None and day > ground.day:
                found = f"{words.day(day)}, which is after {words.day(ground.day)}"
                mend = "Mend the day, or leave the cell empty: it is not so yet."
                yield read.of_practice(place, name, found, mend)


def order(read: Read, ground: Ground) -> Iterator[Found]:
    for first, then in ORDER:
        yield from _before(read, first, then)


def decided_later(read: Read, ground: Ground) -> Iterator[Found]:
    return _before(read, "decided", "confirmed")


def confirmed_undecided(read: Read, ground: Ground) -> Iterator[Found]:
    return _without(read, "confirmed", "decided")


def agreed_unconfirmed(read: Read, ground: Ground) -> Iterator[Found]:
    return _without(read, "agreed", "confirmed")


def case_unconfirmed(read: Read, ground: Ground) -> Iterator[Found]:
    return _without(read, "business_case", "confirmed")


def _before(read: Read, first: str, then: str) -> Iterator[Found]:
    both = attrgetter(first, then)
    for place, (a, b) in enumerate(map(both, read.rows.practices)):
        if a is not None and b is not None and a > b:
            found = f"{words.day(b)}, before “{called(first)}” on {words.day(a)}"
            yield read.of_practice(place, then, found, LOOK)


def _without(read: Read, there: str, missing: str) -> Iterator[Found]:
    both = attrgetter(there, missing)
    for place, (a, b) in enumerate(map(both, read.rows.practices)):
        if a and not b:
            found = f"“{called(there)}” is filled in, and “{called(missing)}” is empty"
            yield read.of_practice(place, missing, found, "Look if the day is missing.")


CHECKS: Mapping[str, Check] = {
    "future": future,
    "order": order,
    "decided_later": decided_later,
    "confirmed_undecided": confirmed_undecided,
    "agreed_unconfirmed": agreed_unconfirmed,
    "case_unconfirmed": case_unconfirmed,
}
