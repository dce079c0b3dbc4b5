"""Collecting returns in a real browser: the national team asks, the area answers, a value is
changed, the consolidated return goes back; each page is accessible, at a desk and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from resilience.returns.models import Consolidation
from tests.cases.test_case_pages_in_a_browser import (  # noqa: F401
    PHONE,
    WIDE,
    as_,
    clock,
    looked_at,
)
from tests.returns.collecting.sending import COLLECTION, NOW, helped, of_area, sent
from tests.returns.collecting.test_pages import AREA, NATIONAL, QUERIES

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.slow
def test_a_figure_is_asked_about_answered_mended_and_consolidated(clock, world, as_, axe):  # noqa: F811
    clock.move_to(NOW)
    sent("Y54", of_area("Y54", helped("A81001", "Q74"), helped("A81002", "Q74"), available=90_000))
    sent("Q83", of_area("Q83", helped("P81001", "Q83")))
    page = as_("national")

    def seen(address: str = "") -> None:
        if address:
            page.goto(address)
        for size in (PHONE, WIDE):
            page.set_viewport_size(size)
            looked_at(page, axe)

    for address in (NATIONAL.removesuffix(f"{COLLECTION}/"), NATIONAL, AREA, f"{NATIONAL}checks/"):
        seen(address)
    page.get_by_role("link", name="Ask").first.click()
    page.get_by_label("Your question").fill("")
    page.get_by_role("button", name="Send the question").click()
    expect(page.get_by_role("link", name="Write your question")).to_be_visible()
    seen()
    page.get_by_label("Your question").fill("Has the team so much?")
    page.get_by_role("button", name="Send the question").click()
    expect(page.get_by_text("The question is with the area.")).to_be_visible()

    page = as_("resilience")
    seen(QUERIES)
    page.get_by_role("link", name="Question 1").click()
    page.get_by_label("Your answer").fill("No: £800 of it is for A81001.")
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_text("After 0 working days, in time.")).to_be_visible()
    seen()

    page = as_("national")
    seen(f"{QUERIES}1/")
    page.get_by_label("What you say").fill("Thank you.")
    page.get_by_role("button", name="Close the question").click()
    page.goto(AREA)
    page.get_by_role("link", name="Practice A81001").click()
    seen()
    page.get_by_role("link", name="Change Committed", exact=True).click()
    page.get_by_label("Committed, in pounds").fill("800")
    page.get_by_label("Why it is changed").fill("The team says so.")
    seen()
    page.get_by_role("button", name="Change the value").click()
    expect(page.get_by_role("row").filter(has_text="The team says so.")).to_be_visible()
    for one in ("changes", "questions", "consolidate"):
        seen(f"{NATIONAL}{one}/")
    page.get_by_role("button", name="Freeze it").click()
    expect(page.get_by_text("every figure is what its sources come to")).to_be_visible()
    seen()
    page.get_by_role("link", name="Send it back to the areas").click()
    seen()
    page.get_by_role("button", name="Send it back").click()
    expect(page.get_by_text("It went back to")).to_be_visible()
    seen(NATIONAL.replace(COLLECTION, "external"))

    page = as_("regional")
    seen(f"{NATIONAL}consolidated/1/")
    page.get_by_role("link", name="Is the part of North of England not complete?").click()
    seen()
    frozen = Consolidation.objects.get().content["all"]["figures"]["committed"]
    assert frozen == {"value": 280_000, "unknown": 0}
