"""Who may do what in the books, and why not: a sentence, or nothing."""

from __future__ import annotations

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.cases.models import Case
from resilience.funding.models import Commitment
from resilience.organisations.models import Organisation


def why_not_keep(holder: Organisation, by: Reader) -> str:
    """Why somebody may not keep the books of a holder; empty where they may."""
    if by.may(Right.KEEP_BOOKS).holds(holder):
        return ""
    return f"Only those who {Right.KEEP_BOOKS.label} of {holder.name} do this."


def why_not_for(right: Right, of: Case | Commitment, by: Reader) -> str:
    """Why somebody may not do what a right allows with the money of a case, or with a commitment;
    empty where they may."""
    return (
        "" if by.may(right).holds(of.organisation_id) else f"Only those who {right.label} do this."
    )
