"""The public pages in a real browser: accessible, within the screen, usable without a mouse."""

from __future__ import annotations

import pytest

from resilience.evidence.store import Store
from tests.evidence.stores import add, analyst_row

pytestmark = [pytest.mark.usefixtures("small_england"), pytest.mark.slow]

PAGES = {
    "an empty search": "/search/",
    "results": "/search/?q=surgery",
    "nothing found": "/search/?q=zanzibar",
    "a practice": "/organisations/A81001/?as_at=2018-06-30",
    "a closed practice": "/organisations/A81002/?as_at=2026-03-01",
    "a wrong day": "/organisations/A81001/?as_at=soon",
    "a region": "/organisations/Y63/?as_at=2026-03-01",
    "a commissioner": "/organisations/16C/?as_at=2026-03-01",
    "no such code": "/organisations/Z99999/",
}


@pytest.fixture(autouse=True)
def figures(home) -> None:
    rows = [
        analyst_row("A81001", "patients_per_gp", year, numerator=value, denominator=2.0)
        for year, value in (("2015", 4000.0), ("2016", 4100.0), ("2017", 4400.0))
    ]
    add(Store(home), "analyst_figures", "2015/2017", rows)


@pytest.mark.parametrize("screen", [(1280, 900), (390, 844)], ids=["desk", "phone"])
@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_accessible_and_fits_the_screen(page, axe, name, screen):
    page.set_viewport_size({"width": screen[0], "height": screen[1]})
    page.goto(PAGES[name])
    assert page.evaluate("document.documentElement.scrollWidth") <= screen[0]
    axe(page)


def test_from_a_search_to_a_practice_and_up_to_its_area_by_keyboard(page):
    page.goto("/search/")
    page.get_by_role("searchbox", name="Practice, area, code or postcode").fill("surgery b81001")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Surgery B81001").press("Enter")
    page.get_by_role("heading", level=1, name="Surgery B81001").wait_for()
    page.get_by_role("link", name="NHS Hull CCG").first.press("Enter")
    page.get_by_role("heading", level=1, name="NHS Hull CCG").wait_for()


def test_another_day_is_chosen_on_the_page(page):
    page.goto("/organisations/A81001/")
    page.get_by_label("Show this page as at").fill("2018-06-30")
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_role("heading", level=1, name="New Surgery").wait_for()
    assert "as_at=2018-06-30" in page.url
