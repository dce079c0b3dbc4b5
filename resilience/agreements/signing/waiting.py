"""The memorandum that waits to be signed, and by which step each side signs it."""

from __future__ import annotations

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.agreements.changing.agreed import variation_in
from resilience.agreements.models import Memorandum, PlanVersion, Side, plan_of
from resilience.cases.models import Case
from resilience.cases.steps import STEPS, Step

SIGNS = {Side.PRACTICE: Right.REFER, Side.BODY: Right.APPROVE_PLAN}
"""By side, the right of those who sign for it."""
STEP_FROM = {
    "signing": "sign_for",
    "part_signed": "sign_last_for",
    "supported": "sign_variation_for",
}


def waiting(case: Case) -> Memorandum | None:
    """The memorandum of a case that is before both sides and not signed by both; none where there
    is none, or where it was taken back."""
    if case.state == "supported":
        variation = variation_in(case)
        return variation.memorandum if variation else None
    if case.state not in STEP_FROM:
        return None
    found: Memorandum | None = Memorandum.objects.filter(case=case).order_by("number").last()
    return found


def step_for(case: Case, side: str) -> Step | None:
    """The step by which a side signs where a case stands now."""
    begins = STEP_FROM.get(case.state)
    return STEPS[f"{begins}_{side}"] if begins else None


def side_of(case: Case, by: Reader) -> Side | None:
    """For which side somebody may sign; none where for neither."""
    found = (side for side, right in SIGNS.items() if by.may(right).holds(case.organisation_id))
    return next(found, None)


def latest_version(case: Case) -> PlanVersion | None:
    """The plan of a case as it was put to the practice last."""
    plan = plan_of(case)
    found: PlanVersion | None = plan.versions.order_by("number").last() if plan else None
    return found
