"""Who decides an issue that was taken to the strategic lead (D9.2)."""

from __future__ import annotations

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.agreements.models import Issue, Lead, plan_of
from resilience.agreements.planning.who import lead_of, why_not_strategic
from resilience.cases.models import Case


def strategic_lead(case: Case) -> Lead | None:
    """The strategic lead of a case's plan."""
    return lead_of(plan_of(case), Lead.Part.STRATEGIC)


def decides(case: Case, by: Reader) -> User | None:
    """The strategic lead, if they can decide here: they use this service and still are of the
    national body."""
    lead = strategic_lead(case)
    user = lead.user if lead else None
    if user is None or why_not_strategic(user, case.organisation, case.pack, by.day):
        return None
    return user


def why_not_decide(case: Case, issue: Issue, by: Reader) -> str:
    """Why somebody may not settle an issue: one that was taken to the strategic lead is theirs to
    decide, or where they can't do it here, of somebody who could be."""
    if issue.escalated is None:
        return ""
    lead = decides(case, by)
    if lead == by.user:
        return ""
    if lead is not None:
        return f"It is with the strategic lead: {lead.name} decides."
    if not isinstance(by.user, User):
        return "Sign in to decide."
    return why_not_strategic(by.user, case.organisation, case.pack, by.day)
