"""Who is told what happened to a case. What a telling says is no more than that: the words
themselves are read where one signs in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils import timezone

from resilience.accounts.holders import holders
from resilience.accounts.models import User
from resilience.accounts.roles import Right
from resilience.cases.models import Case, CaseEvent
from resilience.cases.states import HAPPENED
from resilience.look import words
from resilience.notices.actions import tell


def tell_of(event: CaseEvent, whom: Iterable[str], *, confirm: bool = False) -> None:
    """Tell "practice", "team" or "supporters" of an event, each person once; whoever did it only
    to confirm it."""
    case, day = event.case, timezone.localdate(event.at)
    people = {person for side in whom for person in SIDES[side](case, day)}
    tell(
        people=[one for one in people if confirm or one.actor != event.by],
        subject=f"{case.reference}, {case.organisation.name}: {_lower(HAPPENED[event.kind])}",
        text="\n".join([f"{HAPPENED[event.kind]}.", *_dates(case)]),
        address=reverse("cases:case", args=[case.reference]),
        once=f"case {case.pk} event {event.number}",
    )


def of_the_practice(case: Case, day: date) -> set[User]:
    """Those who fill in forms and answer for the practice that leads."""
    own = holders(Right.FILL_IN, case.organisation, day)
    return set(own.get(case.organisation, ()))


def of_the_team(case: Case, day: date) -> set[User]:
    """Who took the case; else those of the team; else the nearest who may answer it."""
    if case.handler is not None:
        return {case.handler}
    found = holders(Right.WORK_CASES, case.organisation, day)
    if case.team in found:
        return set(found[case.team])
    return set(next(iter(found.values()), ()))


def of_the_supporters(case: Case, day: date) -> set[User]:
    """Those of the commissioners and committees of all its practices."""
    practices = (one.organisation for one in case.practices.select_related("organisation"))
    found = (holders(Right.STATE_SUPPORT, one, day) for one in practices)
    return {person for one in found for people in one.values() for person in people}


SIDES = {
    "practice": of_the_practice,
    "team": of_the_team,
    "supporters": of_the_supporters,
}


def _dates(case: Case) -> list[str]:
    """What is owed, and by when."""
    owed = case.clocks.filter(stopped=None, ended=None)
    return [f"{one.rule.title}: by {words.day(one.due)}." for one in owed if one.due]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
