"""Whose turn it is with returns: questions to answer, answers to read, returns to look at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.waiting import Heading, Owed, Waiting
from resilience.look.jinja import url
from resilience.returns.collecting.telling import at as address_of
from resilience.returns.collecting.telling import title_of
from resilience.returns.models import Query, Return

State = Query.State


def work(reader: Reader, most: int) -> Iterator[Heading]:
    """What waits for who collects returns, and for who sends them; the same number of queries
    however much there is."""
    collects, files = reader.may(Right.COLLECT_RETURNS), reader.may(Right.FILE_RETURNS)
    asked, answered = Q(state=State.ASKED), Q(state=State.ANSWERED)
    if files:
        own = Query.objects.filter(files.within("of__area") | (files.coded("team") & ~Q(team="")))
        of_ours = own.filter(asked, by_area=False)
        yield _queries("returns_asked", "Questions about your data return", True, of_ours, most)
        back = own.filter(asked, by_area=True)
        yield _queries("returns_asked_back", "Your questions about returns", False, back, most)
    if collects:
        every = Query.objects.filter(collects.within("of__area"))
        to_read = every.filter((answered & Q(by_area=False)) | (asked & Q(by_area=True)))
        yield _queries("returns_answers", "Answers and questions from areas", True, to_read, most)
        yield from _returns(collects.within("area"), most)
        waits = every.filter(asked, by_area=False)
        yield _queries("returns_waiting", "Questions about data returns", False, waits, most)


def _queries(id_: str, title: str, for_me: bool, found: QuerySet[Query], most: int) -> Heading:
    total = found.count()
    first = found.annotate(said=Max("sayings__at")).select_related("of__area")
    rows = first.order_by("due", "pk")[:most] if total and most else ()
    return Heading(id_, title, for_me, total, tuple(map(_query, rows)))


def _query(one: Query) -> Waiting:
    day: date = timezone.localdate(one.said)  # type: ignore[attr-defined]
    waits = one.state == State.ASKED
    return Waiting(
        title=f"{one.of.area.name}, question {one.number}: {one.about}",
        address=address_of(one),
        stands=f"{title_of(one.of)}. {one.get_state_display()}.",
        since=day,
        owed=(Owed("an answer", one.due),) if waits else (),
    )


def _returns(within: Q, most: int) -> Iterator[Heading]:
    asked = Query.objects.filter(state=State.ASKED, by_area=False).values("of")
    found = Return.objects.filter(within, state=Return.State.SENT).exclude(pk__in=asked)
    total = found.count()
    rows = found.select_related("area").order_by("since", "pk")[:most] if total and most else ()
    first = tuple(
        Waiting(
            title=f"{one.area.name}: {title_of(one)}",
            address=url("returns:examine", one.programme, one.collection, one.area.code),
            stands="Sent. Look at it, ask about it or accept it.",
            since=timezone.localdate(one.since),
        )
        for one in rows
    )
    yield Heading("returns_sent", "Data returns to look at", True, total, first)
