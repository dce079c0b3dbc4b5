"""Accepting what an area sent, or handing it back to be changed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.audit.actions import record
from resilience.look.words import plural
from resilience.returns.collecting.guards import collects, locked, newest, said
from resilience.returns.collecting.telling import of_the_area, tell_of_return
from resilience.returns.models import Judgement, Query, Return


@transaction.atomic
def accept(*, by: Reader, of: Return, seen: int, at: datetime, why: str = "") -> Judgement:
    """Accept a return. While a question is open, only with a reason."""
    collects(by, of.area)
    of = locked(of, seen)
    if of.state != Return.State.SENT:
        raise Refused("Only a return that was sent, and is not accepted yet, is accepted.")
    waiting = open_queries(of)
    if waiting and not why.strip():
        raise Refused(
            f"{plural(waiting, 'question')} about it {'is' if waiting == 1 else 'are'} open: "
            "close them, or say why it is accepted all the same."
        )
    return _judged(of, by, at, accepted=True, why=said(why) if why.strip() else "")


@transaction.atomic
def hand_back(*, by: Reader, of: Return, seen: int, at: datetime, why: str) -> Judgement:
    """Hand a return back to be changed and sent again."""
    collects(by, of.area)
    of = locked(of, seen)
    if of.state == Return.State.OPEN:
        raise Refused("The return is with the area already.")
    return _judged(of, by, at, accepted=False, why=said(why))


def open_queries(of: Return) -> int:
    """How many questions of the national team about a return are not closed."""
    return of.queries.filter(by_area=False).exclude(state=Query.State.CLOSED).count()


def _judged(of: Return, by: Reader, at: datetime, *, accepted: bool, why: str) -> Judgement:
    made = Judgement.objects.create(
        of=of,
        at=at,
        by=by.actor,
        acting_for=by.acting_for(Right.COLLECT_RETURNS, of.area_id),
        submission=newest(of),
        accepted=accepted,
        why=why,
    )
    before = of.state
    of.state = Return.State.ACCEPTED if accepted else Return.State.OPEN
    of.since = at
    of.version += 1
    of.save()
    record(
        by=by.actor,
        act="returns.accepted" if accepted else "returns.handed_back",
        subject=of,
        organisation=of.area.code,
        before={"state": before},
        after={"state": of.state},
    )
    text = (
        "The national team accepted what you sent. Nothing more is to be done."
        if accepted
        else "The national team asks you to change it and to send it again. Read why."
    )
    tell_of_return(
        of,
        of_the_area(of, "", timezone.localdate(at)),
        "it is accepted" if accepted else "it comes back to be changed",
        text,
        f"judgement {made.pk}",
    )
    return made
