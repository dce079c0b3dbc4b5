"""Cases in a real browser: a practice follows its own on a phone, a local lead works through those
of the day; every page is accessible, at a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from playwright.sync_api import expect

from resilience.cases.actions import take
from resilience.cases.models import Case
from tests.cases.conftest import at
from tests.cases.full_case import full_case
from tests.cases.world import reader, user
from tests.conftest import cookies_of

pytestmark = pytest.mark.django_db(transaction=True)
LAST_DAY = at(2019, 1, 9, 16)
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def clock(live_server, transactional_db) -> Iterator[Any]:
    """The clock of the server: Wednesday 9 January 2019, four in the afternoon."""
    with time_machine.travel(LAST_DAY) as clock:
        yield clock


@pytest.fixture
def as_(page, client, live_server) -> Callable[[str], Any]:
    """The browser, with somebody of the world signed in."""

    def sign_in(name: str) -> Any:
        client.force_login(user(name))
        page.context.add_cookies(cookies_of(client, live_server.url))
        return page

    return sign_in


def looked_at(page, axe) -> None:
    """The page as it stands fits its window and is accessible, unfolded."""
    for folded in page.locator("details.nhsuk-details").all():
        folded.evaluate("one => one.open = true")
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
    axe(page)


@pytest.mark.slow
def test_every_page_of_cases_is_accessible_and_fits_the_screen(clock, world, as_, axe):
    reference = full_case().reference
    pages = {
        "resilience": ["", "print/", "tell/", "assess/", "hand-over/", "note/"],
        "lead": ["", "print/", "withdraw/"],
        "commissioner": ["", "support/"],
    }
    for name, addresses in pages.items():
        page = as_(name)
        for address in ["/cases/", *[f"/cases/{reference}/{one}" for one in addresses]]:
            answer = page.goto(address)
            assert answer and answer.ok, address
            for size in (WIDE, PHONE):
                page.set_viewport_size(size)
                looked_at(page, axe)


def test_a_practice_follows_its_case_on_a_phone(clock, referred, as_, axe):
    case = referred(at=at(2019, 1, 8, 9))
    page = as_("lead")
    page.set_viewport_size(PHONE)
    page.goto("/cases/")
    looked_at(page, axe)
    page.get_by_role("link", name=case.reference).click()
    expect(page.get_by_text("It is the local team’s turn.")).to_be_visible()
    expect(page.get_by_text("By 22 January 2019.").first).to_be_visible()
    by, now = reader("resilience", LAST_DAY.date()), LAST_DAY
    take(by=by, case=case, step="acknowledge", seen=1, at=now, text="We have it.")
    take(by=by, case=case, step="ask", seen=2, at=now, text="How many sessions do you need?")
    page.reload()
    expect(page.get_by_text("The local team has asked you something")).to_be_visible()
    expect(page.get_by_text("Stands still")).to_be_visible()
    page.get_by_role("button", name="Answer the local team").click()
    page.get_by_role("button", name="Answer the local team").click()
    expect(page.get_by_role("link", name="Your answer: write something")).to_be_visible()
    looked_at(page, axe)
    page.get_by_label("Your answer").fill("Eleven a week.")
    page.get_by_role("button", name="Answer the local team").click()
    expect(page.get_by_text("The practice answered. The local team is told.")).to_be_visible()
    expect(page.get_by_text("Eleven a week.")).to_be_visible()
    looked_at(page, axe)


def test_a_lead_acknowledges_on_the_last_day_and_sees_another_turn_late(clock, referred, as_, axe):
    first, second = referred(), referred("A81002", by="second_lead")
    page = as_("resilience")
    page.goto("/cases/?waits=team")
    expect(page.get_by_role("row").filter(has_text=first.reference)).to_be_visible()
    page.goto(f"/cases/{first.reference}/")
    expect(page.get_by_text("By today, 9 January 2019.")).to_be_visible()
    page.get_by_role("button", name="Acknowledge it").click()
    page.get_by_label("Message to the practice").fill("We ring you tomorrow.")
    page.get_by_role("button", name="Acknowledge it").click()
    expect(page.get_by_text("The practice is told.")).to_be_visible()
    told = "Done on 9 January 2019. It was due by 9 January 2019."
    expect(_clock(page, "Acknowledge a self-referral").get_by_text(told)).to_be_visible()
    expect(_clock(page, "Acknowledge a self-referral").get_by_text("In time")).to_be_visible()
    looked_at(page, axe)
    clock.move_to(at(2019, 1, 10, 9))
    page = as_("resilience")
    page.goto(f"/cases/{second.reference}/")
    expect(_clock(page, "Acknowledge a self-referral").get_by_text("Late")).to_be_visible()
    page.goto("/cases/?due=late")
    row = page.get_by_role("row").filter(has_text=second.reference)
    expect(row.get_by_text("Late", exact=True)).to_be_visible()
    looked_at(page, axe)


def test_of_two_in_two_windows_the_second_loses_no_word(clock, referred, as_, browser):
    case = referred()
    page = as_("resilience")
    page.goto(f"/cases/{case.reference}/acknowledge/")
    other = page.context.new_page()
    other.goto(f"/cases/{case.reference}/acknowledge/")
    for window, words in ((page, "We ring you tomorrow."), (other, "We write to you.")):
        window.get_by_label("Message to the practice").fill(words)
        window.get_by_role("button", name="Acknowledge it").click()
    expect(other.get_by_text("This case changed after you opened the page")).to_be_visible()
    expect(other.get_by_text("We write to you.")).to_be_visible()
    assert Case.objects.get().events.count() == 2


def _clock(page, what: str) -> Any:
    return page.locator(".nhsuk-summary-list__row").filter(has_text=what)
