"""The review with which help ends, or more of it is planned (D11.1, G8.4, G8.5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import tidied, why_not_say
from resilience.agreements.actions.following import written
from resilience.agreements.actions.taking import opened, taken
from resilience.agreements.models import ExitReview, Plan, plan_of
from resilience.cases.actions.stepping import LONGEST
from resilience.cases.happening import locked
from resilience.cases.models import Case, CaseEvent
from resilience.programmes.local import in_force
from resilience.programmes.schema.delivering import Delivering

STEP_OF = {"close": "end_support", "refer_again": "end_support", "continue": "continue_support"}
"""The step of the table that each outcome takes."""


@transaction.atomic
def begin_exit(*, by: Reader, case: Case, seen: int, at: datetime, text: str = "") -> CaseEvent:
    """Begin the exit review of help: nothing of the memorandum is changed any more. `text` says why
    now, if anything. The practice is told.

    Raises Refused with why not, ChangedMeanwhile where the case is not what they saw.
    """
    case, text = locked(case, seen, by), tidied(text)
    step = opened(case, by, "begin_exit_review")
    if text:
        refuse(why_not_say(text, LONGEST))
    return taken(case, step, by=by, at=at, text=text)


@transaction.atomic
def finish_exit(
    *,
    by: Reader,
    case: Case,
    seen: int,
    at: datetime,
    outcome: str,
    reached: Mapping[int, str],
    answers: Mapping[str, Any],
    rating: int | None,
    reason: str,
) -> ExitReview:
    """Keep what became of each objective (a word of the pack), what the form of the pack asks
    (checked by the caller), how useful the help was, and how it ends and why. The practice is told.
    Where more help is planned, a new plan begins with what is still open."""
    case = locked(case, seen, by)
    step = opened(case, by, STEP_OF[outcome])
    plan, delivering = plan_of(case), in_force(case.programme).delivering
    if plan is None or delivering is None:
        raise Refused("There is no improvement plan whose end could be reviewed.")
    known = {one.id for one in delivering.reached}
    if set(reached) != {one.pk for one in plan.objectives.all()} or set(reached.values()) - known:
        raise Refused("Say of each objective what became of it.")
    reason = written(reason)
    made = ExitReview.objects.create(
        case=case,
        at=at,
        by=by.actor,
        acting_for=by.acting_for(step.right, case.organisation_id),
        plan=plan,
        reached={str(pk): word for pk, word in reached.items()},
        answers=dict(answers),
        rating=rating,
        outcome=outcome,
        reason=reason,
    )
    if outcome == "continue":
        _planned_on(plan, reached, delivering, at)
    again = f"\n\n{delivering.ask_again}" if outcome == "refer_again" else ""
    taken(case, step, by=by, at=at, text=reason + again, outcome=outcome)
    return made


def _planned_on(
    plan: Plan, reached: Mapping[int, str], delivering: Delivering, at: datetime
) -> Plan:
    """The next plan of a case, with what is still open: who leads, objectives with the milestones
    not reached, actions and risks. How it ends, and by which help, is written anew."""
    still = {one.id for one in delivering.reached if one.open}
    made = Plan.objects.create(
        organisation=plan.organisation,
        tier=plan.tier,
        case=plan.case,
        number=plan.number + 1,
        begun=at,
        local_strategy=plan.local_strategy,
    )
    for lead in plan.leads.all():
        lead.pk, lead.plan = None, made
        lead.save(force_insert=True)
    for objective in plan.objectives.all():
        if reached[objective.pk] in still:
            _carried_on(objective, made)
    _copied(plan.milestones.filter(objective=None, reached=None), made)
    _copied(plan.actions.filter(done=None), made)
    _copied(plan.risks.filter(closed=None), made)
    return made


def _carried_on(objective: Any, plan: Plan) -> None:
    """An objective goes on from where it was last measured."""
    milestones = list(objective.milestones.filter(reached=None))
    if last := objective.readings.last():
        objective.baseline, objective.baseline_value = last.said, last.value
        objective.baseline_source = last.source
    objective.pk, objective.plan = None, plan
    objective.save(force_insert=True)
    for one in milestones:
        one.pk, one.plan, one.objective = None, plan, objective
        one.save(force_insert=True)


def _copied(parts: Any, plan: Plan) -> None:
    for one in parts:
        one.pk, one.plan = None, plan
        one.save(force_insert=True)
