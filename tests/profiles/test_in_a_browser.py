"""The pages in a real browser: accessible, within the screen, and answering the pointer."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.profiles.places import DAY, england, on_the_map

SCREENS = {"desk": (1280, 900), "phone": (390, 844)}
PAGES = [
    "/indicators/",
    f"/indicators/calls_missed_percent/?as_at={DAY}",
    f"/indicators/calls_missed_percent/?as_at={DAY}&area=QHM&sort=name",
    f"/data-quality/?as_at={DAY}",
]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def store(transactional_db, home, tmp_path):
    found = england(home, tmp_path / "published")
    on_the_map(found)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("screen", SCREENS)
def test_the_pages_are_accessible_and_fit_the_screen(store, page, axe, screen):
    width, height = SCREENS[screen]
    page.set_viewport_size({"width": width, "height": height})
    for address in PAGES:
        page.goto(address)
        page.wait_for_function("document.body.classList.contains('nhsuk-frontend-supported')")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        axe(page)


def test_the_keyboard_names_each_practice_and_opens_it(store, page, axe):
    page.goto(PAGES[1])
    axe(page)
    chart = page.get_by_role("group", name="Practices in the chart").first
    chart.focus()
    page.keyboard.press("ArrowRight")
    said = page.locator(".look-plot--funnel .look-plot__said")
    said.get_by_role("link").wait_for()
    assert "%" in said.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/organisations/\w+/\?as_at={DAY}$"))


@pytest.mark.slow
def test_the_pointer_names_the_nearest_practice(store, page):
    page.goto(PAGES[1])
    x, y, _ = page.evaluate(
        "fetch(document.querySelector('.look-plot--funnel').dataset.lookPoints)"
        ".then(found => found.json()).then(found => found.funnel[0])"
    )
    box = page.locator(".look-plot--funnel svg").bounding_box()
    share = box["width"] / 720
    page.mouse.move(box["x"] + x * share + 2, box["y"] + y * share + 2)
    page.mouse.move(box["x"] + x * share, box["y"] + y * share)
    said = page.locator(".look-plot--funnel .look-plot__said a")
    said.wait_for()
    assert "B81001" in said.get_attribute("href")


@pytest.mark.slow
def test_without_scripts_everything_is_there(store, browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(PAGES[1])
    expect(page.get_by_role("img", name="Size and value")).to_be_visible()
    expect(page.get_by_role("link", name="Download 159 practices")).to_be_visible()
    assert page.locator("#practices tbody tr").count() == 50
    context.close()
