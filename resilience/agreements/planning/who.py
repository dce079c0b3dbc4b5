"""Who may change a plan, and who may lead (D7.1 to D7.5)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from resilience.accounts.holders import holders
from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right, roles_with
from resilience.accounts.seers import above, in_force
from resilience.agreements.models import Lead, Plan
from resilience.cases.models import Case
from resilience.organisations.models import Organisation
from resilience.programmes.schema import Pack

CHANGES = (Right.PLAN_HELP, Right.FILL_IN)
"""Both sides write the plan."""
AGREES = {
    Lead.Part.OPERATIONAL: Right.PLAN_HELP,
    Lead.Part.PRACTICE: Right.REFER,
    Lead.Part.STRATEGIC: Right.APPROVE_PLAN,
}
"""What each lead needs to agree or approve here."""


def writes(case: Case, by: Reader) -> bool:
    """Whether somebody writes the plan of a case, while it may be changed."""
    return any(by.may(right).holds(case.organisation_id) for right in CHANGES)


def why_not_change(plan: Plan, by: Reader) -> str:
    """Why somebody may not change a plan now, and what would open it; empty where they may."""
    if not writes(plan.case, by):
        return "Only the practice and the local team change its plan."
    if plan.case.state == "planning" or plan.varying:
        return ""
    return (
        "The plan is not being written now, so nothing of it can be changed. While it waits to be "
        "agreed or approved, the local team may take it back, and the practice may ask for changes."
    )


def people_for(part: str, practice: Organisation, day: date) -> list[tuple[User, Organisation]]:
    """Who may be chosen as a lead, with the organisation they act for, the nearest first: those of
    the practice who refer; those who write or approve plans for it."""
    rights = (Right.REFER,) if part == Lead.Part.PRACTICE else (Right.PLAN_HELP, Right.APPROVE_PLAN)
    found: dict[User, Organisation] = {}
    for right in rights:
        for organisation, people in holders(right, practice, day).items():
            for one in people:
                found.setdefault(one, organisation)
    return list(found.items())


def why_not_strategic(user: User, practice: Organisation, pack: Pack, day: date) -> str:
    """Why somebody is not the strategic lead of a practice's plan (D7.2): they are of an
    organisation of the national body above it, and may approve plans there."""
    if pack.planning is None:
        return f"{pack.title} has no improvement plans."
    held = in_force(day).filter(above("organisation", practice, day), user=user)
    of_the_body = held.filter(organisation__kind__in=pack.planning.strategic_at)
    if not of_the_body.exists():
        return pack.planning.strategic_why
    if of_the_body.filter(role__in=roles_with(Right.APPROVE_PLAN)).exists():
        return ""
    return f"{user.name} has no role that approves plans: choose somebody who has."


def why_not_lead(part: str, user: User, practice: Organisation, pack: Pack, day: date) -> str:
    """Why a person may not be named as a lead; empty where they may."""
    if part == Lead.Part.STRATEGIC:
        return why_not_strategic(user, practice, pack, day)
    if user in _users(people_for(part, practice, day)):
        return ""
    return f"{user.name} has no role by which they lead this plan: choose somebody else."


def lead_of(plan: Plan | None, part: str) -> Lead | None:
    """Who leads in a part, if anybody was named."""
    return plan.leads.filter(part=part).select_related("user").first() if plan else None


def _users(people: Iterable[tuple[User, Organisation]]) -> set[User]:
    return {user for user, _ in people}
