"""Who may take which step with a case, and why not."""

from __future__ import annotations

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.cases.guards import GUARDS
from resilience.cases.models import Case, CasePractice
from resilience.cases.steps import STEPS, Step


def why_not(step: Step, case: Case, by: Reader) -> str:
    """Why somebody may not take a step now, and what would open it; empty where they may."""
    if not by.may(step.right).holds(case.organisation_id):
        return f"Only those who {step.right.label} do this."
    return _why_not_now(step, case, by)


def steps_for(case: Case, by: Reader) -> list[tuple[Step, str]]:
    """The steps that somebody has a say in where a case stands, each with why not, if not."""
    near = [step for step in STEPS.values() if case.state in step.from_]
    rights = {step.right for step in near}
    held = {right for right in rights if by.may(right).holds(case.organisation_id)}
    return [(step, _why_not_now(step, case, by)) for step in near if step.right in held]


def _why_not_now(step: Step, case: Case, by: Reader) -> str:
    if case.state not in step.from_:
        return f"“{step.title}” is not open while the case is “{case.standing.title}”."
    reasons = (GUARDS[guard](case, by) for guard in step.guards)
    return next(filter(None, reasons), "")


def may_state_support(case: Case, by: Reader) -> bool:
    """Whether somebody acts for a commissioner or committee of one of a case's practices, and the
    case is a practice's own request or one that it knows of."""
    scope = by.may(Right.STATE_SUPPORT)
    if not scope or not case.is_open or case.state == "flagged":
        return False
    return CasePractice.objects.filter(scope.within("organisation"), case=case).exists()
