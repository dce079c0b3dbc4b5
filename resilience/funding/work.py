"""Whose turn it is with the money: the work of this room."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from resilience.accounts.reader import Reader
from resilience.accounts.waiting import Heading, Owed, Waiting
from resilience.funding.work_desk import Desk, Item
from resilience.funding.work_kinds import KINDS
from resilience.look import words
from resilience.look.jinja import url


def work(reader: Reader, most: int) -> Iterator[Heading]:
    """What waits for a reader and what the reader waits for, what has waited longest leading, with
    at most so many of each; the same number of queries however much there is."""
    desk = Desk(reader)
    for kind in KINDS:
        if not reader.may(kind.right):
            continue
        if found := sorted(kind.found(desk), key=_longest_first):
            first = tuple(_waiting(one, reader.day) for one in found[:most])
            yield Heading(kind.id, kind.title, kind.for_me, len(found), first)


def _longest_first(one: Item) -> tuple[date, str]:
    return one.due or one.since, one.title


def _waiting(one: Item, day: date) -> Waiting:
    """Nothing of it is held against who has it: a supplier may not have sent what is expected."""
    sum_ = () if one.pence is None else (words.pounds(one.pence),)
    waited = words.plural(max(0, (day - one.since).days), "day")
    return Waiting(
        title=one.title,
        address=url(one.page, *one.address, query=dict(one.query)),
        stands=" ".join([*sum_, one.stands]),
        since=one.since,
        owed=(Owed(one.what if one.due else f"{waited} {one.what}", one.due),),
    )
