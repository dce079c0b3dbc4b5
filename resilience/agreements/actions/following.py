"""What the team notes while help goes on: actions, risks and contacts, and what is over (D7.3)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import tidied, why_not_say
from resilience.agreements.models import (
    Action,
    Milestone,
    Plan,
    Risk,
    Visit,
    plan_of,
)
from resilience.cases.actions.stepping import LONGEST
from resilience.cases.happening import happen, locked
from resilience.cases.models import Case
from resilience.look import words

HELPED = ("supported", "exit_review")
"""The states in which help is followed."""
ENDINGS: dict[str, tuple[type[models.Model], str, str]] = {
    "action": (Action, "done", "action_done"),
    "milestone": (Milestone, "reached", "milestone_reached"),
    "risk": (Risk, "closed", "risk_closed"),
}
"""What is over one day: of which kind, in which column the day stands, and what then happened."""


def why_not_follow(case: Case, by: Reader) -> str:
    """Why somebody may note nothing of the help now, and what would open it; empty where they
    may."""
    if not by.may(Right.PLAN_HELP).holds(case.organisation_id):
        return "Only those who write improvement plans and follow the help do this."
    if case.state not in HELPED:
        return f"Help is followed while it goes on; the case is “{case.standing.title}”."
    return ""


def followed(case: Case, seen: int, by: Reader) -> tuple[Case, Plan]:
    """A case under help and its plan, for somebody who follows it and looked at its version `seen`;
    nobody else changes it until the transaction ends."""
    case = locked(case, seen, by)
    refuse(why_not_follow(case, by))
    plan = plan_of(case)
    if plan is None:
        raise Refused("There is no improvement plan yet.")
    return case, plan


def noted(case: Case, kind: str, by: Reader, at: datetime, text: str, **details: Any) -> None:
    """What somebody noted of the help happened to its case."""
    team = by.acting_for(Right.PLAN_HELP, case.organisation_id)
    happen(case, kind, by=by, at=at, acting_for=team, text=text, **details)


def written(text: str) -> str:
    """A text as it is kept. Raises Refused where it is none, or says what may not be said."""
    text = tidied(text)
    refuse(why_not_say(text, LONGEST))
    return text


def next_number(parts: Any) -> int:
    """The number of the next part of a plan."""
    last = parts.order_by("number").last()
    return last.number + 1 if last else 1


@transaction.atomic
def add_action(
    *, by: Reader, case: Case, seen: int, at: datetime, what: str, side: str, due: date | None
) -> Action:
    """Note what a side said it would do."""
    case, plan = followed(case, seen, by)
    what, number = written(what), next_number(plan.actions)
    made = Action.objects.create(plan=plan, number=number, what=what, side=side, due=due)
    noted(case, "action_agreed", by, at, what)
    return made


@transaction.atomic
def add_risk(
    *,
    by: Reader,
    case: Case,
    seen: int,
    at: datetime,
    what: str,
    likelihood: int,
    impact: int,
    mitigation: str,
    side: str,
) -> Risk:
    """Note what may go wrong, how likely and how bad it is (1 to 5), and what is done about it."""
    case, plan = followed(case, seen, by)
    if not {likelihood, impact} <= set(range(1, 6)):
        raise Refused("Likelihood and impact go from 1 to 5.")
    made = Risk.objects.create(
        plan=plan,
        number=next_number(plan.risks),
        what=written(what),
        likelihood=likelihood,
        impact=impact,
        mitigation=written(mitigation),
        side=side,
    )
    noted(case, "risk_noted", by, at, made.what)
    return made


@transaction.atomic
def note_visit(
    *, by: Reader, case: Case, seen: int, at: datetime, on: date, kind: str, side: str, about: str
) -> Visit:
    """Note that somebody was there, rang or met with the practice."""
    case, plan = followed(case, seen, by)
    not_ahead(on, at)
    team = by.acting_for(Right.PLAN_HELP, case.organisation_id)
    about = written(about)
    told = {"case": case, "at": at, "by": by.actor, "acting_for": team, "plan": plan}
    made = Visit.objects.create(**told, on=on, kind=kind, side=side, about=about)
    noted(case, "visited", by, at, f"{words.begin(made.get_kind_display())}, {words.day(on)}")
    return made


@transaction.atomic
def end(
    *, by: Reader, case: Case, seen: int, at: datetime, what: str, number: int, on: date
) -> None:
    """An action was done, a milestone reached or a risk closed on a day. `what` is of `ENDINGS`,
    `number` that of its row."""
    case, plan = followed(case, seen, by)
    model, column, kind = ENDINGS[what]
    found = model._default_manager.filter(plan=plan, pk=number).first()
    if found is None:
        raise Refused("It is no longer part of the plan.")
    if before := getattr(found, column):
        raise Refused(f"That is on record already, for {words.day(before)}.")
    not_ahead(on, at)
    setattr(found, column, on)
    found.save(update_fields=[column])
    noted(case, kind, by, at, str(found), day=on)


def not_ahead(on: date, at: datetime) -> None:
    """Refuse what is yet to come."""
    if on > timezone.localdate(at):
        raise Refused(f"{words.day(on)} is yet to come: note it once it has happened.")
