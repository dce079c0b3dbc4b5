"""Deciding on a request, or looking at a decision again: by a person, with reasons, and told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import tidied, why_not_say
from resilience.cases.actions.stepping import LONGEST
from resilience.cases.assessing.second import in_force as placement_in_force
from resilience.cases.assessing.second import newest_placements
from resilience.cases.deciding.letters import letter_for
from resilience.cases.deciding.outcomes import outcome_of, why_not_offer
from resilience.cases.happening import happen, locked
from resilience.cases.models import Case, Decision
from resilience.cases.rules import why_not
from resilience.cases.steps import STEPS
from resilience.cases.telling import tell_of
from resilience.programmes.local import in_force


@transaction.atomic
def decide(
    *,
    by: Reader,
    case: Case,
    seen: int,
    at: datetime,
    outcome: str,
    reasons: str,
    categories: Sequence[str] = (),
) -> Decision:
    """Decide on a request as somebody saw it (its version `seen`): it rests on the placement in
    force, has reasons in plain words, and the practice is told in a letter (GC20 to GC22, G8.6).
    `categories` are the entries of the menu that are offered, where the outcome chooses some.

    Raises Refused with why not, ChangedMeanwhile where the case is not what they saw.
    """
    case, reasons = locked(case, seen, by), tidied(reasons)
    pack = in_force(case.programme)
    chosen, step = outcome_of(pack, outcome), STEPS[outcome]
    refuse(why_not(step, case, by))
    refuse(why_not_say(reasons, LONGEST))
    refuse(why_not_offer(pack, chosen, categories))
    placement = placement_in_force(newest_placements(case))
    if placement is None:
        raise Refused("Nobody placed the practice on the matrix yet: assess it first.")
    before = case.decisions.order_by("number").last()
    decision = Decision.objects.create(
        case=case,
        number=before.number + 1 if before else 1,
        at=at,
        by=by.actor,
        acting_for=by.acting_for(step.right, case.organisation_id),
        outcome=outcome,
        categories=list(categories),
        reasons=reasons,
        letter=letter_for(
            case,
            pack,
            chosen,
            categories=categories,
            reasons=reasons,
            before=before,
            day=timezone.localdate(at),
        ),
        placement=placement,
    )
    event = happen(
        case,
        step.event,
        by=by,
        at=at,
        acting_for=decision.acting_for,
        text=reasons,
        to=step.to,
        decision=decision.number,
    )
    tell_of(event, step.tells)
    return decision
