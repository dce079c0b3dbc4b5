"""What waits in the response to statuses: contacts, causes to find and to answer, money to decide,
and what is to be ended of a practice that is green again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.waiting import Heading, Owed, Waiting
from resilience.clusters.models import AssistanceRequest, Cause, RegularContact, TeamMember
from resilience.look import words
from resilience.look.jinja import url
from resilience.programmes.local import in_force
from resilience.programmes.packs import available
from resilience.screening.status import PracticeStatus


def work(reader: Reader, most: int) -> Iterator[Heading]:
    """Of the response; two queries of each kind."""
    if not isinstance(reader.user, User):
        return
    yield from _contacts(reader, reader.user, most)
    if reader.may(Right.CONFIRM_STATUS):
        yield from _to_find(reader, most)
        yield from _to_settle(reader, most)
    if reader.may(Right.REFER):
        yield from _to_answer(reader, most)
    if reader.may(Right.APPROVE_SPENDING):
        yield from _to_decide(reader, most)


def _contacts(reader: Reader, person: User, most: int) -> Iterator[Heading]:
    """Those that are due: of practices whose local programme one runs, the late ones; and every one
    of a practice in whose team one is."""
    team = TeamMember.objects.filter(user=person, ends=None, organisation=OuterRef("organisation"))
    runs = reader.may(Right.RUN_LOCALLY).within("organisation") & Q(due__lt=reader.day)
    open_ones = RegularContact.objects.visible_to(reader).filter(happened=None)
    mine = open_ones.filter(runs | Q(Exists(team.filter(programme=OuterRef("programme")))))
    total = mine.count()
    found = mine.select_related("organisation").order_by("due", "pk")[:most] if total else []
    first = tuple(
        Waiting(
            title=f"{one.organisation.name}: {one.about}",
            address=url("clusters:record_contact", one.organisation.code, one.programme, one.pk),
            stands=f"{one.who} speaks with the practice.",
            since=localdate(one.at),
            owed=(_owed("Speak with it", one.due, reader),),
        )
        for one in found
    )
    yield Heading("contacts", "Contacts with amber and red practices", True, total, first)


def _to_find(reader: Reader, most: int) -> Iterator[Heading]:
    """Amber and red practices whose cause nobody found."""
    cause = Cause.objects.in_force().filter(
        organisation=OuterRef("organisation"), programme=OuterRef("programme"), settled=False
    )
    strained = _statuses(reader).filter(~Exists(cause), status__in=("amber", "red"))
    yield _of_statuses(
        reader, strained, most, "causes_to_find", "Causes to find", "clusters:find_cause"
    )


def _to_settle(reader: Reader, most: int) -> Iterator[Heading]:
    """Green practices with a cause that is not settled."""
    cause = Cause.objects.in_force().filter(
        organisation=OuterRef("organisation"), programme=OuterRef("programme"), settled=False
    )
    green = _statuses(reader).filter(Exists(cause), status="green")
    yield _of_statuses(
        reader, green, most, "causes_to_settle", "Causes to settle", "clusters:settle_cause"
    )


def _to_answer(reader: Reader, most: int) -> Iterator[Heading]:
    own = reader.may(Right.REFER).within("organisation")
    asked = Cause.objects.in_force().filter(own, settled=False, practice_agrees=None)
    found = list(asked.select_related("organisation").order_by("written", "pk"))
    first = tuple(
        Waiting(
            title=f"{one.organisation.name}: what is found to be the cause of its status",
            address=url("clusters:answer_cause", one.organisation.code, one.programme),
            stands="Your area asks whether you agree.",
            since=localdate(one.written),
            owed=(Owed("Say whether you agree", None),),
        )
        for one in found[:most]
    )
    yield Heading("causes_to_answer", "Causes to answer", True, len(found), first)


def _to_decide(reader: Reader, most: int) -> Iterator[Heading]:
    within = reader.may(Right.APPROVE_SPENDING).within("organisation")
    asked = AssistanceRequest.objects.visible_to(reader).filter(
        within, state=AssistanceRequest.State.ASKED
    )
    waiting = asked.exclude(asked_by=reader.actor)
    total = waiting.count()
    found = waiting.select_related("organisation", "asked_for").order_by("asked", "pk")
    first = tuple(
        Waiting(
            title=f"{one.organisation.name}: {words.pounds(one.pence)}",
            address=url("clusters:decide_assistance", one.organisation.code, one.programme, one.pk),
            stands=f"Asked for by {one.asked_for.name}.",
            since=localdate(one.asked),
            owed=(Owed("Decide", None),),
        )
        for one in (found[:most] if total else [])
    )
    yield Heading("money_to_decide", "Requests for money to decide", True, total, first)


def _statuses(reader: Reader) -> Any:
    """The statuses in force of practices whose status one confirms, in programmes with a
    response."""
    programmes = [name for name in available() if in_force(name).response]
    within = reader.may(Right.CONFIRM_STATUS).within("organisation")
    seen = PracticeStatus.objects.in_force().visible_to(reader)
    return seen.filter(within, programme__in=programmes)


def _of_statuses(reader: Reader, every: Any, most: int, id_: str, title: str, name: str) -> Heading:
    total = every.count()
    found = every.select_related("organisation").order_by("written", "pk")[:most] if total else []
    first = tuple(
        Waiting(
            title=one.organisation.name,
            address=url(name, one.organisation.code, one.programme),
            stands=f"{one.words}, looked at again by {words.day(one.review_by)}.",
            since=localdate(one.written),
        )
        for one in found
    )
    return Heading(id_, title, True, total, first)


def _owed(what: str, due: Any, reader: Reader) -> Owed:
    late = due < reader.day
    return Owed(what, due, "Overdue" if late else "", "red" if late else "plain")
