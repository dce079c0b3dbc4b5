"""Invoices, payments and corrections of the money of a case: who may, when, and what the memorandum
and what stands beside it still bear."""

from __future__ import annotations

from datetime import date

import pytest

from resilience.accounts.rules import Refused
from resilience.agreements.models import EndNotice, Memorandum, PlanVersion
from resilience.funding.actions.committing import vary_commitment
from resilience.funding.actions.correcting import reverse
from resilience.funding.actions.for_several import Share, commit_for_several
from resilience.funding.actions.paying import approve_invoice
from resilience.funding.bearing_help import why_not_help
from resilience.funding.books.proof import faults
from resilience.funding.models import Entry
from tests.agreements.world import promised, signed
from tests.cases.conftest import at
from tests.cases.world import reader
from tests.funding.world import (
    DAY,
    NOW,
    assisted,
    committed,
    helped,
    invoiced,
    organisation,
    pot,
    promise,
)

LATER = at(2019, 3, 20, 10)


def varied(one, pounds: int, by: str = "resilience", when=NOW) -> Entry:
    one.case.refresh_from_db()
    return vary_commitment(
        by=reader(by, when.date()),
        commitment=one,
        stage=one.stages.get(),
        seen=one.case.version,
        at=when,
        pence=pounds * 100,
        why="It costs something else.",
    )


def taken_back(entry: Entry, by: str = "resilience", when=NOW) -> Entry:
    case = entry.commitment.case
    case.refresh_from_db()
    told = {"seen": case.version, "at": when, "why": "A slip."}
    return reverse(by=reader(by, when.date()), entry=entry, **told)


def helped_on(one, day: date, pounds: int = 100, when=LATER) -> Entry:
    """An invoice for help until a day was approved."""
    one.case.refresh_from_db()
    return approve_invoice(
        by=reader("finance", when.date()),
        commitment=one,
        stage=one.stages.get(),
        seen=one.case.version,
        at=when,
        pence=pounds * 100,
        day=day,
        document=f"INV-{day}",
        why="Seen.",
    )


def ended_early(case, last: date) -> None:
    """Somebody gave notice."""
    memorandum = case.memorandums.order_by("number").last()
    told = {"side": "body", "ground": "without_reason", "given": date(2019, 2, 1)}
    EndNotice.objects.create(
        case=case, memorandum=memorandum, at=NOW, by="x", earliest=last, ends=last, **told
    )


def another_memorandum(case, **content) -> Memorandum:
    """A variation that both sides signed on 1 March 2019, by which the plan says something else."""
    first = case.memorandums.get()
    of = first.version
    version = PlanVersion.objects.create(
        plan=of.plan, number=2, at=NOW, by="x", content=of.content | content, sha256="3" * 64
    )
    kept = ("template", "docx", "docx_sha256", "pdf", "pdf_sha256", "content", "ends")
    made = Memorandum.objects.create(
        **{name: getattr(first, name) for name in kept},
        version=version,
        case=case,
        number=2,
        at=NOW,
        by="x",
        varies=first,
        reason="Less of it.",
    )
    signed(made, "practice", at(2019, 3, 1, 10))
    signed(made, "body", at(2019, 3, 1, 10))
    return made


def test_whoever_committed_or_raised_the_money_does_not_approve_its_invoices(case):
    one = committed(case, pot(), 2_000)
    with pytest.raises(Refused, match="somebody else approves"):
        invoiced(one, 500, by="resilience")
    varied(one, 3_000, by="finance")
    with pytest.raises(Refused, match="somebody else approves"):
        invoiced(one, 500, by="finance")
    assert invoiced(one, 500, by="commissioner").pence == 50_000


def test_help_is_paid_from_the_day_the_memorandum_is_in_force_until_its_last(case):
    one = committed(case, pot())
    with pytest.raises(Refused, match="not in force on that day: it is since 21 January 2019"):
        helped_on(one, date(2019, 1, 20))
    with pytest.raises(Refused, match="still to come"):
        helped_on(one, date(2019, 3, 21))
    helped_on(one, date(2019, 1, 21))
    ended_early(case, date(2019, 3, 10))
    with pytest.raises(Refused, match=r"ended on 10 March 2019.*lower what will not be needed"):
        helped_on(one, date(2019, 3, 11))
    helped_on(one, date(2019, 3, 10))
    with pytest.raises(Refused, match="No memorandum that both sides signed is in force"):
        varied(one, 5_000, when=LATER)
    varied(one, 200, when=LATER)
    one.refresh_from_db()
    assert (one.committed, one.invoiced) == (20_000, 20_000)
    assert list(faults()) == []


def test_a_commitment_goes_on_under_what_varies_its_memorandum(case):
    one = committed(case, pot())
    another_memorandum(case)
    helped_on(one, date(2019, 2, 28))
    helped_on(one, date(2019, 3, 2))
    assert one.memorandum.number == 1
    assert varied(one, 4_500, when=LATER).pence == 50_000


def test_help_that_a_variation_took_out_of_the_plan_is_paid_until_then(case):
    one = committed(case, pot())
    another_memorandum(case, help=[])
    assert "has this help no more" in why_not_help(one, date(2019, 3, 2))
    assert why_not_help(one, date(2019, 2, 28)) == ""


def test_nothing_more_is_paid_under_assistance_that_was_withdrawn(case):
    under = assisted(case, 2_000)
    one = committed(case, pot(), 1_000, payee=organisation("A81001"), assistance=under)
    under.end()
    type(under).objects.filter(pk=under.pk).update(ended=at(2019, 3, 5, 10))
    helped_on(one, date(2019, 3, 5))
    with pytest.raises(Refused, match="withdrawn on 5 March 2019"):
        helped_on(one, date(2019, 3, 6))


def test_an_invoice_of_a_payee_is_approved_once_whatever_its_letters(case):
    one = committed(case, pot())
    first = invoiced(one, 100, "inv-7")
    with pytest.raises(Refused, match="approved before"):
        invoiced(one, 100, " INV-7 ")
    with pytest.raises(Refused, match="approved before"):
        invoiced(one, 100, "INV -7")
    taken_back(first, by="finance")
    assert invoiced(one, 100, "INV-7").pence == 10_000


def test_taking_back_that_money_was_lowered_passes_the_gates_anew(case):
    one = committed(case, pot(), 4_000)
    lowered = varied(one, 1_000)
    ended_early(case, date(2019, 3, 10))
    with pytest.raises(Refused, match="No memorandum that both sides signed is in force"):
        taken_back(lowered, when=LATER)
    taken_back(lowered)
    one.refresh_from_db()
    assert one.committed == 400_000


def test_raised_money_needs_the_business_case_that_new_money_would(case):
    one = committed(case, pot(), 4_000)
    with pytest.raises(Refused, match="needs a business case"):
        varied(one, 5_001)
    assert varied(one, 5_000).pence == 100_000


def test_once_the_year_is_over_what_is_not_needed_is_let_go_as_at_its_last_day(case):
    one = committed(case, pot(), 4_000)
    april = at(2019, 4, 2, 10)
    with pytest.raises(Refused, match="money of 2018-19"):
        varied(one, 4_500, when=april)
    assert varied(one, 500, when=april).day == date(2019, 3, 31)
    helped_on(one, date(2019, 3, 29), 500, when=april)
    with pytest.raises(Refused, match="money of 2018-19"):
        helped_on(one, date(2019, 4, 1), 100, when=april)
    assert list(faults()) == []


def test_commitments_of_a_case_are_numbered_in_turn(case):
    of = pot()
    assert [committed(case, of, 100).reference for _ in range(3)] == [
        f"{case.reference}/{number}" for number in (1, 2, 3)
    ]


@pytest.fixture
def second(referred):
    """A case of A81002 with a memorandum in force."""
    return helped(promised(referred("A81002", by="second_lead")))


def several(of, *shares, **other):
    told = {"payee": organisation("00K"), "code": "RES-COMMISSIONER"}
    for case, _ in shares:
        case.refresh_from_db()
    return commit_for_several(
        by=reader("resilience", DAY),
        pot=of,
        at=NOW,
        shares=[Share(case, case.version, pounds * 100) for case, pounds in shares],
        promise=promise(**told | other),
        why="The CCG runs it for both.",
    )


def test_a_ccg_paid_for_several_practices_has_a_commitment_under_each_memorandum(case, second):
    made = several(pot(), (case, 2_000), (second, 1_000))
    assert [(one.case, one.committed, one.payee.code) for one in made] == [
        (case, 200_000, "00K"),
        (second, 100_000, "00K"),
    ]
    assert [one.memorandum.case for one in made] == [case, second]


def test_a_ccg_is_paid_for_none_where_one_practice_has_no_memorandum(case, referred):
    of, without = pot(), promised(referred("A81002", by="second_lead"))
    with pytest.raises(Refused, match=rf"{without.reference}, Queens Park.*No memorandum") as why:
        several(of, (case, 2_000), (without, 1_000))
    assert case.reference not in str(why.value)
    of.refresh_from_db()
    assert (of.committed, case.commitments.count()) == (0, 0)
    with pytest.raises(Refused, match="at least one practice"):
        several(of)
