"""What people wrote and where they write it, in a real browser: accessible, and on a phone."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from resilience.accounts.models import NamedReader
from resilience.accounts.reader import Reader
from resilience.organisations.models import Organisation
from resilience.profiles.actions import add_context
from tests.conftest import cookies_of
from tests.screening.entered import ABOUT_A_PERSON, PARTLY, PRACTICE, USUAL, enters
from tests.screening.pages import DAY
from tests.screening.test_pages import HERE

pytestmark = pytest.mark.slow

FIGURE = "qof_points_percent"
SCREENED = [PRACTICE, f"{HERE}/review/", f"{PRACTICE}local/{USUAL}/"]
SCREENED += [f"{PRACTICE}local/{one}/" for one in (PARTLY, ABOUT_A_PERSON, "GC6", "GC13")]
FIGURES = [
    f"/practices/A81001/profile/?as_at={DAY}",
    f"/practices/A81001/print/?as_at={DAY}",
    f"/compare/?practice=A81001&practice=A81002&as_at={DAY}",
    f"/indicators/{FIGURE}/?as_at={DAY}&area=00K&sort=name",
    f"/practices/A81001/context/{FIGURE}/",
]
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def told(live_server, transactional_db, snapshot, signed_in):
    """A81001 said something; a manager who is named for restricted records entered something."""
    practice = Organisation.objects.get(code="A81001")
    lead = signed_in(practice_lead="A81001")
    text = "A branch surgery opened in May; its patients had no figures before.\n" * 3
    add_context(by=Reader(lead, DAY), practice=practice, indicator=FIGURE, text=text)
    manager = signed_in(commissioner="00K")
    NamedReader.objects.create(
        user=manager, organisation=practice, subject="performance", starts=date(2018, 1, 1)
    )
    for criterion, tier in ((USUAL, ""), (USUAL, "deliberation"), (ABOUT_A_PERSON, "")):
        enters(Reader(manager, DAY), criterion, tier=tier, note="Known from a visit. " * 20)
    return lead, manager


def look(page, axe, addresses) -> None:
    for address in addresses:
        for size in (WIDE, PHONE):
            page.set_viewport_size(size)
            page.goto(address)
            for folded in page.locator("details.accounts-seers").all():
                folded.evaluate("one => one.open = true")
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= size["width"], address
            axe(page)


def test_what_is_known_locally_is_accessible(told, page, axe):
    look(page, axe, SCREENED)
    page.goto(PRACTICE)
    expect(page.get_by_text("Restricted: readers named for it")).to_be_visible()
    page.get_by_text("Who can see this page").click()
    expect(page.get_by_text("This page is seen by")).to_be_visible()


def test_what_a_practice_says_is_accessible_and_written_by_keyboard(
    told, page, axe, client, live_server
):
    client.force_login(told[0])
    page.context.add_cookies(cookies_of(client, live_server.url))
    look(page, axe, FIGURES)
    page.goto(f"/practices/A81001/context/{FIGURE}/")
    page.get_by_label("What readers should know").fill("Ring 01632 960 123.")
    page.get_by_role("button", name="Show it beside the figure").press("Enter")
    expect(page.locator("a", has_text="Leave out the telephone number")).to_be_visible()
    axe(page)
    page.get_by_label("What readers should know").fill("It is better now.")
    page.get_by_role("button", name="Show it beside the figure").press("Enter")
    expect(page.get_by_text("Your context is shown")).to_be_visible()
    page.goto(FIGURES[0])
    expect(page.get_by_text("It is better now.").first).to_be_visible()
