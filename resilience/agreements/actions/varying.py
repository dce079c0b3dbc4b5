"""Varying a memorandum in force, by written agreement of both sides (D12.1)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import tidied, why_not_say
from resilience.agreements.actions.planning import freeze
from resilience.agreements.actions.signing import issue_memorandum
from resilience.agreements.actions.taking import BOTH, noting, opened
from resilience.agreements.changing.agreed import (
    last_day,
    must_be_agreed,
    must_be_varied,
    variation_in,
    variation_of,
)
from resilience.agreements.changing.rows import put_rows_back, rows_of
from resilience.agreements.changing.shown import is_changed, what_is_missing
from resilience.agreements.models import Memorandum, Plan, Variation
from resilience.agreements.signing.guards import why_over
from resilience.cases.actions.stepping import LONGEST
from resilience.cases.happening import locked
from resilience.cases.models import Case


@transaction.atomic
def begin_variation(*, by: Reader, case: Case, seen: int, at: datetime, reason: str) -> Variation:
    """Begin to vary the memorandum in force: the plan may be changed from now on, and what both
    signed stays in force meanwhile. The practice is told.

    Raises Refused with why not, ChangedMeanwhile where the case is not what they saw.
    """
    case, reason = locked(case, seen, by), tidied(reason)
    step = opened(case, by, "vary")
    memorandum = must_be_agreed(case)
    plan = memorandum.version.plan
    if variation_of(memorandum):
        raise Refused("The memorandum is being varied already: one variation at a time.")
    refuse(why_not_say(reason, LONGEST))
    before = rows_of(plan)
    plan.ends = last_day(memorandum)  # what was extended is not shortened unawares
    plan.version += 1
    plan.save()
    made = Variation.objects.create(
        plan=plan, varied=memorandum, reason=reason, begun=at, before=before
    )
    noting(
        case, "variation_begun", by=by, at=at, right=step.right, tells=("practice",), text=reason
    )
    return made


@transaction.atomic
def put_variation(*, by: Reader, case: Case, seen: int, at: datetime) -> Memorandum:
    """Put a variation before both sides, as a memorandum of its own made from the plan as it is
    now. Both are told, and nobody changes the plan meanwhile."""
    case = locked(case, seen, by)
    opened(case, by, "vary")
    variation = must_be_varied(case)
    refuse("It is before both sides already." if variation.memorandum else "")
    variation.plan = unwritten(variation.plan_id)
    refuse(why_over(variation.plan.ends, by.day) if variation.plan.ends else "")
    refuse(" ".join(one.text for one in what_is_missing(variation)))
    refuse("" if is_changed(variation) else "Nothing of the plan is changed yet.")
    freeze(variation.plan, by=by, at=at)
    made = issue_memorandum(
        by=by, case=case, seen=seen, at=at, varies=variation.varied, reason=variation.reason
    )
    variation.memorandum = made
    variation.save()
    return made


@transaction.atomic
def take_variation_back(
    *, by: Reader, case: Case, seen: int, at: datetime, reason: str, give_up: bool
) -> None:
    """Take a variation back that both sides have not signed yet: to change it, or to give it up,
    whereby the plan is again what both agreed. Both are told."""
    case, reason = locked(case, seen, by), tidied(reason)
    refuse(why_not_take_variation_back(case, by))
    variation = must_be_varied(case)
    refuse(why_not_say(reason, LONGEST))
    if give_up:
        put_back(variation, by=by, at=at)
    elif variation.memorandum is None:
        raise Refused("It is not before the two sides: change the plan, or give it up.")
    else:
        variation.memorandum = None
        variation.save()
    kind = "variation_given_up" if give_up else "variation_taken_back"
    noting(case, kind, by=by, at=at, right=Right.PLAN_HELP, tells=BOTH, text=reason)


def put_back(variation: Variation, *, by: Reader, at: datetime) -> None:
    """Give a variation up, in the caller's transaction: the plan is again what both agreed, and its
    latest version says so."""
    variation.given_up, variation.memorandum = at, None
    variation.save()
    plan = variation.plan = unwritten(variation.plan_id)
    put_rows_back(plan, variation.before)
    if plan.versions.order_by("number").last() != variation.varied.version:
        freeze(plan, by=by, at=at)


def unwritten(plan: int) -> Plan:
    """A plan as it stands, which nobody writes until the transaction ends."""
    return Plan.objects.select_for_update(of=("self",)).get(pk=plan)


def why_not_take_variation_back(case: Case, by: Reader) -> str:
    """Why somebody may not take a variation back; empty where they may."""
    if not by.may(Right.PLAN_HELP).holds(case.organisation_id):
        return f"Only those who {Right.PLAN_HELP.label} do this."
    return "" if variation_in(case) else "The memorandum is not being varied."
