"""Questions about a return: asked, answered, asked again, closed (G13.3). Who asks waits for an
answer within the working days of the pack; the answer stops that clock."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.audit.actions import record
from resilience.cases.clocks import due_on
from resilience.look import words
from resilience.organisations.models import Organisation
from resilience.programmes.local import in_force
from resilience.returns.collecting.guards import collects, locked, locked_query, newest, said
from resilience.returns.collecting.telling import at as address_of
from resilience.returns.collecting.telling import of_the_area, of_the_nation, tell_of_return
from resilience.returns.models import Query, Return, Saying

State = Query.State


@transaction.atomic
def ask(
    *,
    by: Reader,
    of: Return,
    seen: int,
    at: datetime,
    about: str,
    text: str,
    team: str = "",
    practice: str = "",
    field: str = "",
) -> Query:
    """Ask an area about its return: a value, a figure, its words, or all of it."""
    collects(by, of.area)
    of = locked(of, seen)
    newest(of)
    of.version += 1
    of.save()
    return _begun(of, by, at, text, about=about, team=team, practice=practice, field=field)


@transaction.atomic
def ask_back(
    *, by: Reader, of: Return, at: datetime, about: str, text: str, team: str = ""
) -> Query:
    """Ask the national team, for an area or a team of it: about the consolidated return, or about
    what was changed (G13.3)."""
    if not speaks_for(by, of, team):
        raise Refused("Those who send the return of the area, or lead a team of it, ask here.")
    of, same = locked(of), {"by_area": True, "state": State.ASKED, "about": about, "team": team}
    if of.queries.filter(**same, sayings__text=said(text)).exists():
        raise Refused("This question was sent already, so it was not sent again.")
    return _begun(of, by, at, text, about=about, team=team, by_area=True)


@transaction.atomic
def answer(*, by: Reader, query: Query, seen: int, at: datetime, text: str) -> Saying:
    """Answer a question: of the national team by the area, of an area by the national team."""
    query = locked_query(query, seen)
    if not answers(by, query):
        raise Refused("This question is answered by others.")
    if query.state != State.ASKED:
        raise Refused("It is answered already: it waits for whoever asked.")
    return _say(query, State.ANSWERED, by, at, text)


@transaction.atomic
def ask_again(*, by: Reader, query: Query, seen: int, at: datetime, text: str) -> Saying:
    """Ask further; there is a new day by which it is answered."""
    query = locked_query(query, seen)
    if not asks(by, query):
        raise Refused("Whoever asked asks further.")
    if query.state == State.ASKED:
        raise Refused("It waits for an answer already.")
    query.due = due_of(query.of, at)
    return _say(query, State.ASKED, by, at, text)


@transaction.atomic
def close(*, by: Reader, query: Query, seen: int, at: datetime, text: str) -> Saying:
    """Close a question, answered or not, and say what came of it."""
    query = locked_query(query, seen)
    collects(by, query.of.area)
    if query.state == State.CLOSED:
        raise Refused("It is closed already.")
    return _say(query, State.CLOSED, by, at, text)


def speaks_for(by: Reader, of: Return, team: str = "") -> bool:
    """Whether somebody answers for an area, or for a team of it."""
    filing = by.may(Right.FILE_RETURNS)
    if filing.holds(of.area_id):
        return True
    own = Organisation.objects.filter(code=team).first() if team else None
    return own is not None and filing.holds(own)


def answers(by: Reader, query: Query) -> bool:
    """Whether a question is for somebody to answer."""
    if query.by_area:
        return by.may(Right.COLLECT_RETURNS).holds(query.of.area_id)
    return speaks_for(by, query.of, query.team)


def asks(by: Reader, query: Query) -> bool:
    """Whether somebody is of those who asked."""
    if query.by_area:
        return speaks_for(by, query.of, query.team)
    return by.may(Right.COLLECT_RETURNS).holds(query.of.area_id)


def due_of(of: Return, at: datetime) -> date:
    """The last day of an answer in time, to what is asked at a moment."""
    returns = in_force(of.programme).returns
    due = due_on(timezone.localdate(at), returns.answer_days, "working days") if returns else None
    return due or timezone.localdate(at)


def _begun(of: Return, by: Reader, at: datetime, text: str, **about: object) -> Query:
    last = Query.objects.filter(of=of).order_by("-number").first()
    number = last.number + 1 if last else 1
    query = Query.objects.create(of=of, number=number, due=due_of(of, at), **about)
    _say(query, State.ASKED, by, at, text)
    return query


def _say(query: Query, kind: Query.State, by: Reader, at: datetime, text: str) -> Saying:
    right = Right.COLLECT_RETURNS if by.may(Right.COLLECT_RETURNS) else Right.FILE_RETURNS
    place = Organisation.objects.filter(code=query.team).first() or query.of.area
    saying = Saying.objects.create(
        query=query,
        at=at,
        by=by.actor,
        acting_for=by.acting_for(right, place.pk),
        kind=kind,
        text=said(text),
        due=query.due if kind == State.ASKED else None,
    )
    before, query.state = query.state, kind
    query.version += 1
    query.save()
    record(
        by=by.actor,
        act=f"returns.query_{kind.value}",
        subject=query,
        organisation=query.of.area.code,
        before={"state": before},
        after={"state": kind.value, "due": query.due.isoformat()},
    )
    _tell(query, saying, by)
    return saying


TOLD = {
    State.ASKED: ("question {0} waits for your answer", "Answer it by {1}."),
    State.ANSWERED: ("question {0} is answered", "Read the answer, and ask further or close it."),
    State.CLOSED: ("question {0} is closed", "Read what came of it."),
}


def _tell(query: Query, saying: Saying, by: Reader) -> None:
    what, text = TOLD[State(saying.kind)]
    day = timezone.localdate(saying.at)
    area = of_the_area(query.of, query.team, day)
    to_area = saying.kind == State.CLOSED or (saying.kind == State.ANSWERED) == query.by_area
    people = area if to_area else of_the_nation(query.of, day)
    tell_of_return(
        query.of,
        [one for one in people if one.actor != by.actor],
        what.format(query.number),
        text.format(query.number, words.day(query.due)),
        f"saying {saying.pk}",
        address_of(query),
    )
