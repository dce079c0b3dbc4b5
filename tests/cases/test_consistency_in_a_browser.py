"""Whether like cases are placed alike, in a real browser: each look, on a desk and on a phone."""

from __future__ import annotations

import re

import pytest
import time_machine
from playwright.sync_api import Page, expect

from tests.cases.conftest import at
from tests.cases.placed import placed
from tests.cases.world import PROGRAMME, practice, reader, user
from tests.conftest import cookies_of

NOW = at(2019, 1, 7, 9)
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def on_monday():
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def placements(on_monday, live_server, referred) -> str:
    """Twelve cases placed twice, one of them far from the others; its reference."""
    by, second = reader("resilience", NOW.date()), reader("regional", NOW.date())
    for number in range(12):
        case = referred("A81002" if number else "A81001")
        case.team = practice("Q74")
        placed(case, 5 if number % 2 else 4, 4, by=by, at=NOW)
        placed(case, 4, 4 if number % 3 else 3, by=second, at=NOW, kind="second")
    far = referred("A81001")
    far.team = practice("Q74")
    placed(far, 1, 4, by=by, at=NOW)
    return far.reference


def test_a_lead_looks_at_how_alike_cases_are_placed(
    placements, page: Page, live_server, client, axe
):
    client.force_login(user("resilience"))
    page.context.add_cookies(cookies_of(client, live_server.url))
    page.goto("/cases/")
    page.get_by_role("link", name="Consistency of placements").click()
    expect(page).to_have_url(re.compile(f"/cases/consistency/{PROGRAMME}/$"))
    expect(page.get_by_role("heading", name="1 question")).to_be_visible()
    page.get_by_text("The 5 like cases").click()
    expect(page.get_by_text("Scope 5: R-").first).to_be_visible()
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        for look in ("Far from like cases", "Two assessors", "How firm bands are"):
            page.get_by_role("link", name=look).click()
            expect(page.locator(".consistency-shows [aria-current=page]")).to_have_text(look)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), look
            axe(page)
    page.get_by_role("link", name="Two assessors").click()
    expect(page.get_by_role("row", name="All together")).to_contain_text("12 cases")
    page.get_by_role("link", name="How firm bands are").click()
    page.get_by_text(re.compile("Scope one less: which")).click()
    expect(page.get_by_role("link", name=re.compile("^R-")).first).to_be_visible()
