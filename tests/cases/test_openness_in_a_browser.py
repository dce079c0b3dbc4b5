"""How a team decides, in a real browser: accessible, and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.cases.conftest import at
from tests.cases.test_openness import PAGE, goes_through

pytestmark = pytest.mark.slow


@pytest.fixture
def asked(live_server, transactional_db, referred):
    for day in range(1, 12):
        case = referred(at=at(2018, 6, day, 9))
        goes_through(case, ("acknowledged", at(2018, 6, 14).date()))


def test_how_a_team_decides_is_accessible(asked, page, axe):
    for address in (PAGE, PAGE.removesuffix("Q74/")):
        for size in ({"width": 1280, "height": 900}, {"width": 390, "height": 844}):
            page.set_viewport_size(size)
            page.goto(address)
            for folded in page.locator("details").all():
                folded.evaluate("one => one.open = true")
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
            axe(page)
    page.goto(PAGE)
    expect(page.get_by_role("row", name="Requests received 11")).to_be_visible()
    page.get_by_role("link", name="The support matrix").press("Enter")
    assert page.url.endswith("#matrix")
