"""What must be so before a plan is put to the practice, agreed and approved (D7.5); each tells why
not, and what would open it."""

from __future__ import annotations

from resilience.accounts.reader import Reader
from resilience.agreements.models import Lead, plan_of
from resilience.agreements.planning.content import content_of
from resilience.agreements.planning.missing import missing_of
from resilience.agreements.planning.who import lead_of, why_not_strategic
from resilience.cases.models import Case
from resilience.look import words
from resilience.programmes.local import in_force


def plan_is_complete(case: Case, by: Reader) -> str:
    plan, pack = plan_of(case), in_force(case.programme)
    if plan is None:
        return "No improvement plan was begun for this case yet."
    missing = missing_of(content_of(plan, pack), pack)
    if not missing:
        return ""
    others = f" There are {words.number(len(missing) - 1)} more." if len(missing) > 1 else ""
    return f"The plan is not complete. {missing[0].text}{others}"


def operational_lead_proposes(case: Case, by: Reader) -> str:
    return _why_not_theirs(case, by, Lead.Part.OPERATIONAL, "puts the plan to the practice")


def practice_lead_agrees(case: Case, by: Reader) -> str:
    return _why_not_theirs(case, by, Lead.Part.PRACTICE, "agrees the plan")


def strategic_lead_approves(case: Case, by: Reader) -> str:
    return _why_not_theirs(case, by, Lead.Part.STRATEGIC, "approves the plan")


def nobody_agrees_for_both(case: Case, by: Reader) -> str:
    agreed = case.events.filter(kind="plan_agreed").order_by("number").last()
    if agreed is None or agreed.by != by.actor:
        return ""
    return (
        "You agreed it for the practice, so somebody else approves it for the local team. Take the "
        "plan back to name them."
    )


def strategic_lead_is_of_the_body(case: Case, by: Reader) -> str:
    lead = lead_of(plan_of(case), Lead.Part.STRATEGIC)
    if lead is None or lead.user is None:
        return "Nobody who uses this service is named as the strategic lead, who approves the plan."
    return why_not_strategic(lead.user, case.organisation, in_force(case.programme), by.day)


def _why_not_theirs(case: Case, by: Reader, part: str, what: str) -> str:
    """Only the lead who is named takes the step; for one who does not use this service somebody
    with the same right does."""
    lead = lead_of(plan_of(case), part)
    if lead is None:
        return f"Nobody is named as the {Lead.Part(part).label}, who {what}."
    if lead.user is None or lead.user == by.user:
        return ""
    return (
        f"Only {lead.name}, the {lead.get_part_display()}, {what}. While the plan is written, "
        "somebody else can be named."
    )


GUARDS = {
    "propose_plan": (
        plan_is_complete,
        operational_lead_proposes,
        strategic_lead_is_of_the_body,
    ),
    "agree_plan": (practice_lead_agrees,),
    "approve_plan": (
        strategic_lead_approves,
        nobody_agrees_for_both,
        strategic_lead_is_of_the_body,
    ),
}
