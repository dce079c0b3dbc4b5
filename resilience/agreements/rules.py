"""Who may take which step from a decision on, and why not: the rules of cases, and those that only
the documents of this room can tell."""

from __future__ import annotations

from resilience.accounts.reader import Reader
from resilience.agreements.guards import GUARDS
from resilience.cases import rules
from resilience.cases.models import Case
from resilience.cases.steps import Step


def why_not(step: Step, case: Case, by: Reader) -> str:
    """Why somebody may not take a step now, and what would open it; empty where they may."""
    return rules.why_not(step, case, by) or held_up(step, case, by)


def held_up(step: Step, case: Case, by: Reader) -> str:
    """What of the documents stands in the way of a step; empty where nothing does."""
    reasons = (guard(case, by) for guard in GUARDS.get(step.id, ()))
    return next(filter(None, reasons), "")
