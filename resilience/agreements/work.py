"""Whose turn it is with plans, memoranda and the help under them: the work of this room."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.waiting import Heading, Owed, Waiting
from resilience.agreements.work_desk import Desk, Item
from resilience.agreements.work_kinds import KINDS, Kind
from resilience.cases.clocks import standing
from resilience.cases.following.clock_words import KINDS as KINDS_OF_TAG
from resilience.cases.following.clock_words import LATE, TODAY
from resilience.look.jinja import url

TAGS = {"late": LATE, "due": TODAY}
WAS_DUE = "Was due"
"""Of what a practice reports: it is told, and held against nobody (D8.2)."""


def work(reader: Reader, most: int) -> Iterator[Heading]:
    """What waits for a reader and what the reader waits for, with at most so many of each; the
    same number of queries however much there is."""
    desk = Desk(reader)
    for kind in KINDS:
        if not reader.may(kind.right):
            continue
        if found := sorted(kind.found(desk), key=_first_due_first):
            first = tuple(_waiting(kind, one, reader) for one in found[:most])
            yield Heading(kind.id, kind.title, kind.for_me, len(found), first, _all_at(kind))


def _all_at(kind: Kind) -> str:
    page, query = kind.all_at
    return url(page, query=query) if page else ""


def _first_due_first(one: Item) -> tuple[object, ...]:
    return one.due is None, one.due or one.since.date(), one.since


def _waiting(kind: Kind, one: Item, reader: Reader) -> Waiting:
    state = one.case.standing
    named = f"{one.case.reference}: " if one.names_the_case else ""
    return Waiting(
        title=f"{named}{one.case.organisation.name}",
        address=url(one.page or kind.page, *one.address),
        stands=one.stands or (state.to_the_practice if kind.to_the_practice else state.title),
        since=timezone.localdate(one.since),
        owed=(_owed(kind, one, reader),) if one.due else (),
    )


def _owed(kind: Kind, one: Item, reader: Reader) -> Owed:
    tag = TAGS.get(standing(one.due, None, reader.day), "")
    if tag == LATE and kind.gently:
        return Owed(one.what, one.due, WAS_DUE, "amber")
    return Owed(one.what, one.due, tag, KINDS_OF_TAG.get(tag, "plain"))
