"""An extract of the ledger in a year of money: what is right, broken and hostile in it, read and
dealt with by pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from playwright.sync_api import expect

from tests.funding.agreeing import MONEY
from tests.funding.ledgers import written
from tests.funding.told import Page
from tests.funding.whole_year import Year
from tests.funding.year_begins import COVER, PRACTICE, RECRUITER, SUPPLIER

HEADINGS = ("Posted", "Net", "Ref", "Vendor", "Nominal", "Narrative")
MEANS = {
    "Day": "Posted",
    "Amount (if there is one)": "Net",
    "Invoice number": "Ref",
    "Who was paid": "Vendor",
    "Finance code": "Nominal",
}
BROKEN = "Could not be read"


def read_an_extract(year: Year) -> None:
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
    year.press("Read this file: 1 payment into the books")
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
