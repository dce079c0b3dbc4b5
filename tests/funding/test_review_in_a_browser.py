"""The monthly review in a real browser, at a desk and on a phone: a month is chosen, the tables
unfold, and a forecast is entered."""

from __future__ import annotations

import pytest

from tests.cases.test_case_pages_in_a_browser import (  # noqa: F401
    PHONE,
    WIDE,
    as_,
    clock,
    looked_at,
)
from tests.funding.test_review_pages import REVIEW
from tests.funding.world import committed, pot

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.slow
def test_a_finance_lead_reviews_the_month_and_enters_a_forecast(clock, case, as_, axe):  # noqa: F811
    clock.move_to("2019-02-04T12:00:00+00:00")
    committed(case, pot(9_000), 4_000)
    page = as_("finance")
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        page.goto(REVIEW)
        for folded in page.locator("details").all():
            folded.evaluate("one => one.open = true")
        looked_at(page, axe)
        page.get_by_label("By", exact=True).select_option("Kind of help")
        page.get_by_role("button", name="Show").click()
        looked_at(page, axe)
    page.get_by_role("link", name="Enter a forecast").click()
    looked_at(page, axe)
    page.get_by_role("button", name="Enter the forecast").click()
    looked_at(page, axe)
    page.get_by_label("What will have been spent by 31 March").fill("8,500")
    page.get_by_label("On what that rests").fill("Two plans are signed this week.")
    page.get_by_role("button", name="Enter the forecast").click()
    assert page.get_by_text("The forecast is entered.").is_visible()
    assert page.get_by_text("Two plans are signed this week.").is_visible()
