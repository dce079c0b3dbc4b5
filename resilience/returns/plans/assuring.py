"""Assuring a delivery plan, and the actions that follow from it (N1 to N4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from resilience.accounts.holders import holders
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.audit.actions import record
from resilience.notices.actions import tell
from resilience.returns.models import Assurance, DeliveryPlan, PlanAction
from resilience.returns.plans.addressed import At
from resilience.returns.plans.rules import (
    near,
    not_ahead,
    plain,
    why_not_assure,
    why_not_follow,
    why_not_own,
)
from resilience.returns.plans.writing import CHANGED, latest, locked_team

Finding = Assurance.Finding
LONGEST_WHAT, LONGEST_WHO = 300, 200


class ToDo(NamedTuple):
    """What is to be done, by whom (a post), and by when."""

    what: str
    who: str
    due: date


@transaction.atomic
def assure(
    *,
    by: Reader,
    of: At,
    seen: int,
    at: datetime,
    finding: str,
    why: str,
    actions: Sequence[ToDo],
) -> Assurance:
    """Keep what was found of the latest plan, with what is to be done; `seen` is its number.
    Whoever wrote the plan does not assure it. The team is told."""
    refuse(why_not_assure(of.organisation, by))
    locked_team(of.organisation)
    plan = _latest(of, seen)
    refuse(why_not_own(plan.by, by))
    if finding not in Finding.values:
        raise Refused("Say what was found of the plan.")
    if finding == Finding.WITH_ACTIONS and not actions:
        raise Refused("Say what is to be done, or choose that it is assured.")
    if finding == Finding.ASSURED and actions:
        raise Refused("Something is to be done: choose that it is assured with actions.")
    made = Assurance.objects.create(
        plan=plan,
        finding=finding,
        why=plain(why),
        at=at,
        by=by.actor,
        acting_for=by.acting_for(Right.ASSURE_PLANS, of.organisation.pk),
    )
    for one in actions:
        _added(plan, one, of, by, at)
    record(
        by=by.actor,
        act="returns.plan_assured",
        subject=made,
        organisation=of.organisation.code,
        after={"plan": plan.number, "finding": finding, "actions": len(actions)},
    )
    _tell_the_team(of, made)
    return made


@transaction.atomic
def add_action(*, by: Reader, of: At, seen: int, at: datetime, action: ToDo) -> PlanAction:
    """Add something that is to be done about the latest plan."""
    refuse(why_not_follow(of.organisation, by))
    locked_team(of.organisation)
    plan = _latest(of, seen)
    same = {"what": plain(action.what, LONGEST_WHAT), "due": action.due, "done": None}
    if PlanAction.objects.filter(plan=plan, **same).exists():
        raise Refused("This action is kept already, so it was not kept again.")
    return _added(plan, action, of, by, at)


@transaction.atomic
def close_action(
    *, by: Reader, of: At, action: int, at: datetime, done: date, outcome: str
) -> PlanAction:
    """Say on which day something was done, and what came of it."""
    refuse(why_not_follow(of.organisation, by))
    found = PlanAction.objects.select_for_update(of=("self",)).get(pk=action)
    if found.done is not None:
        raise Refused("Somebody said meanwhile that this is done.")
    not_ahead(done, timezone.localdate(at))
    near(done, of.year.next, "The day on which it was done")
    found.done, found.outcome = done, plain(outcome)
    found.save(update_fields=["done", "outcome"])
    record(
        by=by.actor,
        act="returns.plan_action_done",
        subject=found,
        organisation=of.organisation.code,
        after={"done": done.isoformat()},
    )
    return found


def _latest(of: At, seen: int) -> DeliveryPlan:
    plan = latest(of)
    if plan is None or plan.number != seen:
        raise Refused(CHANGED)
    return plan


def _added(plan: DeliveryPlan, action: ToDo, of: At, by: Reader, at: datetime) -> PlanAction:
    near(action.due, of.year.next, "What is due")
    made = PlanAction.objects.create(
        plan=plan,
        at=at,
        what=plain(action.what, LONGEST_WHAT),
        who=plain(action.who, LONGEST_WHO),
        due=action.due,
    )
    record(
        by=by.actor,
        act="returns.plan_action_added",
        subject=made,
        organisation=of.organisation.code,
        after={"plan": plan.number, "due": action.due.isoformat()},
    )
    return made


def _tell_the_team(of: At, made: Assurance) -> None:
    """Those of the very team, else the nearest who answer for its area."""
    able = holders(Right.WORK_CASES, of.organisation, timezone.localdate(made.at))
    people = able.get(of.organisation) or next(iter(able.values()), [])
    tell(
        people=[one for one in people if one.actor != made.by],
        subject=f"{of.pack.title}: the delivery plan of {of.organisation.name} was looked at",
        text=f"What was found: {made.get_finding_display().lower()}. Sign in to read why.",
        address=reverse("returns:plan", args=[of.pack.id, of.year.label, of.organisation.code]),
        once=f"assurance {made.pk}",
    )
