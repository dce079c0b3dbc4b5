"""What stands beside a memorandum: financial assistance, and confidentiality agreements."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from resilience.accounts.rules import Refused
from resilience.agreements.actions.assisting import (
    Terms,
    agree_assistance,
    withdraw_assistance,
)
from resilience.agreements.actions.confidentiality import note_confidentiality
from resilience.agreements.models import Assistance, Confidentiality
from resilience.cases.happening import ChangedMeanwhile
from resilience.notices.models import Notice as Told
from resilience.organisations.models import Organisation
from resilience.programmes.packs import load
from tests.agreements.world import in_force, issued
from tests.cases.conftest import at
from tests.cases.world import PROGRAMME, practice, reader, user

NOW = at(2019, 2, 4, 10)
DAY = NOW.date()
MET = [one.id for one in load(PROGRAMME).ending.assistance_criteria]
TERMS = Terms("FA-2019-7", DAY, 12_500_50, "It pays the recruiter.", MET)


def agree(case, name: str = "regional", terms: Terms = TERMS) -> Assistance:
    case.refresh_from_db()
    by = reader(name, DAY)
    return agree_assistance(by=by, case=case, seen=case.version, at=NOW, terms=terms)


def note(case, name: str, code: str = "SUP-1", dated: date = DAY) -> Confidentiality:
    case.refresh_from_db()
    supplier = Organisation.objects.get(code=code)
    by = reader(name, DAY)
    return note_confidentiality(
        by=by, case=case, seen=case.version, at=NOW, supplier=supplier, dated=dated
    )


def test_assistance_is_a_separate_agreement_linked_to_the_memorandum(case):
    memorandum = in_force(case)
    made = agree(case, "finance")
    assert (made.memorandum, made.amount, made.criteria) == (memorandum, 12_500_50, sorted(MET))
    assert (made.organisation, made.tier, made.ended) == (practice(), "commissioner", None)
    assert Told.objects.filter(user=user("lead"), subject__contains="financial").exists()
    assert case.events.last().text == "It pays the recruiter."


def test_there_is_no_assistance_without_a_memorandum_in_force(case):
    issued(case)
    with pytest.raises(Refused, match="while a memorandum is in force"):
        agree(case)


REFUSED = [
    ({"criteria": MET[1:]}, "have to be met"),
    ({"barred": ["it_purchase"]}, "no IT hardware or software"),
    ({"barred": ["salaries"]}, "Salaries stay with the practice"),
    ({"amount": 0}, "more than £0"),
    ({"amount": 100_000_000_01}, "at most £100,000,000"),
    ({"reference": " \u200b "}, "Give the reference"),
    ({"reference": "x" * 101}, "at most 100 characters"),
    ({"purpose": ""}, "Write something"),
    ({"agreed": date(2019, 1, 20)}, "in force since 21 January 2019"),
    ({"agreed": date(2019, 2, 5)}, "from then until today"),
]


def test_assistance_that_the_programme_does_not_bear_is_refused(case):
    in_force(case)
    for other, why in REFUSED:
        with pytest.raises(Refused, match=why):
            agree(case, terms=replace(TERMS, **other))
    for name in ("lead", "commissioner", "officer", "other_resilience"):
        with pytest.raises(Refused, match="Only those who approve business cases"):
            agree(case, name)
    assert not Assistance.objects.exists()


def test_assistance_is_withdrawn_once_with_a_reason(case):
    in_force(case)
    made = agree(case)
    case.refresh_from_db()
    seen, told = case.version, {"case": case, "at": NOW, "assistance": made}
    with pytest.raises(Refused, match="Write something"):
        withdraw_assistance(by=reader("finance", DAY), seen=seen, reason="", **told)
    with pytest.raises(Refused, match="Only those who"):
        withdraw_assistance(by=reader("lead", DAY), seen=seen, reason="So.", **told)
    with pytest.raises(ChangedMeanwhile, match="separate agreement"):
        withdraw_assistance(by=reader("finance", DAY), seen=seen - 1, reason="So.", **told)
    withdraw_assistance(by=reader("finance", DAY), seen=seen, reason="Not needed now.", **told)
    made.refresh_from_db()
    assert made.ended is not None and not Assistance.objects.all().in_force()
    case.refresh_from_db()
    with pytest.raises(Refused, match="withdrawn already"):
        withdraw_assistance(by=reader("finance", DAY), seen=case.version, reason="Again.", **told)


def test_of_a_confidentiality_agreement_its_date_is_kept_and_nothing_else(case):
    in_force(case)
    made = note(case, "lead", dated=date(2019, 1, 15))
    kept = {field.name for field in Confidentiality._meta.get_fields()}
    assert kept == {"id", "case", "at", "by", "acting_for", "supplier", "dated"}
    assert (made.supplier.code, made.dated) == ("SUP-1", date(2019, 1, 15))
    event = case.events.last()
    assert (event.text, event.details) == ("", {"supplier": "SUP-1"})
    assert note(case, "commissioner")


def test_a_confidentiality_agreement_is_noted_by_either_side_of_a_supplier(case):
    in_force(case)
    for name, told, why in (
        ("lead", {"code": "LMC-1"}, "names no such supplier"),
        ("lead", {"dated": date(2019, 2, 5)}, "not ahead"),
        ("member", {}, "Only the practice lead"),
        ("supplier", {}, "Only the practice lead"),
        ("other_lead", {}, "Only the practice lead"),
    ):
        with pytest.raises(Refused, match=why):
            note(case, name, **told)


def test_without_a_supplier_in_the_plan_there_is_nothing_to_keep_confidential(case):
    memorandum = in_force(case)
    memorandum.version.plan.helps.update(supplier=None)
    with pytest.raises(Refused, match="The plan names no supplier"):
        note(case, "lead")
