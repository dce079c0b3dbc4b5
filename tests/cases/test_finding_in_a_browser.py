"""Practices that did not ask, in a real browser: found by the screen, offered help, declined."""

from __future__ import annotations

import re
from datetime import date

import pytest
import time_machine
from playwright.sync_api import Page, expect

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.cases.actions import name_contact, raise_concern
from resilience.cases.models import Case
from resilience.organisations.models import Coverage, Kind, Organisation
from tests.cases.test_finding import HERE, NOW, past, practice, somebody, two_listed  # noqa: F401
from tests.conftest import cookies_of
from tests.screening.conftest import england_to_show, snapshot  # noqa: F401
from tests.screening.pages import PROGRAMME

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PAST = (
    "practice_code,scheme,year,what,note\n"
    "A81006,Vulnerable Practice Programme,2016-17,declined,\nP81001,VPP,,received,\n"
)


@pytest.fixture
def in_2018():
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def people(in_2018, live_server, transactional_db, snapshot, signed_in, two_listed):  # noqa: F811
    """Somebody for each part, and what each page shows; the resilience lead is signed in."""
    practice_lead = signed_in(practice_lead="A81001")
    commissioner = signed_in(commissioner="00K")
    lead = signed_in(resilience_lead="Q74")
    group = Organisation.objects.create(code="GROUP-1", kind=Kind.GROUP, name="Coast Practices")
    for code in ("A81001", "A81002", "A81003"):
        Coverage.objects.create(organisation=group, area=practice(code), starts=date(2018, 1, 1))
    past("A81005", note="No time then.")
    raise_concern(
        by=somebody("lmc_officer", _committee()),
        practice=practice("A81004"),
        programme=PROGRAMME,
        why="Two partners left in spring, and nobody answered the advertisement.",
        at=NOW,
    )
    name_contact(
        by=Reader(lead, NOW.date()),
        programme=PROGRAMME,
        team=practice("Q74"),
        name="Ada North",
        role="Resilience lead",
        email="a.long.address.of.the.resilience.team@example.nhs.uk",
        phone="01632 960 123",
    )
    return {"lead": lead, "practice": practice_lead, "commissioner": commissioner}


def _committee() -> str:
    made = Organisation.objects.create(code="LMC-1", kind=Kind.LMC, name="Tees LMC")
    Coverage.objects.create(organisation=made, area=practice("00K"), starts=date(2018, 1, 1))
    from resilience.organisations.reach import rebuild_reach

    rebuild_reach()
    return made.code


def sign_in(page: Page, client, live_server, user: User) -> None:
    client.force_login(user)
    page.context.clear_cookies()
    page.context.add_cookies(cookies_of(client, live_server.url))


def look(page: Page, axe, address: str = "") -> None:
    """A page, wide and on a phone: accessible, and no wider than the screen."""
    if address:
        page.goto(address)
    for size in (PHONE, WIDE):
        page.set_viewport_size(size)
        page.wait_for_function("document.body.classList.contains('nhsuk-frontend-supported')")
        for folded in page.locator("details.accounts-seers").all():
            folded.evaluate("one => one.open = true")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= size["width"], f"{page.url}: {wide}"
        axe(page)


@pytest.mark.slow
def test_every_page_is_accessible(people, page, axe, client, live_server):
    for way in ("list_for_review", "earlier_offer", "group", "concern", "neighbour"):
        look(page, axe, f"{HERE}?by={way}")
    look(page, axe, f"{HERE}A81001/?by=list_for_review")
    look(page, axe, f"{HERE}GROUP-1/?by=group")
    page.get_by_label("Why").fill("")
    page.get_by_role("button", name="Record them in one case").click()
    expect(page.get_by_role("link", name="Write why")).to_be_visible()
    look(page, axe)
    for address in (
        "/cases/contacts/",
        f"/cases/contacts/{PROGRAMME}/Q74/",
        "/cases/past-support/",
    ):
        look(page, axe, address)
    sign_in(page, client, live_server, people["commissioner"])
    look(page, axe, f"/cases/concern/{PROGRAMME}/?q=a81")
    look(page, axe, f"/cases/concern/{PROGRAMME}/A81007/")
    page.context.clear_cookies()
    look(page, axe, f"/help/{PROGRAMME}/contacts/?q=a81001")


def test_a_practice_found_by_the_screen_is_offered_help_and_declines(
    people, page, axe, client, live_server
):
    look(page, axe, "/cases/found/")
    page.locator("tr", has_text="A81001").get_by_role("link", name="Record it").click()
    why = page.get_by_label("Why")
    assert "Inadequate" in why.input_value()
    why.fill(why.input_value() + "\nThe commissioner knows them well.")
    page.get_by_role("button", name="Record it").click()
    case = Case.objects.get(organisation__code="A81001")
    expect(page).to_have_url(re.compile(f"/cases/{case.reference}/$"))
    expect(page.get_by_text("It is not told.")).to_be_visible()
    page.goto(f"/cases/{case.reference}/offer/")
    look(page, axe)
    page.get_by_label("What you offer the practice, and why").fill("Two days of a manager's help.")
    page.locator("main form button[type=submit]").click()
    sign_in(page, client, live_server, people["practice"])
    page.set_viewport_size(PHONE)
    page.goto(f"/cases/{case.reference}/")
    expect(page.get_by_text("Two days of a manager's help.")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("Inadequate")
    page.goto(f"/cases/{case.reference}/decline/")
    page.get_by_label("Why, if you want to say").fill("Not now, thank you.")
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_url(re.compile(f"/cases/{case.reference}/$"))
    case.refresh_from_db()
    assert case.state == "declined"
    sign_in(page, client, live_server, people["lead"])
    page.goto(f"{HERE}?by=earlier_offer")
    row = page.locator("tr", has_text="A81001")
    expect(row.get_by_role("link", name=case.reference)).to_be_visible()
    expect(row).to_contain_text("Declined an offer")


@pytest.mark.slow
def test_past_support_is_loaded_after_a_look_at_it(people, page, axe):
    page.goto("/cases/past-support/")
    file = {"name": "past.csv", "mimeType": "text/csv", "buffer": PAST.encode()}
    page.get_by_label("CSV file").set_input_files([file])
    page.get_by_role("button", name="See what would be kept").click()
    expect(page.get_by_text("P81001 is no practice of yours")).to_be_visible()
    look(page, axe)
    page.get_by_role("button", name="Keep 1 row").click()
    expect(page.get_by_text("Rows of past.csv: 1 kept, 1 put aside.")).to_be_visible()
    page.goto(f"{HERE}?by=earlier_offer")
    expect(page.locator("tr", has_text="A81006")).to_be_visible()
