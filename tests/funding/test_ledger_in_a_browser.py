"""An extract is read, a line that waits is matched and another set aside, in a real browser; every
page is accessible, at a desk and on a phone."""

from __future__ import annotations

import pytest

from tests.cases.conftest import at
from tests.cases.test_case_pages_in_a_browser import (  # noqa: F401
    PHONE,
    WIDE,
    as_,
    clock,
    looked_at,
)
from tests.funding.ledgers import row, written
from tests.funding.world import committed, invoiced, pot

pytestmark = pytest.mark.django_db(transaction=True)
LEDGER = "/money/gprp-2018-19/2018-19/Q74/ledger/"


@pytest.mark.slow
def test_an_extract_is_read_and_what_waits_is_dealt_with(clock, case, as_, axe):  # noqa: F811
    invoiced(committed(case, pot(10_000), 4_000), 3_000)
    clock.move_to(at(2019, 2, 5, 9))
    extract = written(
        row(),
        row(document="INV1", pence="£500"),
        row(document="INV-9"),
        row(day="=cmd|' /C calc'!A0"),
        ("", "6,500.00", "", "", "", "Total"),
        above=[("NHS England ledger", "Period 11")],
    )
    page = as_("finance")
    page.set_viewport_size(WIDE)
    page.goto(LEDGER)
    looked_at(page, axe)
    page.get_by_role("link", name="Read an extract").click()
    page.get_by_label("CSV file or Excel workbook").set_input_files(
        {"name": "period 11.csv", "mimeType": "text/csv", "buffer": extract}
    )
    looked_at(page, axe)
    page.get_by_role("button", name="Go on").click()
    assert page.get_by_label("Day", exact=True).input_value() == "Payment Date"
    looked_at(page, axe)
    page.get_by_role("button", name="See what would become of each line").click()
    assert page.get_by_text("1 would be matched").is_visible()
    assert page.get_by_text("Passed over as totals, notes or headings: row 7.").is_visible()
    looked_at(page, axe)
    page.get_by_role("button", name="Read this file: 1 payment into the books").click()
    assert page.get_by_text("4 lines of period 11.csv read.").is_visible()
    of_extract = page.url
    page.goto(LEDGER)
    page.get_by_role("link", name="Row 4 of period 11.csv").click()
    of_line = page.url
    page.get_by_role("button", name="Match it").click()
    assert page.get_by_text("Say why you match it.").first.is_visible()
    looked_at(page, axe)
    page.get_by_label("Why they belong together").fill("The ledger drops the dash.")
    page.get_by_role("button", name="Match it").click()
    assert page.get_by_text("Row 4 is matched to invoice INV-1.").is_visible()
    page.get_by_role("link", name="Row 5 of period 11.csv").click()
    page.get_by_label("Why it is no payment of this money").fill("It is of another programme.")
    page.get_by_role("button", name="Set it aside").click()
    assert page.get_by_text("No line waits").is_visible()
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        for address in (LEDGER, f"{LEDGER}new/", of_line):
            page.goto(address)
            looked_at(page, axe)
        page.goto(of_extract)
        looked_at(page, axe)
