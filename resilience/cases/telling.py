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
from resilience.cases.beginning import teams_of
from resilience.cases.contacts.queries import contact_of
from resilience.cases.models import Case, CaseClock, CaseEvent
from resilience.cases.steps import HAPPENED, OF_AGREEMENTS, OF_MONEY
from resilience.look import words
from resilience.notices.actions import tell
from resilience.organisations.models import Organisation

DECISION = "decision"
"""What an event by which something was decided names: the number of the decision."""


def tell_of(event: CaseEvent, whom: Iterable[str], *, confirm: bool = False) -> None:
    """Tell "practice", "team" or "supporters" of an event, each person once; whoever did it only
    to confirm it."""
    case, day = event.case, timezone.localdate(event.at)
    told: set[User] = set()
    for side in whom:
        people = SIDES[side](case, day) - told
        told |= people
        tell(
            people=[one for one in people if confirm or one.actor != event.by],
            subject=f"{case.reference}, {case.organisation.name}: {_lower(HAPPENED[event.kind])}",
            text="\n\n".join(_to_the_practice(event) if side == "practice" else _to_others(event)),
            address=_address(event),
            once=f"case {case.pk} event {event.number}",
        )


def of_the_practice(case: Case, day: date) -> set[User]:
    """Those who fill in forms and answer for the practice that leads."""
    return _people_of(case.organisation, day)


def of_the_team(case: Case, day: date) -> set[User]:
    """Who took the case, while they may answer it; else those of the team; else the nearest who
    may."""
    found = holders(Right.WORK_CASES, case.organisation, day)
    if any(case.handler in people for people in found.values()):
        return {case.handler} if case.handler else set()
    if case.team in found:
        return set(found[case.team])
    return set(next(iter(found.values()), ()))


def of_the_supporters(case: Case, day: date) -> set[User]:
    """Those of the commissioners and committees of all its practices."""
    practices = (one.organisation for one in case.practices.select_related("organisation"))
    found = (holders(Right.STATE_SUPPORT, one, day) for one in practices)
    return {person for one in found for people in one.values() for person in people}


def of_the_group(case: Case, day: date) -> set[User]:
    """Those of the practices that somebody else named, and of the teams of these."""
    named = case.practices.filter(leads=False).select_related("organisation")
    teams = teams_of([one.organisation for one in named], case.pack, day)
    found: set[User] = set()
    for one in (row.organisation for row in named):
        found |= _people_of(one, day)
        able = holders(Right.WORK_CASES, one, day)
        found |= set(able.get(teams[one.pk], ())) if one.pk in teams else set()
    return found


def of_the_raiser(case: Case, day: date) -> set[User]:
    """Those of the organisation for which somebody raised a concern."""
    if case.raised_for is None:
        return set()
    return set(holders(Right.RAISE_CONCERN, case.organisation, day).get(case.raised_for, ()))


def _people_of(practice: Organisation, day: date) -> set[User]:
    """Those of a practice, or of the one that took it over."""
    return {one for people in holders(Right.FILL_IN, practice, day).values() for one in people}


SIDES = {
    "practice": of_the_practice,
    "team": of_the_team,
    "supporters": of_the_supporters,
    "group": of_the_group,
    "raiser": of_the_raiser,
}


def _to_others(event: CaseEvent) -> list[str]:
    case, owed = event.case, _owed(event.case)
    dates = "\n".join(f"{one.rule.title}: by {words.day(one.due)}." for one in owed)
    return [f"{HAPPENED[event.kind]}. Reference {case.reference}, {case.pack.title}.", dates]


def _to_the_practice(event: CaseEvent) -> list[str]:
    """What happened, who deals with it, and by when the practice hears."""
    case = event.case
    if event.kind == "received":
        what = (
            f"{case.organisation.name} asked for help from {case.pack.title}. Your reference is "
            f"{case.reference}: give it whenever you write or ring."
        )
    else:
        what = f"{HAPPENED[event.kind]}. Your reference is {case.reference}."
    dates = "\n".join(
        f"You will {one.rule.promise} by {words.day(one.due)}." for one in _owed(case)
    )
    follow = "Sign in to follow your case and to answer what you are asked."
    if DECISION in event.details:
        follow = (
            "Sign in to read your letter. It says why, what comes next, whom to ask, and how to "
            "ask for another look at the decision."
        )
    elif event.kind in OF_AGREEMENTS:
        follow = "Sign in to read your plan and agreement, and to see what comes next."
    elif event.kind in OF_MONEY:
        follow = "Sign in to see what is committed for the help, and what was paid."
    return [what, _who_deals(event), dates, follow]


def _address(event: CaseEvent) -> str:
    """Where what happened is read: a decision in its letter, what was agreed with its agreement."""
    reference = event.case.reference
    if number := event.details.get(DECISION):
        return reverse("cases:letter", args=[reference, number])
    if event.kind in OF_AGREEMENTS:
        return reverse("agreements:agreement", args=[reference])
    if event.kind in OF_MONEY:
        return reverse("funding:money", args=[reference])
    return reverse("cases:case", args=[reference])


def _who_deals(event: CaseEvent) -> str:
    case = event.case
    if case.team is None:
        return ""
    contact = contact_of(case.team, case.pack, timezone.localdate(event.at))
    if contact is None:
        return f"{case.team.name} deals with it."
    asked = ", ".join(filter(None, [contact.name, contact.role, contact.email, contact.phone]))
    return f"{case.team.name} deals with it. Whom to ask: {asked}."


def _owed(case: Case) -> list[CaseClock]:
    """What is owed by a day, the first leading."""
    running = case.clocks.filter(stopped=None, ended=None).exclude(due=None)
    return list(running.order_by("due", "pk"))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
