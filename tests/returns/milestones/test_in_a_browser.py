"""Milestones in a real browser, at a desk and on a phone: looked at, written about and answered."""

from __future__ import annotations

import pytest

from tests.cases.test_case_pages_in_a_browser import (  # noqa: F401
    PHONE,
    WIDE,
    as_,
    clock,
    looked_at,
)
from tests.funding.world import committed, pot
from tests.returns.milestones.test_pages import ALL, NORTH

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.slow
def test_what_is_late_is_looked_at_written_about_and_answered(clock, case, as_, axe):  # noqa: F811
    clock.move_to("2019-02-06T10:00:00+00:00")
    committed(case, pot(10_000), 4_000)
    page = as_("national")
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        page.goto(ALL)
        looked_at(page, axe)
        page.goto(NORTH)
        for folded in page.locator("details").all():
            folded.evaluate("one => one.open = true")
        looked_at(page, axe)
    page.get_by_role(
        "link", name="Write to those who answer for the area about “All funding"
    ).click()
    page.get_by_role("button", name="Keep the letter and tell the area").click()
    looked_at(page, axe)
    page.get_by_label("Name of the Regional Director", exact=True).fill("A. Director")
    page.get_by_label("Name of the Regional Director of Commissioning Operations").fill("B. Lead")
    page.get_by_label("What you ask for").fill("Please tell us what is planned.")
    page.get_by_role("button", name="Keep the letter and tell the area").click()
    assert page.get_by_text("Letter 1 is kept. The area is told.").is_visible()
    page = as_("regional")
    page.goto(ALL)
    page.get_by_role("link", name="Letters about what is late").click()
    looked_at(page, axe)
    page.get_by_role("link", name="Letter 1: All funding committed").click()
    page.get_by_label("Your answer").fill("All is committed on Friday.")
    looked_at(page, axe)
    page.get_by_role("button", name="Send the answer").click()
    assert page.get_by_text("All is committed on Friday.").is_visible()
