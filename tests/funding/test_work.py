"""Whose turn it is with the money: each kind of work, for whom, and no longer once it is done."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resilience.cases.models import Case
from resilience.funding.models import Extract, LedgerLine
from resilience.funding.work import work
from tests.agreements.world import promised
from tests.cases.conftest import RECEIVED, at
from tests.cases.world import PEOPLE, reader
from tests.funding.world import DAY, NOW, committed, helped, invoiced, paid, pot

pytestmark = pytest.mark.django_db
DUE = date(2019, 3, 29)
"""By when the payment of `committed` is expected."""


def told(name: str, day: date = DAY) -> dict[str, list[str]]:
    """What somebody's page says of money, by kind."""
    found = work(reader(name, day), 15)
    return {one.id: [f"{row.title}. {row.stands}" for row in one.first] for one in found}


def kinds(day: date = DAY) -> dict[str, set[str]]:
    """The kinds of work of each person who has some, without what pots alone ask for."""
    found = {name: set(told(name, day)) - {"free", "not_received"} for name in PEOPLE}
    return {name: has for name, has in found.items() if has}


def test_help_of_a_plan_waits_for_money_where_there_is_some(case):
    assert kinds() == {}, "no money of the year is here"
    of = pot()
    assert kinds() == {one: {"no_money"} for one in ("resilience", "regional", "finance")}
    (row,) = told("resilience")["no_money"]
    assert "No money is committed to 1 piece of help of the plan" in row
    committed(case, of)
    assert kinds() == {}


def test_an_invoice_is_expected_from_its_day_on_and_not_of_whoever_committed(case):
    of = pot()
    one = committed(case, of, 4_000)
    assert "invoices" not in told("finance", DUE - timedelta(days=1))
    (row,) = told("finance", DUE)["invoices"]
    assert row == (
        f"{case.reference}/1: The Dene Surgery. £4,000 is committed to “When it is done”"
    )
    assert "invoices" in told("commissioner", DUE) and "invoices" in told("regional", DUE)
    assert "invoices" not in told("resilience", DUE), "they committed it"
    assert "invoices" not in told("other_commissioner", DUE)
    invoiced(one, 1_000)
    assert "invoices" not in told("finance", DUE)


def test_an_approved_invoice_waits_to_be_paid_and_the_practice_is_told_that_it_does(case):
    invoice = invoiced(committed(case, pot(), 4_000), 800)
    after = DAY + timedelta(days=20)
    (heading,) = (one for one in work(reader("finance", after), 15) if one.id == "to_pay")
    (row,) = heading.first
    assert row.stands == "£800 of invoice INV-1 is approved and not paid"
    assert row.owed[0].what == "20 days since it was approved"
    assert row.address.endswith(f"/cases/{case.reference}/money/pay/{invoice.pk}/")
    assert told("lead", after)["on_its_way"] == [
        f"{case.reference}: The Dene Surgery. £800 was approved on 4 February 2019 and is not "
        "paid yet"
    ]
    assert "to_pay" not in told("resilience", after) and "on_its_way" not in told("other_lead")
    paid(invoice, 300)
    assert "£500 of invoice" in told("finance")["to_pay"][0]
    paid(invoice, 500, "GL-2")
    assert "to_pay" not in told("finance") and "on_its_way" not in told("lead")


def test_money_that_was_not_invoiced_when_the_memorandum_ended_is_told_of(case):
    memorandum = case.memorandums.get()
    committed(case, pot(), 4_000)
    assert "not_needed" not in told("resilience", memorandum.ends)
    (row,) = told("resilience", memorandum.ends + timedelta(days=1))["not_needed"]
    assert row.endswith("£4,000 is committed and not invoiced")
    assert "not_needed" not in told("commissioner", memorandum.ends + timedelta(days=1))


def test_money_that_has_not_come_and_money_that_is_free_late_in_the_year(world):
    of = pot(1_000)
    assert set(told("finance", date(2018, 5, 31))) == set()
    assert told("finance", date(2018, 6, 1)) == {
        "not_received": [
            "Cumbria and North East, 2018-19. £1,000 was allocated and is not received"
        ]
    }
    assert "free" not in told("finance", date(2018, 9, 30))
    assert told("finance", date(2018, 10, 1))["free"] == [
        "Cumbria and North East, 2018-19. £1,000 is not committed"
    ]
    assert "free" not in told("finance", date(2019, 4, 1)), "the year is over"
    assert "free" in told("national") and "free" not in told("resilience")
    assert of.received == 0


def test_lines_of_a_ledger_that_wait_are_counted(world):
    of = pot()
    extract = Extract.objects.create(
        pot=of, name="gl.csv", sha256="0", at=NOW, by="finance", columns={}
    )
    for row in (2, 3):
        LedgerLine.objects.create(
            pot=of, extract=extract, row=row, cells={}, state=LedgerLine.State.QUEUED
        )
    assert told("finance")["to_match"] == [
        "Cumbria and North East, 2018-19. 2 lines of the ledger could not be matched"
    ]
    assert "to_match" not in told("resilience")


def test_whoever_has_work_with_the_money_of_a_case_sees_it(case):
    invoiced(committed(case, pot(), 4_000), 800)
    for name in PEOPLE:
        shown = {
            row.split(":")[0].split("/")[0]
            for id_, rows in told(name, DUE).items()
            for row in rows
            if id_ not in ("free", "not_received")
        }
        seen = Case.objects.visible_to(reader(name, DUE)).values_list("reference", flat=True)
        assert shown <= set(seen)


@pytest.mark.parametrize("name", ["finance", "regional", "commissioner", "lead"])
def test_more_money_needs_no_more_queries(case, referred, name, django_assert_max_num_queries):
    of = pot()
    invoiced(committed(case, of, 4_000), 800)
    with CaptureQueriesContext(connection) as few:
        told(name, DUE)
    for number, (code, by) in enumerate([("A81001", "lead"), ("A81002", "second_lead")]):
        other = helped(promised(referred(code, RECEIVED, by)))
        invoiced(committed(other, of, 1_000), 100, f"INV-X{number}")
    with django_assert_max_num_queries(len(few)):
        told(name, DUE)


@pytest.mark.parametrize("name", ["finance", "resilience", "lead"])
def test_each_row_leads_to_a_page_that_opens(case, referred, as_, name):
    of = pot()
    invoiced(committed(case, of, 4_000, by="regional"), 800)
    committed(helped(promised(referred("A81002", RECEIVED, "second_lead"))), of, 1_000)
    helped(promised(referred("A81002", RECEIVED, "second_lead")))
    later = at(2019, 3, 30, 10)
    with time_machine.travel(later):
        found = {one.id: one.first for one in work(reader(name, later.date()), 15)}
        assert found
        for id_, listed in found.items():
            for row in listed:
                assert as_(name).get(row.address).status_code == 200, id_
