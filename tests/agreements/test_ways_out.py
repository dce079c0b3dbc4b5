"""Whatever happens to a plan, a memorandum or a variation, somebody can go on with the case."""

from __future__ import annotations

from datetime import timedelta

import pytest

from resilience.accounts.rules import Refused
from resilience.agreements.actions.delivered import add_deliverable
from resilience.agreements.actions.giving_notice import end_by_notice, give_notice
from resilience.agreements.actions.measuring import measure
from resilience.agreements.actions.plan_parts import write_row
from resilience.agreements.actions.reporting import send_report
from resilience.agreements.actions.signing import issue_memorandum, sign
from resilience.agreements.actions.varying import (
    begin_variation,
    put_variation,
    take_variation_back,
)
from resilience.agreements.changing.notice import Notice
from resilience.agreements.models import (
    Deliverable,
    Help,
    Memorandum,
    Objective,
    Plan,
    ReportRow,
    plan_of,
)
from resilience.agreements.signing.waiting import waiting
from resilience.cases.actions.stepping import take
from resilience.cases.models import Case
from resilience.organisations.models import Kind, Organisation
from tests.agreements.world import ENDS, SIGNED, approved, in_force, issued
from tests.cases.conftest import at
from tests.cases.world import reader

pytestmark = pytest.mark.django_db
NOW = at(2019, 2, 4, 10)
TOO_LATE = at(2019, 10, 1, 10)
"""The day after the memorandum's last one."""
NOT_YET = "a variation that both sides have not signed yet"


def does(act, case: Case, name: str, when=NOW, **told):
    case.refresh_from_db()
    return act(by=reader(name, when.date()), case=case, seen=case.version, at=when, **told)


def signs(case: Case, name: str, when=NOW):
    shown = Memorandum.objects.filter(case=case).last().pdf_sha256
    return does(sign, case, name, when, shown=shown, role="Partner", confirmed=True)


def adds(model: type, case: Case, **other):
    """A part like the first of its kind, written in a variation."""
    row = model.objects.filter(plan=plan_of(case)).first()
    row.pk, row.number = None, row.number + 10
    for name, value in other.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return row


@pytest.fixture
def varied(case) -> Case:
    """The memorandum of a case is in force, and a variation of it is written."""
    in_force(case)
    does(begin_variation, case, "resilience", reason="The post can't be filled.")
    return case


def test_a_memorandum_that_one_side_signs_and_the_other_does_not_is_taken_back(case):
    memorandum = issued(case)
    signs(case, "lead", SIGNED)
    does(take, case, "resilience", step="take_plan_back", text="A date is wrong.")
    case.refresh_from_db()
    assert case.state == "planning"
    with pytest.raises(Refused, match="No memorandum waits"):
        signs(case, "regional")
    assert waiting(case) is None
    assert memorandum.signatures.count() == 1


def test_what_ended_before_it_was_signed_is_signed_by_nobody_and_taken_back(case):
    issued(case)
    signs(case, "lead", SIGNED)
    with pytest.raises(Refused, match="last day was 30 September 2019"):
        signs(case, "regional", TOO_LATE)
    does(take, case, "resilience", TOO_LATE, step="take_plan_back", text="It is too late.")
    case.refresh_from_db()
    assert case.state == "planning"


def test_what_would_have_ended_already_is_not_put_before_both_sides(case):
    approved(case)
    with pytest.raises(Refused, match="last day was 30 September 2019"):
        does(issue_memorandum, case, "resilience", TOO_LATE)


def test_a_variation_that_would_have_ended_already_is_not_put_before_both_sides(varied):
    Plan.objects.update(ends=NOW.date() - timedelta(days=1))
    with pytest.raises(Refused, match="last day was 3 February 2019"):
        does(put_variation, varied, "resilience")


def test_nothing_is_delivered_under_help_that_is_not_agreed_yet(varied):
    new = adds(Help, varied)
    told = {"given": new, "what": "Two adverts", "due": ENDS}
    with pytest.raises(Refused, match=NOT_YET):
        does(add_deliverable, varied, "resilience", **told)


def test_no_report_is_sent_that_is_not_agreed_yet(varied):
    told = {"row": adds(ReportRow, varied), "objectives": {}, "milestones": {}, "answers": {}}
    with pytest.raises(Refused, match=NOT_YET):
        send_report(by=reader("lead", NOW.date()), case=varied, at=NOW, rating=None, **told)


def test_no_objective_is_measured_that_is_not_agreed_yet(varied):
    new = adds(Objective, varied)
    told = {"objective": new.pk, "on": NOW.date(), "said": "13", "source": "The practice"}
    with pytest.raises(Refused, match=NOT_YET):
        does(measure, varied, "resilience", **told)


def test_what_is_agreed_is_followed_while_a_variation_is_written(varied):
    told = {"given": plan_of(varied).helps.get(), "what": "Two adverts", "due": ENDS}
    assert does(add_deliverable, varied, "resilience", **told).pk
    row = plan_of(varied).reportrows.first()
    sent = {"row": row, "objectives": {}, "milestones": {}, "answers": {}, "rating": None}
    assert send_report(by=reader("lead", NOW.date()), case=varied, at=NOW, **sent).pk


@pytest.mark.parametrize("ended", [True, False])
def test_a_variation_with_new_parts_is_given_up_or_ends_with_the_memorandum(varied, ended):
    adds(Help, varied)
    if not ended:
        does(take_variation_back, varied, "resilience", reason="So.", give_up=True)
    else:
        does(give_notice, varied, "lead", notice=Notice("without_reason", NOW.date()))
        does(end_by_notice, varied, "resilience", at(2019, 5, 5, 10))
    assert plan_of(varied).helps.count() == 1


def test_what_one_supplier_is_to_deliver_never_becomes_anothers(varied):
    given = plan_of(varied).helps.get()
    owed = does(add_deliverable, varied, "resilience", given=given, what="Two adverts", due=ENDS)
    other = Organisation.objects.create(code="SUP-2", kind=Kind.SUPPLIER, name="Other Hands Ltd")
    plan = plan_of(varied)
    said = {
        **{name: getattr(given, name) for name in ("category", "route", "description")},
        "body_contribution": "Pays.",
        "practice_contribution": "Time.",
        "supplier": other,
        "bars": {},
    }
    pack = varied.pack
    said["bars"] = {bar.id: "no" for bar in pack.planning.bars}
    told = {"plan": plan, "seen": plan.version, "kind": "help", "number": given.number}
    with pytest.raises(Refused, match="add the other's help beside it"):
        write_row(by=reader("resilience", NOW.date()), said=said, **told)
    said["supplier"] = given.supplier
    assert write_row(by=reader("resilience", NOW.date()), said=said, **told)
    assert Deliverable.objects.get(pk=owed.pk).help.supplier.code == "SUP-1"
