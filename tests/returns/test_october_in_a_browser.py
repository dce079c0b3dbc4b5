"""An October in a browser, by pages alone: a region files its return a minute late, another's
workbook is told cell by cell what is wrong with it, the national team asks and is answered, and the
consolidated return goes back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.cases.test_case_pages_in_a_browser import as_, clock, looked_at  # noqa: F401
from tests.cases.world import PROGRAMME
from tests.returns.filing.world import WORDS
from tests.returns.workbook.test_pages import changed

pytestmark = pytest.mark.django_db(transaction=True)
OCTOBER = f"/returns/{PROGRAMME}/october-2018"
NATIONAL = f"/returns/{PROGRAMME}/national/october-2018"


def files(page: Page, area: str, name: str) -> None:
    """Somebody writes the return of an area, signs and sends it."""
    for question, text in WORDS.items():
        page.goto(f"{OCTOBER}/{area}/words/{question}/")
        page.locator("textarea").fill(text)
        page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Check, sign off and send").click()
    page.get_by_label("Your name and post").fill(name)
    page.get_by_role("button", name="Sign off and send").click()


def test_an_october(clock, world, as_, axe, tmp_path):  # noqa: F811
    clock.move_to("2018-10-05T15:40:00+00:00")
    page = as_("other_resilience")
    page.goto(f"{OCTOBER}/Q83/workbook/")
    with page.expect_download() as held:
        page.get_by_role("link", name="Download the template with your teams").click()
    broken = tmp_path / "broken.xlsx"
    spoilt = {"A6": "Q83", "B6": "P81001", "E6": "soon", "N6": -5, "B7": "Total"}
    broken.write_bytes(changed(held.value.path().read_bytes(), **spoilt))
    page.get_by_label("Your return as an Excel workbook").set_input_files(broken)
    page.get_by_role("button", name="Upload and check").click()
    for cell in ("E6", "N6", "B7"):
        expect(page.get_by_text(cell, exact=True).first).to_be_visible()
    looked_at(page, axe)
    files(page, "Q83", "Alex Hart, resilience lead")
    expect(page.get_by_text("Sent in time").first).to_be_visible()

    clock.move_to("2018-10-05T16:01:00+00:00")
    page = as_("regional")
    files(page, "Y54", "Kim Lee, Head of Primary Care")
    expect(page.get_by_text("Sent late by 1 minute").first).to_be_visible()
    looked_at(page, axe)

    clock.move_to("2018-10-08T09:00:00+00:00")
    page = as_("national")
    page.goto(f"{NATIONAL}/Y54/")
    page.get_by_role("link", name="Ask about the whole return").click()
    page.get_by_label("Your question").fill("Is it true that nothing is committed?")
    page.get_by_role("button", name="Send the question").click()
    expect(page.get_by_text("The question is with the area.")).to_be_visible()

    page = as_("regional")
    page.goto(f"{OCTOBER}/Y54/queries/1/")
    page.get_by_label("Your answer").fill("Yes: the first memorandum is signed next week.")
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_text("After 0 working days, in time.")).to_be_visible()

    page = as_("national")
    page.goto(f"{OCTOBER}/Y54/queries/1/")
    page.get_by_label("What you say").fill("Thank you.")
    page.get_by_role("button", name="Close the question").click()
    page.goto(f"{NATIONAL}/consolidate/")
    page.get_by_role("button", name="Freeze it").click()
    expect(page.get_by_text("every figure is what its sources come to")).to_be_visible()
    page.get_by_role("link", name="Send it back to the areas").click()
    page.get_by_role("button", name="Send it back").click()
    expect(page.get_by_text("It went back to")).to_be_visible()

    page = as_("resilience")
    page.goto(f"{NATIONAL}/consolidated/1/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("North of England").first).to_be_visible()
    looked_at(page, axe)
