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
from tests.funding.ledgers import written
from tests.funding.plain_books import Help
from tests.funding.told import Page, pence, sheet
from tests.funding.whole_year import (
    Year,
    agreed_beside,
    approved_for,
    in_force_since,
    told,
)
from tests.screening.england import figures, loaded

pytestmark = pytest.mark.django_db(transaction=True)
BEGINS, SIGNED = at(2018, 4, 16, 10), date(2018, 6, 21)
PATIENTS: dict[str, float | str] = {"A81001": 5_000, "A81002": 2_500, "P81001": 2_500}
NEAR, FAR = "Cumbria and North East", "Greater Manchester"
NEW, FOLLOWED = "Practices new to the programme", "Practices already supported"
ONCE = "When it is done"
RECRUITER = Help("Q74", "A81001", "new")
COVER = Help("Q74", "A81001", "continuing")
AWAY = Help("Q83", "P81001", "new")
SECOND = Help("Q74", "A81002", "new")
HEADINGS = ("Posted", "Net", "Ref", "Vendor", "Nominal", "Narrative")
MEANS = {
    "Day": "Posted",
    "Amount (if there is one)": "Net",
    "Invoice number": "Ref",
    "Who was paid": "Vendor",
    "Finance code": "Nominal",
}
BROKEN = "Could not be read"
SUPPLIER, PRACTICE = "RES-SUPPLIER", "RES-PRACTICE"


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


# --- what the teams are allocated


def allocate(year: Year) -> None:
    """Both look at the computed shares; a provisional sum comes first, the final one in June."""
    year.on(date(2018, 4, 16))
    page = year.by("national", f"{MONEY}shares/?amount=20000.05")
    shares = page.locator("#shares tbody tr")
    for title, share in ((NEAR, "£15,000.04"), (FAR, "£5,000.01")):
        expect(shares.filter(has_text=title)).to_contain_text(share)
    year.look("shares")
    year.allocate("finance", "Q74", 14_000_00, "Provisional", year.day)
    year.allocate("national", "Q83", 5_000_01, "Provisional", year.day)
    year.on(date(2018, 6, 6))
    year.allocate("finance", "Q74", 15_000_04, "Final after audit", date(2018, 5, 31))
    year.allocate("national", "Q83", 4_800_02, "Final after audit", date(2018, 5, 31))
    page = year.by("national", f"{MONEY}shares/")
    row = page.locator("#shares tbody tr").filter(has_text=NEAR)
    for sum_ in ("£14,000", "£15,000.04", "final after audit"):
        expect(row).to_contain_text(sum_)


def receive(year: Year) -> None:
    """The money comes late, and the second team's in two parts."""
    year.receive("finance", "Q74", 15_000_04, "£15,000.04 was not received by then, so it is late")
    year.receive("national", "Q83", 4_000_00, "£4,800.02 was not received by then, so it is late")
    year.on(date(2018, 7, 2))
    year.receive("national", "Q83", 800_02, "£800.02 was not received by then, so it is late")


def intend(year: Year) -> None:
    """What the money is meant for makes up all of it."""
    year.by("resilience", f"{MONEY}Q74/intended/")
    shares = {FOLLOWED: "2,000", NEW: "12,000", "Practices helping each other": "1,000"}
    talked = {
        "With whom was it talked over?": "The CCGs and the LMC.",
        "Why it is shared so": "Many ask for the first time.",
    }
    year.fill(shares | talked)
    year.press("Keep these shares")
    year.says("Together it is £0.04 less than the £15,000.04 that there is")
    year.look("intended")
    year.fill({NEW: "12,000.04"})
    year.press("Keep these shares")
    year.says("Talked over with")
    year.by("other_resilience", f"{MONEY}Q83/intended/")
    year.fill(dict.fromkeys(shares, "0") | {NEW: "4,800.02"} | talked)
    year.press("Keep these shares")
    year.says("Talked over with")


# --- what is committed


def stopped_without_a_memorandum(year: Year, case: Case) -> None:
    year.money("resilience", case, "commit/")
    year.says(
        "No money can be committed yet.",
        "No memorandum that both sides signed is in force on that day",
        "Both sides sign the memorandum, and the money is committed while it is in force",
    )
    year.look("gates")


def begin_committing(year: Year, name: str, case: Case) -> None:
    year.money(name, case)
    year.look("money without any")
    year.follow("Commit money for this")


def stopped_by_answers(year: Year, payments: list[tuple[str, int, date]]) -> None:
    """A yes to what is never paid for stops the money, in the words of the programme."""
    year.offer(payments, SUPPLIER, NEW)
    for question, why in (
        ("computers, telephones or other IT equipment", "pays for no IT hardware or software"),
        ("Does the practice have to pay a part itself", "Practices are never asked to pay a part"),
    ):
        year.answer(question, "Yes")
        year.press("Commit the money")
        year.says(why)
        year.look("commit refused")
        year.answer(question, "No")


def commit_once(year: Year, case: Case) -> None:
    """Money for a recruiter, in one payment."""
    begin_committing(year, "resilience", case)
    year.look("commit")
    payments = [(ONCE, 6_200_40, date(2019, 3, 29))]
    stopped_by_answers(year, payments)
    year.check("A recruiter, £9,000")
    year.commit(RECRUITER, payments)
    year.look("money")


def commit_in_parts(year: Year, case: Case) -> None:
    """Money to the practice itself under a separate agreement, in the parts of the programme."""
    page = year.money("resilience", case)
    year.follow("Commit more money")
    year.follow("A recruiter finds two salaried GPs.")
    year.follow("Three payments to a practice")
    titles = ("At the start", "When the plan is complete", "When progress is shown")
    days = (date(2018, 9, 14), date(2019, 1, 31), date(2019, 3, 15))
    payments = list(zip(titles, (800_00, 800_00, 400_00), days, strict=True))
    for number, (title, sum_, _) in enumerate(payments):
        assert page.get_by_label("Name of the payment").nth(number).input_value() == title
        held = page.get_by_label("Sum, in pounds").nth(number).input_value()
        assert pence(f"£{held}") == sum_
    year.offer(payments, PRACTICE, FOLLOWED)
    page.get_by_label("The Dene Surgery").check()
    year.press("Commit the money")
    year.says("A memorandum passes no money to the practice itself")
    year.check("S96-1, £2,000")
    year.commit(COVER, payments)


def commit_away(year: Year, case: Case) -> None:
    """The second team commits what is free, and not a penny more."""
    begin_committing(year, "other_resilience", case)
    payments = [(ONCE, 4_900_00, date(2019, 3, 15))]
    year.offer(payments, SUPPLIER, NEW)
    year.press("Commit the money")
    year.says("£4,800.02 of this money is free")
    payments = [(ONCE, 4_500_02, date(2019, 3, 15))]
    year.offer(payments, SUPPLIER, NEW)
    year.commit(AWAY, payments)


def commit_late(year: Year, case: Case) -> None:
    """What was free is used after all; a part of it is expected after the year."""
    begin_committing(year, "resilience", case)
    payments = [("First", 1_000_00, date(2019, 3, 15)), ("Last", 500_25, date(2019, 4, 30))]
    year.offer(payments, SUPPLIER, NEW)
    year.commit(SECOND, payments)


# --- what is approved and paid


def not_by_who_committed(year: Year, case: Case) -> None:
    why = "You committed this money, so somebody else approves its invoices."
    year.money("resilience", case)
    year.says(why)
    page = year.money("resilience", case, "invoice/1/")
    year.says(why)
    assert not page.get_by_role("button", name="Approve the invoice").count()


def read_an_extract(year: Year, case: Case) -> None:
    """What the ledger paid: one line is matched at once, one by a person, one is set aside, and of
    broken and hostile ones each is told."""
    paid = ("12/12/2018", "500.10", "INV-1", "Steady Hands Ltd", SUPPLIER, "Recruiter")
    extract = written(
        paid,
        ("13/12/2018", "£800.00", "DENE1", "The Dene Surgery", PRACTICE, "First part"),
        ("13/12/2018", "75.00", "INV-999", "<script>alert(1)</script>", SUPPLIER, "=1+1"),
        ("=cmd|' /C calc'!A0", "10.00", "INV-1", "Steady Hands Ltd", SUPPLIER, "Hostile"),
        ("13/12/2018", "10.005", "INV-1", "Steady Hands Ltd", SUPPLIER, "Half a penny"),
        ("31/02/2018", "10.00", "INV-1", "Steady Hands Ltd", SUPPLIER, "No day"),
        ("13/12/2018", "1", "200.00", "INV-1", "Steady Hands Ltd", SUPPLIER, "A comma"),
        paid,
        ("", "1,385.20", "", "", "", "Total"),
        headings=HEADINGS,
        above=[("NHS England ledger", "Period 9")],
    )
    page = begin_to_read(year, extract)
    year.look("ledger columns")
    for label, column in MEANS.items():
        page.get_by_label(label, exact=True).select_option(column)
    year.press("See what would become of each line")
    year.look("ledger preview")
    for rows, state in (("3", "matched"), ("4 5 10", "queued"), ("6 7 8 9", "broken")):
        for row in rows.split():
            listed = page.locator(f"#lines-{state} tbody tr")
            expect(listed.filter(has=page.get_by_text(f"Row {row}", exact=True))).to_have_count(1)
    year.says("“10.005” has part of a penny", "“31/02/2018” is no day", "It has 7 cells")
    year.says("Passed over as totals, notes or headings: row 11.")
    year.press("Read 8 lines into the books")
    year.says("8 lines of period 9.csv read.")
    year.look("ledger extract")
    became = {row: cells[-1] for row, cells in Page(page.content()).rows("lines").items()}
    for state, rows in (("Matched", "3"), ("Waits for you", "4 5 10"), (BROKEN, "6 7 8 9")):
        assert all(became[f"Row {row}"].startswith(state) for row in rows.split()), became
    year.books.add("payment", 500_10, date(2018, 12, 12), RECRUITER, code=SUPPLIER)
    match_by_hand(year)
    set_aside(year)
    begin_to_read(year, extract)
    year.press("See what would become of each line")
    year.says("This file was read on")
    assert not page.get_by_role("button", name="into the books").count()


def begin_to_read(year: Year, extract: bytes) -> Any:
    page = year.by("finance", f"{MONEY}Q74/ledger/")
    year.look("ledger")
    year.follow("Read an extract")
    page.get_by_label("CSV file or Excel workbook").set_input_files(
        {"name": "period 9.csv", "mimeType": "text/csv", "buffer": extract}
    )
    year.look("ledger file")
    year.press("Go on")
    return page


def match_by_hand(year: Year) -> None:
    page = year.by("finance", f"{MONEY}Q74/ledger/")
    year.look("ledger queue")
    year.follow("Row 4 of period 9.csv")
    year.look("ledger line")
    page.get_by_label("DENE-1 of The Dene Surgery").check()
    page.get_by_label("Why they belong together").fill("The ledger drops the dash.")
    year.press("Match it")
    year.says("Row 4 is matched to invoice DENE-1.")
    year.books.add("payment", 800_00, date(2018, 12, 13), COVER, code=PRACTICE)


def set_aside(year: Year) -> None:
    page = year.page
    year.follow("Row 5 of period 9.csv")
    page.get_by_label("Why it is no payment of this money").fill("It is of another programme.")
    year.press("Set it aside")
    expect(page.get_by_text("Row 5 of period 9.csv")).to_have_count(0)


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
    read_an_extract(year, near)
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
    assert told(year.day) == "5 April 2019"
