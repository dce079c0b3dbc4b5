"""Who may do what in the response to a practice's status, and why not: a sentence, or nothing."""

from __future__ import annotations

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.clusters.models import AssistanceRequest, Cause
from resilience.organisations.models import Organisation

ASKING = (Right.RUN_LOCALLY, Right.REFER)
"""Any of these over a practice allows to ask for money for it: the area's, and its own."""


def why_not_find(practice: Organisation, by: Reader) -> str:
    """Why somebody may not say what the cause of a practice's status is, or that it is settled."""
    return _without(Right.CONFIRM_STATUS, practice, by)


def why_not_work_with(practice: Organisation, by: Reader) -> str:
    """Why somebody may not make up the team of a practice and its contacts."""
    return _without(Right.RUN_LOCALLY, practice, by)


def why_not_answer(practice: Organisation, by: Reader, cause: Cause | None) -> str:
    """Why somebody may not say whether a practice agrees with the cause that was found."""
    if not by.may(Right.REFER).holds(practice):
        return f"You do not answer for {practice.name}."
    if cause is None or cause.settled:
        return "There is no cause to answer now."
    return ""


def why_not_ask_money(practice: Organisation, by: Reader) -> str:
    """Why somebody may not ask for money for a practice."""
    if any(by.may(right).holds(practice) for right in ASKING):
        return ""
    return "Only the practice itself, and those who run the local programme, ask for this."


def why_not_take_back(request: AssistanceRequest, by: Reader) -> str:
    """Why somebody may not take a request back: the side that asked does, the practice or the
    area."""
    practice = request.organisation
    right = Right.REFER if request.asked_for_id == practice.pk else Right.RUN_LOCALLY
    if by.may(right).holds(practice):
        return ""
    return f"{request.asked_for.name} asked for this, and may take it back."


def why_not_decide(request: AssistanceRequest, by: Reader) -> str:
    """Why somebody may not grant or refuse money. Never whoever asked for it."""
    if why_not := _without(Right.APPROVE_SPENDING, request.organisation, by):
        return why_not
    if request.asked_by == by.actor:
        return "You asked for this yourself: somebody else decides."
    return ""


def _without(right: Right, practice: Organisation, by: Reader) -> str:
    return "" if by.may(right).holds(practice) else f"Only those who {right.label} do this."
