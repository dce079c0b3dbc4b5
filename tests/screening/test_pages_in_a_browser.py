"""The pages of a screen in a real browser: accessible, on a phone, by keyboard, without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.conftest import cookies_of
from tests.screening.test_pages import HERE, PAGES

OF_EACH_KIND = [PAGES[one] for one in ("England", "commissioner", "practice", "list for review")]
OTHERS = {*PAGES.values(), f"{HERE}/?as_at=2017-01-01", "/", "/evidence/"} - {*OF_EACH_KIND}
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def open_pages(live_server, transactional_db, snapshot):
    """The pages are served; a snapshot stands behind them."""


@pytest.mark.parametrize(
    "paths",
    [
        pytest.param(OF_EACH_KIND, id="of each kind"),
        pytest.param(sorted(OTHERS), id="others", marks=pytest.mark.slow),
    ],
)
def test_every_page_is_accessible_at_a_desk_and_on_a_phone(open_pages, page, axe, paths):
    for path in paths:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(path)
        axe(page)
        page.set_viewport_size(PHONE)
        page.wait_for_function("document.body.classList.contains('nhsuk-frontend-supported')")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
        axe(page)


def test_the_first_key_leads_past_the_menu_and_focus_is_seen(open_pages, page):
    page.goto(f"{HERE}/practices/A81001/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to main content")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'maincontent'")
    page.keyboard.press("Tab")
    outline = page.evaluate(
        "(s => s.outlineStyle + s.boxShadow + s.backgroundColor)"
        "(getComputedStyle(document.activeElement))"
    )
    assert outline != "nonenonergba(0, 0, 0, 0)"


def test_the_rule_and_source_open_by_keyboard(open_pages, page):
    page.goto(f"{HERE}/practices/A81001/")
    criterion = page.locator("#GC11")
    criterion.locator("summary", has_text="Rule and source").focus()
    page.keyboard.press("Enter")
    expect(criterion.get_by_text("A local setting, which a team may change.")).to_be_visible()


def test_everything_works_without_scripts(open_pages, browser, live_server, client):
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport=PHONE
    )
    context.add_cookies(cookies_of(client, live_server.url))
    page = context.new_page()
    page.goto("/")
    page.get_by_role("link", name="England, area by area").click()
    page.locator("#areas a[href*='/areas/Q83/']").click()
    page.get_by_role("link", name="Criteria met").click()
    page.locator("#criteria tbody a").first.click()
    page.locator("#GC11 summary", has_text="Rule and source").click()
    expect(page.get_by_text("QOF points achieved: met when below 80%").first).to_be_visible()
    page.get_by_role("link", name="List for review").first.click()
    page.get_by_label("Area").select_option("Q83")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#list")).to_contain_text("P81001")
    context.close()
