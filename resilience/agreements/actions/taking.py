"""Taking a step of the table with a case, of which a document of this room tells."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.agreements.rules import why_not
from resilience.cases.happening import happen
from resilience.cases.models import Case, CaseEvent
from resilience.cases.steps import STEPS, Step
from resilience.cases.telling import tell_of

BOTH = ("practice", "team")
"""Those who are told what concerns both sides."""


def own_step(case: Case, by: Reader, *steps: str) -> Step | None:
    """Of steps that are one for the practice and one for the local team, that of somebody's side;
    none where they have no say."""
    found = (STEPS[one] for one in steps)
    return next((one for one in found if by.may(one.right).holds(case.organisation_id)), None)


def opened(case: Case, by: Reader, *steps: str) -> Step:
    """The step of somebody's side, which is open. Raises Refused with why not."""
    step = own_step(case, by, *steps)
    if step is None:
        labels = " or ".join(dict.fromkeys(STEPS[one].right.label for one in steps))
        raise Refused(f"Only those who {labels} do this.")
    refuse(why_not(step, case, by))
    return step


def taken(
    case: Case, step: Step, *, by: Reader, at: datetime, text: str = "", **details: Any
) -> CaseEvent:
    """Take a step: it happened, the case follows, and those whom it concerns are told."""
    told = {"to": step.to, "text": text, **details}
    return noting(case, step.event, by=by, at=at, right=step.right, tells=step.tells, **told)


def noting(
    case: Case,
    kind: str,
    *,
    by: Reader,
    at: datetime,
    right: Right,
    tells: Iterable[str],
    **told: Any,
) -> CaseEvent:
    """Something happened to a case by a right that somebody has, and who is told of it."""
    acting_for = by.acting_for(right, case.organisation_id)
    event = happen(case, kind, by=by, at=at, acting_for=acting_for, **told)
    tell_of(event, tells)
    return event
