"""A status and how it is confirmed, in a real browser: accessible, by keyboard, and on a phone."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from resilience.accounts.reader import Reader
from tests.screening.pages import DAY
from tests.screening.test_intelligence_in_a_browser import look
from tests.screening.test_pages import HERE
from tests.screening.test_statuses import PAGE, WHY, confirms

pytestmark = pytest.mark.slow


@pytest.fixture
def manager(live_server, transactional_db, snapshot, signed_in):
    return signed_in(commissioner="00K")


def test_a_status_is_confirmed_by_keyboard_and_read(
    live_server, transactional_db, snapshot, manager, page, axe
):
    by = Reader(manager, timezone.localdate())
    first = confirms(by, "red")
    confirms(by, "green", seen=first.pk, reason=WHY * 12)
    area = f"{HERE}/areas/00K/?as_at={DAY}"
    look(page, axe, [PAGE, f"{PAGE}confirm/", f"{HERE}/practices/A81001/", area])
    page.goto(f"{PAGE}confirm/")
    page.get_by_role("button", name="Confirm the status").press("Enter")
    expect(page.locator("a", has_text="Choose red, amber or green")).to_be_visible()
    axe(page)
    page.get_by_label("Amber").press("Space")
    page.get_by_label("Why").fill("One of them stays.")
    page.get_by_role("button", name="Confirm the status").press("Enter")
    expect(page.get_by_text("The status stands from now on.")).to_be_visible()
    expect(page.get_by_text("One of them stays.").first).to_be_visible()
    axe(page)
