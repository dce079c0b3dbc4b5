"""A plan on its way: begun, put to the practice, agreed by it, approved (D7.5)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused, refuse
from resilience.agreements.models import Lead, Plan, PlanVersion, plan_of
from resilience.agreements.planning.beginning import (
    name_lead,
    new_plan,
    of_the_practice,
    operational,
)
from resilience.agreements.planning.content import content_of, hash_of
from resilience.agreements.planning.who import why_not_strategic
from resilience.agreements.rules import why_not
from resilience.cases.happening import happen, locked
from resilience.cases.models import Case, CaseEvent
from resilience.cases.steps import STEPS
from resilience.cases.telling import tell_of
from resilience.programmes.local import in_force


@transaction.atomic
def begin_plan(*, by: Reader, case: Case, seen: int, at: datetime, strategic: User) -> Plan:
    """Begin the plan of a case as somebody saw it: who is to approve is named, who leads the work
    and for the practice proposed.

    Raises Refused with why not, ChangedMeanwhile where the case is not what they saw.
    """
    case, pack = locked(case, seen, by), in_force(case.programme)
    refuse(why_not(STEPS["begin_plan"], case, by))
    refuse(why_not_strategic(strategic, case.organisation, pack, by.day))
    plan = new_plan(case, pack, at)
    name_lead(plan, Lead.Part.STRATEGIC, strategic, by.day)
    name_lead(plan, Lead.Part.OPERATIONAL, operational(case, by), by.day)
    if user := of_the_practice(case, by.day):
        name_lead(plan, Lead.Part.PRACTICE, user, by.day)
    _happened("begin_plan", case, by, at, plan=plan.number)
    return plan


@transaction.atomic
def propose_plan(*, by: Reader, case: Case, seen: int, at: datetime) -> PlanVersion:
    """Put a plan to the practice as it now is: from here on nobody changes this version.

    Raises Refused with why not, ChangedMeanwhile where the case is not what they saw.
    """
    case = locked(case, seen, by)
    refuse(why_not(STEPS["propose_plan"], case, by))
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=_plan(case).pk)
    step = STEPS["propose_plan"]
    version = freeze(plan, by=by, at=at)
    _happened(step.id, case, by, at, **_of(version))
    return version


def freeze(plan: Plan, *, by: Reader, at: datetime) -> PlanVersion:
    """A plan as it is, which never changes again, in the caller's transaction."""
    content = content_of(plan, in_force(plan.case.programme))
    return PlanVersion.objects.create(
        plan=plan,
        number=plan.versions.count() + 1,
        at=at,
        by=by.actor,
        acting_for=by.acting_for(STEPS["propose_plan"].right, plan.case.organisation_id),
        content=content,
        sha256=hash_of(content),
    )


def agree_plan(*, by: Reader, case: Case, seen: int, at: datetime, sha256: str) -> PlanVersion:
    """The practice agrees the version that was before its lead, by its hash."""
    return _take("agree_plan", by=by, case=case, seen=seen, at=at, sha256=sha256)


def approve_plan(*, by: Reader, case: Case, seen: int, at: datetime, sha256: str) -> PlanVersion:
    """The strategic lead approves the version that was before them, by its hash."""
    return _take("approve_plan", by=by, case=case, seen=seen, at=at, sha256=sha256)


def latest_version(case: Case) -> PlanVersion | None:
    """The version of a case's plan that was put to the practice last."""
    plan = plan_of(case)
    found: PlanVersion | None = plan.versions.order_by("number").last() if plan else None
    return found


@transaction.atomic
def _take(
    step: str, *, by: Reader, case: Case, seen: int, at: datetime, sha256: str
) -> PlanVersion:
    case = locked(case, seen, by)
    refuse(why_not(STEPS[step], case, by))
    version = latest_version(case)
    if version is None or version.sha256 != sha256:
        raise Refused("This is not the version that was put to the practice last: look at it anew.")
    _happened(step, case, by, at, **_of(version))
    return version


def _happened(step_id: str, case: Case, by: Reader, at: datetime, **details: Any) -> CaseEvent:
    step = STEPS[step_id]
    event = happen(
        case,
        step.event,
        by=by,
        at=at,
        acting_for=by.acting_for(step.right, case.organisation_id),
        to=step.to,
        **details,
    )
    tell_of(event, step.tells)
    return event


def _of(version: PlanVersion) -> dict[str, Any]:
    return {
        "plan": version.plan.number,
        "version": version.number,
        "sha256": version.sha256,
    }


def _plan(case: Case) -> Plan:
    plan = plan_of(case)
    if plan is None:
        raise Refused("No improvement plan was begun for this case yet.")
    return plan
