"""My work with plans, memoranda and help: whose turn it is, to each of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resilience.accounts.waiting import Heading
from resilience.agreements.models import (
    Deliverable,
    EndNotice,
    Extension,
    Issue,
    Memorandum,
    Plan,
    Variation,
    plan_of,
)
from resilience.agreements.work import work as work_of_agreements
from resilience.reports.work import headings
from tests.agreements.test_reports import sent
from tests.agreements.world import (
    NOW,
    SIGNED,
    approved,
    begun,
    in_force,
    issued,
    moved,
    planned,
    promised,
    signed,
)
from tests.cases.conftest import at
from tests.cases.world import PEOPLE, reader

pytestmark = pytest.mark.django_db
DAY = date(2019, 2, 4)


def work(name: str, day: date = DAY) -> dict[str, Heading]:
    return {one.id: one for one in work_of_agreements(reader(name, day), 15)}


def kinds(day: date = DAY) -> dict[str, list[str]]:
    found = {name: list(work(name, day)) for name in PEOPLE}
    return {name: has for name, has in found.items() if has}


def team(*has: str, strategic: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """What those of the team have: the commissioner neither approves nor signs."""
    leads = [*strategic, *has]
    return {"commissioner": list(has), "resilience": leads, "regional": leads}


def practice(*has: str, refers: tuple[str, ...] = ()) -> dict[str, list[str]]:
    found = {"lead": [*refers, *has], "member": list(has)}
    return {name: kinds_ for name, kinds_ in found.items() if kinds_}


@pytest.mark.parametrize("stage", [lambda case: case, begun, approved, issued, in_force])
def test_no_case_stands_twice(case, stage):
    """Whatever rooms have work with it, each person is shown a case once, or not at all."""
    stage(case)
    for name in PEOPLE:
        found = [one.title for kind in headings(reader(name, DAY)) for one in kind.first]
        own = [one for one in found if one.startswith(case.reference)]
        assert len(own) < 2, (name, own)


def test_who_is_next_with_a_plan(case):
    assert kinds() == {"commissioner": ["plans_to_begin"]}
    planned(case)
    assert kinds() == team("plans_to_write") | practice("plan_with_team")
    moved(case, "plan_proposed", "plan_proposed")
    assert kinds() == team("plan_with_practice") | practice(refers=("plans_to_agree",))
    moved(case, "plan_agreed", "plan_agreed", by="lead")
    leads = {"resilience": ["plans_to_approve"], "regional": ["plans_to_approve"]}
    assert kinds() == leads | practice("plan_with_team")
    moved(case, "plan_approved", "plan_approved", by="regional")
    assert kinds() == team("to_issue") | practice("plan_with_team")


def test_who_signs_next(case):
    memorandum = issued(case)
    leads = {"resilience": ["body_signs"], "regional": ["body_signs"]}
    assert kinds() == leads | practice(refers=("practice_signs",))
    signed(memorandum, "practice")
    moved(case, "signed_for_practice", "part_signed", by="lead", when=SIGNED)
    assert kinds() == leads | practice(refers=("team_signs",))
    assert work("lead")["team_signs"].for_me is False


def test_a_variation_waits_for_the_side_that_has_not_signed_it(case):
    first = in_force(case)
    second = Memorandum.objects.create(
        case=case,
        number=2,
        at=SIGNED,
        by="x",
        version=first.version,
        varies=first,
        content={},
        template="0" * 64,
        docx=b"",
        docx_sha256="3" * 64,
        pdf=b"",
        pdf_sha256="4" * 64,
        ends=first.ends,
    )
    told = {"plan": plan_of(case), "varied": first, "reason": "More", "begun": SIGNED, "before": {}}
    Variation.objects.create(**told, memorandum=second)
    leads = {"resilience": ["body_varies"], "regional": ["body_varies"]}
    assert kinds() == leads | practice(refers=("practice_varies",))
    signed(second, "body")
    assert kinds() == practice(refers=("practice_varies",))
    signed(second, "practice")
    assert kinds() == {}


def test_reports_are_due_from_two_weeks_before_and_late_ones_are_told_gently(case):
    in_force(case)
    assert kinds(date(2019, 3, 14)) == {}
    assert kinds(date(2019, 3, 15)) == practice("reports")
    after = date(2019, 3, 30)
    assert kinds(after) == practice("reports") | team("reports_waited_on")
    (waits,) = work("member", after)["reports"].first
    assert [(one.due, one.tag, one.tag_kind) for one in waits.owed] == [
        (date(2019, 3, 29), "Was due", "amber")
    ]
    case.refresh_from_db()
    sent(case)
    assert kinds(after) == {}


def test_deliverables_wait_for_the_supplier_and_then_for_the_team(case):
    in_force(case)
    plan = plan_of(case)
    told = {"plan": plan, "number": 1, "help": plan.helps.get(), "what": "Two adverts"}
    one = Deliverable.objects.create(**told, due=date(2019, 2, 1))
    assert kinds() == {"supplier": ["deliver"]} | team("deliverables_waited_on")
    (waits,) = work("supplier")["deliver"].first
    assert waits.title == "The Dene Surgery" and case.reference not in str(waits)
    one.delivered = DAY
    one.save()
    assert kinds() == team("accept")
    (waits,) = work("resilience")["accept"].first
    assert waits.since == DAY
    one.accepted = DAY
    one.save()
    assert kinds() == {}


def test_an_exit_review_is_due_a_month_before_the_last_day_as_it_stands(case):
    memorandum = in_force(case)
    _reported(case)
    assert "exits" not in work("resilience", date(2019, 8, 30))
    (waits,) = work("resilience", date(2019, 8, 31))["exits"].first
    assert waits.owed[0].due == date(2019, 9, 30)
    assert waits.address == f"/cases/{case.reference}/agreement/exit/begin/"
    told = {"case": case, "memorandum": memorandum, "at": SIGNED, "by": "x", "reason": "More"}
    Extension.objects.create(**told, until=date(2019, 12, 31))
    assert "exits" not in work("resilience", date(2019, 8, 31))
    moved(case, "exit_review_begun", "exit_review", when=at(2019, 5, 1, 9))
    (waits,) = work("commissioner", date(2019, 5, 2))["exits"].first
    assert waits.address == f"/cases/{case.reference}/agreement/exit/"


def _reported(case):
    """No report is due."""
    plan_of(case).reportrows.all().delete()


def test_a_notice_that_ran_out_waits_to_be_recorded(case):
    memorandum = in_force(case)
    told = {"case": case, "memorandum": memorandum, "at": SIGNED, "by": "x", "side": "body"}
    days = {"given": date(2019, 1, 22), "earliest": date(2019, 2, 3), "ends": date(2019, 2, 3)}
    EndNotice.objects.create(**told, ground="without_reason", **days)
    assert "run_out" not in work("resilience", date(2019, 2, 3))
    assert work("resilience")["run_out"].total == 1 and work("commissioner")["run_out"].total == 1
    assert "run_out" not in work("lead")
    later = SIGNED + timedelta(days=1)
    kept = {"organisation": case.organisation, "tier": case.tier}
    Plan.objects.create(**kept, case=case, number=2, begun=later)
    assert "run_out" not in work("resilience"), "help goes on under a newer plan"


def test_issues_wait_for_the_team_then_for_the_strategic_lead(case):
    in_force(case)
    told = {"case": case, "number": 1, "raised": SIGNED, "side": "practice", "what": "Nobody came."}
    one = Issue.objects.create(**told)
    assert kinds() == team("open_issues") | practice(refers=("issues_waited_on",))
    one.escalated = SIGNED
    one.save()
    leads = {"resilience": ["strategic_issues"], "regional": ["strategic_issues"]}
    assert kinds() == leads | practice(refers=("issues_waited_on",))
    one.settled = SIGNED
    one.save()
    assert kinds() == {}


def test_help_that_ended_is_looked_back_at(case):
    in_force(case)
    moved(case, "support_ended", "closed", when=at(2019, 9, 2, 10))
    assert kinds(date(2020, 3, 1)) == {}
    assert kinds(date(2020, 3, 2)) == team("look_backs")
    assert work("resilience", date(2020, 9, 2))["look_backs"].total == 2


def test_the_number_of_queries_does_not_grow_with_the_cases(referred, case):
    in_force(case)
    plan = plan_of(case)
    told = {"number": 1, "what": "Two adverts", "due": date(2019, 2, 1)}
    Deliverable.objects.create(plan=plan, help=plan.helps.get(), **told)
    day = date(2019, 4, 1)
    for name in ("regional", "lead", "supplier"):
        list(work(name, day))
    once = {name: _queries(name, day) for name in ("regional", "lead", "supplier")}
    for code, by in (("A81002", "second_lead"), ("A81001", "lead"), ("A81002", "second_lead")):
        other = promised(referred(code, by=by))
        in_force(other)
        plan = plan_of(other)
        Deliverable.objects.create(plan=plan, help=plan.helps.get(), **told)
    again = {name: _queries(name, day) for name in once}
    assert again == once and once["regional"] < 45


def _queries(name: str, day: date) -> int:
    who = reader(name, day)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        list(work_of_agreements(who, 15))
    return len(asked)


def test_nothing_of_a_case_is_another_practices_work(case):
    approved(case)
    for name in ("second_lead", "other_lead", "other_resilience", "other_commissioner"):
        assert work(name) == {}
    assert Plan.objects.count() == 1 and SIGNED + timedelta(days=30) > NOW
