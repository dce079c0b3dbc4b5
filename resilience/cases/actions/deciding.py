"""Deciding on a request, or looking at a decision again: by a person, with reasons, and told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
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
from resilience.cases.happening import happen, locked
from resilience.cases.models import Case, Decision
from resilience.cases.rules import why_not
from resilience.cases.steps import STEPS
from resilience.cases.telling import DECISION, tell_of
from resilience.programmes.local import in_force
from resilience.programmes.schema import Pack
from resilience.programmes.schema.deciding import Outcome

PLACES = {"menu", "agreement"}
"""Where an entry of the menu is offered that a decision may choose."""


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
        placement=placement_in_force(newest_placements(case)),
    )
    event = happen(
        case,
        step.event,
        by=by,
        at=at,
        acting_for=decision.acting_for,
        text=reasons,
        to=step.to,
        **{DECISION: decision.number},
    )
    tell_of(event, step.tells)
    return decision


def outcome_of(pack: Pack, outcome: str) -> Outcome:
    """One way of deciding of a programme. Raises Refused where it has none of that name."""
    try:
        if pack.deciding:
            return pack.deciding.outcome(outcome)
    except KeyError:
        pass
    raise Refused("Choose what you decide.")


def why_not_offer(pack: Pack, outcome: Outcome, categories: Collection[str]) -> str:
    """Why kinds of help are not offered with an outcome, in a sentence; empty where they are."""
    if not outcome.chooses_support:
        return f"“{outcome.title}” offers no kinds of help." if categories else ""
    if not categories:
        return "Choose at least one kind of help that you offer."
    offered = {one.id for one in pack.menu if PLACES & set(one.offered)}
    unknown = sorted(set(categories) - offered)
    return f"The programme does not offer {', '.join(unknown)}." if unknown else ""
