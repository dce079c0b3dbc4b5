"""Every component in a real browser: accessible, within the screen, allowed by the policy."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.urls("tests.look.sample")

SCREENS = {"desk": (1280, 900), "phone": (390, 844), "small phone": (320, 640)}


@pytest.mark.parametrize("screen", SCREENS)
def test_the_components_are_accessible_and_fit_the_screen(page, axe, screen):
    width, height = SCREENS[screen]
    page.set_viewport_size({"width": width, "height": height})
    page.goto("/")
    page.wait_for_function("document.body.classList.contains('nhsuk-frontend-supported')")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    axe(page)


def test_typing_in_the_filter_leaves_the_rows_that_match(page):
    page.goto("/")
    page.get_by_label("Filter by name or code").fill("y00002")
    assert page.locator("#criteria tbody tr:visible").count() == 1
    assert page.get_by_role("status").inner_text() == "1 of 2 rows shown"


def test_the_keyboard_reaches_the_grid(page):
    page.goto("/")
    page.get_by_role("region", name="Criteria of each practice").focus()
    assert page.evaluate("document.activeElement.classList.contains('look-scroll')")
