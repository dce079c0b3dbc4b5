"""From a decision to an approved plan: who does what, in which order, on which version."""

from __future__ import annotations

from typing import Any

import pytest

from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.agreements.actions.planning import (
    agree_plan,
    approve_plan,
    begin_plan,
    latest_version,
    propose_plan,
)
from resilience.agreements.models import Lead, Plan, plan_of
from resilience.agreements.planning.content import content_of, hash_of
from resilience.audit.models import Event
from resilience.cases.happening import ChangedMeanwhile
from resilience.cases.models import Case
from resilience.notices.models import Notice
from tests.agreements.world import DAY, NOW, begun, planned
from tests.cases.world import PEOPLE, practice, reader, user

pytestmark = pytest.mark.django_db


def act(what: Any, case: Case, name: str, **told: Any) -> Any:
    """Somebody acts on a case as it stands."""
    case.refresh_from_db()
    done = what(by=reader(name, DAY), case=case, seen=case.version, at=NOW, **told)
    case.refresh_from_db()
    return done


def begin(case: Case, by: str = "resilience", strategic: str = "regional") -> Plan:
    plan: Plan = act(begin_plan, case, by, strategic=user(strategic))
    return plan


def test_a_plan_begins_with_what_is_known(case):
    plan = begin(case)
    leads = {one.part: one for one in plan.leads.all()}
    assert {part: one.user for part, one in leads.items()} == {
        "strategic": user("regional"),
        "operational": user("resilience"),
        "practice": user("lead"),
    }
    assert leads["strategic"].organisation == "North of England"
    assert leads["practice"].organisation == "The Dene Surgery"
    kinds = [(one.category, one.description) for one in plan.helps.all()]
    assert kinds == [("workforce", ""), ("practice_management", "")]
    assert [one.due.isoformat() for one in plan.reportrows.all()] == [
        "2019-03-07",
        "2019-05-07",
        "2019-07-07",
    ]
    assert case.state == "planning"
    assert Event.objects.filter(act="case.plan_begun").count() == 1
    assert Notice.objects.filter(user=user("lead"), subject__contains="plan was begun").exists()


def test_who_deals_with_the_case_leads_the_work(case):
    case.handler = user("resilience")
    case.save()
    plan = begin(case, by="commissioner")
    assert plan.leads.get(part="operational").user == user("resilience")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("commissioner", "The strategic lead is of NHS England"),
        ("supplier", "The strategic lead is of NHS England"),
        ("other_resilience", "The strategic lead is of NHS England"),
        ("finance", "finance has no role that approves plans"),
    ],
)
def test_a_strategic_lead_from_outside_the_national_body_is_refused(case, name, why):
    with pytest.raises(Refused, match=why):
        begin(case, strategic=name)
    assert plan_of(case) is None


def test_the_operational_lead_then_the_practice_then_the_strategic_lead(case):
    plan = planned(case)
    with pytest.raises(Refused, match="not open while the case"):
        act(agree_plan, case, "lead", sha256="")
    version = act(propose_plan, case, "resilience")
    assert version.content == content_of(plan, case.pack)
    assert version.sha256 == hash_of(version.content)
    with pytest.raises(Refused, match="not open while the case"):
        act(approve_plan, case, "regional", sha256=version.sha256)
    act(agree_plan, case, "lead", sha256=version.sha256)
    act(approve_plan, case, "regional", sha256=version.sha256)
    assert case.state == "plan_approved"
    told = [one.details for one in case.events.filter(kind__startswith="plan_")][1:]
    assert told == [{"plan": 1, "version": 1, "sha256": version.sha256}] * 3


STEPS = {
    "begin": (begin_plan, Right.PLAN_HELP, {"resilience", "regional", "commissioner"}),
    "propose": (propose_plan, Right.PLAN_HELP, {"resilience"}),
    "agree": (agree_plan, Right.REFER, {"lead"}),
    "approve": (approve_plan, Right.APPROVE_PLAN, {"regional"}),
}


def at_step(case: Case, step: str) -> dict[str, Any]:
    """The case as it stands before a step, and what the step is told."""
    if step == "begin":
        return {"strategic": user("regional")}
    planned(case)
    told: dict[str, Any] = {}
    for before, name in (("propose", "resilience"), ("agree", "lead"), ("approve", "regional")):
        if before == step:
            return told
        version = act(STEPS[before][0], case, name, **told)
        told = {"sha256": version.sha256}
    raise KeyError(step)


@pytest.mark.parametrize("step", STEPS)
def test_each_step_is_for_those_whose_it_is_and_nobody_else(case, step):
    what, _, theirs = STEPS[step]
    told = at_step(case, step)
    for name in set(PEOPLE) - theirs:
        with pytest.raises(Refused):
            act(what, case, name, **told)
    act(what, case, sorted(theirs)[0], **told)


def test_the_lead_who_is_named_agrees_and_no_other_of_the_practice(case):
    told = at_step(case, "agree")
    Lead.objects.filter(part="practice").update(user=user("member"), name="member")
    with pytest.raises(Refused, match="Only member, the practice lead, agrees the plan"):
        act(agree_plan, case, "lead", **told)


def test_a_strategic_lead_who_has_left_the_body_approves_nothing(case):
    told = at_step(case, "approve")
    user("regional").memberships.update(organisation=practice("Q83"))
    with pytest.raises(Refused):
        act(approve_plan, case, "regional", **told)


def test_only_the_version_that_was_shown_is_agreed(case):
    at_step(case, "agree")
    with pytest.raises(Refused, match="not the version"):
        act(agree_plan, case, "lead", sha256="0" * 64)


def test_of_two_who_press_the_second_is_told(case):
    planned(case)
    case.refresh_from_db()
    told = {"by": reader("resilience", DAY), "case": case, "seen": case.version, "at": NOW}
    propose_plan(**told)
    with pytest.raises(ChangedMeanwhile):
        propose_plan(**told)


def test_a_plan_that_is_not_complete_is_not_put_to_the_practice(case):
    begun(case)
    with pytest.raises(Refused, match=r"The plan is not complete\. Name the strategic lead"):
        act(propose_plan, case, "resilience")


def test_a_version_never_changes(case):
    plan = planned(case)
    first = act(propose_plan, case, "resilience")
    frozen = dict(first.content)
    plan.exit_strategy = "Otherwise."
    plan.save()
    plan.objectives.all().delete()
    first.refresh_from_db()
    assert (first.content, hash_of(first.content)) == (frozen, first.sha256)
    first.content = {}
    with pytest.raises(Exception, match=r"kept|never"):
        first.save()
    assert latest_version(case) == first
