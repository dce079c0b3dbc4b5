"""Whose turn it is with case studies: the work of this part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.waiting import Heading, Owed, Waiting
from resilience.look import words
from resilience.look.jinja import url
from resilience.returns.models import CaseStudy
from resilience.returns.studies.owing import owing

State = CaseStudy.State


@dataclass(frozen=True)
class Kind:
    """A kind of work: which states wait for whom, and what they do."""

    id: str
    title: str
    right: Right
    states: tuple[State, ...]
    what: str
    whose: Callable[[Reader, Right], Q]


def _of_practice(reader: Reader, right: Right) -> Q:
    return reader.may(right).within("organisation")


def _of_team(reader: Reader, right: Right) -> Q:
    own = reader.may(right).organisations
    return Q(team__in=own) | Q(area__in=own)


def _of_area(reader: Reader, right: Right) -> Q:
    return reader.may(right).within("area")


KINDS = (
    Kind(
        "studies_to_write",
        "Case studies that you are asked for",
        Right.FILL_IN,
        (State.ASKED, State.DRAFT),
        "write it",
        _of_practice,
    ),
    Kind(
        "studies_to_agree",
        "Case studies to agree",
        Right.REFER,
        (State.WITH_PRACTICE,),
        "read it, and agree or change it",
        _of_practice,
    ),
    Kind(
        "studies_to_ask",
        "Case studies to ask practices for",
        Right.PLAN_HELP,
        (State.PLANNED,),
        "ask the practice",
        _of_team,
    ),
    Kind(
        "studies_to_draft",
        "Case studies to write with practices",
        Right.PLAN_HELP,
        (State.ASKED, State.DRAFT),
        "write it, and put it to the practice",
        _of_team,
    ),
    Kind(
        "studies_to_submit",
        "Case studies to submit",
        Right.FILE_RETURNS,
        (State.AGREED,),
        "submit it",
        _of_area,
    ),
    Kind(
        "studies_to_publish",
        "Case studies to publish or send back",
        Right.COLLECT_RETURNS,
        (State.SUBMITTED,),
        "publish it or send it back",
        _of_practice,
    ),
)


def work(reader: Reader, most: int) -> Iterator[Heading]:
    """What waits for a reader, what has waited longest leading, with at most so many of each."""
    for kind in KINDS:
        if not reader.may(kind.right):
            continue
        found = CaseStudy.objects.visible_to(reader).filter(
            kind.whose(reader, kind.right), state__in=kind.states
        )
        total = found.count()
        if total:
            rows = found.select_related("organisation").order_by("since", "pk")[:most]
            first = tuple(_waiting(one, kind, reader.day) for one in rows)
            yield Heading(kind.id, kind.title, True, total, first)
    yield from _owed(reader, most)


def _waiting(one: CaseStudy, kind: Kind, day: date) -> Waiting:
    since = timezone.localdate(one.since)
    waited = words.plural(max(0, (day - since).days), "day")
    due = one.due if one.state in (State.ASKED, State.DRAFT) else None
    return Waiting(
        title=f"Case study {one.number}, {one.organisation.name}",
        address=url("returns:study", one.programme, one.number),
        stands=one.get_state_display(),
        since=since,
        owed=(Owed(kind.what if due else f"{waited}: {kind.what}", due),),
    )


def _owed(reader: Reader, most: int) -> Iterator[Heading]:
    """The waves to which case studies of the reader's own areas are missing."""
    found = owing(reader.may(Right.FILE_RETURNS).organisations, reader.day)
    if found:
        first = tuple(
            Waiting(
                title=f"{words.plural(one.missing, 'case study', 'case studies')} of {one.name}",
                address=url("returns:studies_area", one.programme, one.code),
                stands=one.wave.title,
                since=one.wave.opens,
                owed=(Owed("submit them", one.wave.due.date()),),
            )
            for one in found[:most]
        )
        yield Heading("studies_missing", "Case studies that are missing", True, len(found), first)
