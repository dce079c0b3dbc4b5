"""A year of the money of two teams, in a real browser and by pages alone: from what they are
allocated to the position in April. Whatever tells the money agrees to the penny with books that the
test keeps by itself."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import time_machine
from playwright.sync_api import expect

from resilience.cases.models import Case
from tests.agreements.world import promised
from tests.cases.conftest import at
from tests.cases.test_case_pages_in_a_browser import as_  # noqa: F401
from tests.funding.agreeing import MONEY, all_agree
from tests.funding.told import sheet
from tests.funding.whole_year import (
    Year,
    agreed_beside,
    approved_for,
    in_force_since,
)
from tests.funding.year_begins import (
    AWAY,
    COVER,
    FAR,
    NEAR,
    NEW,
    ONCE,
    PRACTICE,
    RECRUITER,
    SECOND,
    SUPPLIER,
    allocate,
    begin_committing,
    commit_away,
    commit_in_parts,
    commit_late,
    commit_once,
    intend,
    receive,
    stopped_without_a_memorandum,
)
from tests.funding.year_ledger import read_an_extract
from tests.screening.england import figures, loaded

pytestmark = pytest.mark.django_db(transaction=True)
BEGINS, SIGNED = at(2018, 4, 16, 10), date(2018, 6, 21)
PATIENTS: dict[str, float | str] = {"A81001": 5_000, "A81002": 2_500, "P81001": 2_500}


@pytest.fixture
def clock(live_server, transactional_db, world, tmp_path: Path, monkeypatch) -> Iterator[Any]:
    """The clock of the server, where lists of patients were read."""
    monkeypatch.setattr("resilience.site.management.commands.books.prepare", lambda: None)
    loaded(tmp_path, figures(tmp_path / "lists.csv", "registered_patients", "2017-18", PATIENTS))
    with time_machine.travel(BEGINS) as clock:
        yield clock


@pytest.fixture
def year(clock, as_, axe) -> Year:  # noqa: F811
    return Year(as_, axe, clock)


@pytest.fixture
def near(clock, referred) -> Case:
    """A practice of the first team, whose memorandum is in force since June."""
    return in_force_since(promised(referred(at=at(2018, 4, 20, 9))), SIGNED)


# --- what is approved and paid


def not_by_who_committed(year: Year, case: Case) -> None:
    why = "You committed this money, so somebody else approves its invoices."
    year.money("resilience", case)
    year.says(why)
    page = year.money("resilience", case, "invoice/1/")
    year.says(why)
    assert not page.get_by_role("button", name="Approve the invoice").count()


def pay_wrongly_and_take_it_back(year: Year, case: Case) -> None:
    year.on(date(2019, 1, 9))
    year.settle("national", case, AWAY, "INV-7", 200_00, "GL-78", SUPPLIER)
    year.on(date(2019, 1, 10))
    page = year.money("national", case)
    line = page.get_by_role("row").filter(has_text="GL-78")
    line.get_by_role("link", name="Take it back").click()
    year.look("reverse")
    year.fill({"Why it is taken back": "It was of another invoice."})
    year.press("Take it back")
    year.says("The entry is taken back, and both stay in the books.")
    year.books.add("payment", -200_00, year.day, AWAY, code=SUPPLIER)


# --- the months


def open_review(year: Year, name: str, month: str) -> Any:
    page = year.by(name, f"{MONEY}review/")
    page.get_by_label("Month", exact=True).select_option(label=month)
    year.press("Show")
    year.look("review")
    return page


def in_september(year: Year) -> None:
    """All of it should be committed: one team's is."""
    year.on(date(2018, 10, 5))
    open_review(year, "finance", "September 2018")
    year.position("all_committed", NEAR, "Not met")
    open_review(year, "national", "September 2018")
    year.position("all_committed", FAR, "Met")
    year.position("three_quarters_spent", FAR, "Not due yet")
    year.review(date(2018, 6, 1), date(2018, 9, 1), date(2018, 10, 1))


def in_december(year: Year) -> None:
    """Three quarters should be spent."""
    year.on(date(2019, 1, 8))
    open_review(year, "national", "December 2018")
    year.position("three_quarters_spent", NEAR, "Not met")
    year.position("three_quarters_spent", FAR, "Met")
    year.review(date(2018, 12, 1))


def late_in_the_year(year: Year, ready: Case) -> None:
    """Money is free, and a case could use it; the holder says what will be spent."""
    year.on(date(2019, 2, 4))
    open_review(year, "finance", "February 2019, so far")
    year.says(f"{NEAR}: £5,999.64 is free")
    expect(year.page.locator("#ready-1")).to_contain_text(ready.reference)
    expect(year.page.locator("#ready-1")).to_contain_text("Begin the improvement plan.")
    year.follow("Enter a forecast")
    year.look("forecast")
    year.fill(
        {
            "What will have been spent by 31 March": "9,500",
            "On what that rests": "Two plans are signed this week.",
        }
    )
    year.press("Enter the forecast")
    year.says("The forecast is entered.", "Two plans are signed this week.")
    year.books.said.append(("Q74", date(2019, 2, 1), 9_500_00))
    year.review(date(2019, 1, 1), date(2019, 2, 1))


def in_april(year: Year) -> None:
    """What counts is what was spent by 31 March; what was approved and paid later is told."""
    page = open_review(year, "national", "March 2019")
    year.position("all_spent", NEAR, "Not met")
    year.position("all_spent", FAR, "Not met")
    year.says("£300 was approved by then and not paid: accrued, and not counted. £300 of it was")
    with page.expect_download() as download:
        year.follow("Download the whole review")
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()), data_only=True)
    rows = {row["Code"]: row for row in sheet(book, "Who holds it")}
    assert rows["Q74"]["Paid, year to date"] == 9_000_40
    assert rows["Q83"]["Forecast"] == 4_500_02
    year.review(date(2018, 11, 1), date(2019, 2, 1), date(2019, 3, 1), date(2019, 4, 1))


def nothing_is_carried_over(year: Year) -> None:
    page = year.by("finance", f"{MONEY}Q74/carry/")
    year.says("what is left on 31 March cannot be used in the next one.")
    year.look("carry")
    assert not page.get_by_role("button", name="Carry it over").count()
    page = year.by("finance", f"{MONEY}Q74/")
    year.says("what is left on 31 March cannot be used in the next one.")
    assert not page.get_by_text("so it may still be").count()
    year.look("pot")
    assert not page.get_by_role("link", name="Carry money over").count()


def look_at_the_rest(year: Year, case: Case) -> None:
    for kind, name, address in (
        ("overview", "national", MONEY),
        ("fairness", "national", f"{MONEY}fairness/"),
        ("the practice's view", "lead", f"/cases/{case.reference}/money/"),
    ):
        year.by(name, address)
        year.look(kind)


# --- the tests


def test_money_of_one_team_goes_from_allocation_to_payment(year, near):
    """Of a few pages, page, file and command agree; the whole year is a slow test."""
    year.on(date(2018, 6, 25))
    year.allocate("finance", "Q74", 9_000_05, "Final after audit", date(2018, 5, 31))
    begin_committing(year, "resilience", near)
    payments = [(ONCE, 4_000_10, date(2019, 3, 29))]
    year.offer(payments, SUPPLIER, NEW)
    year.commit(RECRUITER, payments)
    year.approve("finance", near, RECRUITER, ONCE, 1_500_15, "INV-1")
    year.settle("finance", near, RECRUITER, "INV-1", 1_000_05, "GL-1", SUPPLIER)
    page = year.by("finance", f"{MONEY}review/")
    for sum_ in ("£9,000.05", "£4,000.10", "£1,500.15", "£1,000.05"):
        expect(page.locator("#position tbody tr").first).to_contain_text(sum_)
    row = year.asked().rows("finance", f"{MONEY}review/?format=csv")[0]
    own = year.books.sums(year.day)
    assert {one: int(row[f"{one}_pence"]) for one in own} == own


@pytest.mark.slow
def test_two_teams_go_through_a_year_of_money(year, near, referred):
    away = promised(referred("P81001", at(2018, 4, 20, 9), "other_lead"))
    in_force_since(away, SIGNED)
    second = promised(referred("A81002", at(2018, 4, 20, 9), "second_lead"))
    agreed_beside(near, 2_000, date(2018, 6, 25))
    approved_for(near, 9_000, at(2018, 6, 25, 9))
    cases = {near: "lead", away: "other_lead"}

    allocate(year)
    receive(year)
    intend(year)
    year.on(date(2018, 7, 4))
    stopped_without_a_memorandum(year, second)
    commit_once(year, near)
    commit_in_parts(year, near)
    commit_away(year, away)
    year.on(date(2018, 8, 20))
    year.vary("resilience", near, RECRUITER, ONCE, 7_000_40, 800_00)
    year.on(date(2018, 9, 17))
    year.vary("other_resilience", away, AWAY, ONCE, 4_800_02, 300_00)
    year.on(date(2018, 9, 20))
    not_by_who_committed(year, near)
    year.approve("finance", near, RECRUITER, ONCE, 3_500_20, "INV-1")
    year.approve("commissioner", near, COVER, "At the start", 800_00, "DENE-1")
    in_september(year)
    year.on(date(2018, 10, 12))
    year.settle("finance", near, RECRUITER, "INV-1", 3_000_10, "GL-1", SUPPLIER)
    year.on(date(2018, 11, 28))
    year.approve("other_commissioner", away, AWAY, ONCE, 4_000_00, "INV-7")
    year.settle("national", away, AWAY, "INV-7", 3_700_00, "GL-77", SUPPLIER)
    year.on(date(2018, 12, 14))
    read_an_extract(year)
    in_december(year)
    pay_wrongly_and_take_it_back(year, away)
    year.on(date(2019, 1, 15))
    year.settle("finance", near, RECRUITER, "INV-1", -200_05, "GL-9", SUPPLIER)
    all_agree(year.asked(), year.books, year.day, cases)
    late_in_the_year(year, second)
    in_force_since(second, date(2019, 2, 8))
    year.on(date(2019, 2, 11))
    commit_late(year, second)
    cases[second] = "second_lead"
    year.on(date(2019, 3, 12))
    year.approve("commissioner", near, COVER, "When the plan is complete", 800_00, "DENE-2")
    year.approve("commissioner", near, COVER, "When progress is shown", 400_00, "DENE-3")
    year.approve("finance", near, RECRUITER, ONCE, 3_700_25, "INV-2")
    year.approve("finance", second, SECOND, "First", 1_000_00, "INV-3")
    year.approve("other_commissioner", away, AWAY, ONCE, 800_02, "INV-8")
    year.on(date(2019, 3, 31))
    year.settle("finance", near, RECRUITER, "INV-2", 3_700_25, "GL-20", SUPPLIER)
    year.settle("finance", near, COVER, "DENE-2", 800_00, "GL-21", PRACTICE)
    year.settle("finance", near, COVER, "DENE-3", 400_00, "GL-22", PRACTICE)
    year.settle("national", away, AWAY, "INV-8", 800_02, "GL-80", SUPPLIER)
    year.on(date(2019, 4, 4))
    year.settle("national", away, AWAY, "INV-7", 300_00, "GL-81", SUPPLIER)
    year.on(date(2019, 4, 5))
    in_april(year)
    nothing_is_carried_over(year)
    look_at_the_rest(year, near)
    all_agree(year.asked(), year.books, year.day, cases)
