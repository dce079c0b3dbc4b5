"""My work in a real browser, as a practice manager and a resilience lead look at it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import time_machine
from django.test import Client

from resilience.cases.actions import begin_draft, hand_over, take
from tests.cases.conftest import RECEIVED, at
from tests.cases.world import PROGRAMME, practice, reader, user
from tests.conftest import cookies_of

pytestmark = pytest.mark.django_db(transaction=True)
NOON = at(2019, 1, 9, 12)
DAY = NOON.date()
SIZES = {"desktop": 1280, "phone": 390}


@pytest.fixture
def busy(referred) -> None:
    """A request that was asked about, one that somebody has, one that nobody has; a form begun."""
    lead = reader("lead", DAY)
    begin_draft(by=lead, practice=practice(), programme=PROGRAMME, form="one_sheet", at=NOON)
    asked, given = referred(), referred("A81002", RECEIVED, "second_lead")
    referred("P81001", at(2019, 1, 2, 10), "other_lead")
    by = reader("resilience", DAY)
    take(by=by, case=asked, step="acknowledge", seen=1, at=NOON)
    take(by=by, case=asked, step="ask", seen=2, at=NOON, text="How many sessions are free?")
    hand_over(by=by, case=given, to=user("resilience"), seen=1, at=NOON)


@pytest.mark.parametrize("name", ["lead", "resilience", "regional", "finance"])
def test_my_work_is_clear_and_accessible(name, busy, page, client: Client, live_server, axe):
    with time_machine.travel(NOON, tick=True):
        client.force_login(user(name))
        page.context.add_cookies(cookies_of(client, live_server.url))
        for size, width in SIZES.items():
            page.set_viewport_size({"width": width, "height": 900})
            page.goto("/my-work/")
            assert page.locator("h1").inner_text() == "My work"
            axe(page)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width
            if folder := os.environ.get("RESILIENCE_TEST_PICTURES"):
                page.screenshot(path=Path(folder) / f"work-{name}-{size}.png", full_page=True)


def test_from_the_front_page_to_the_question_of_the_team(
    busy, page, client: Client, live_server, axe
):
    with time_machine.travel(NOON, tick=True):
        client.force_login(user("lead"))
        page.context.add_cookies(cookies_of(client, live_server.url))
        page.goto("/")
        assert "2 things wait for you" in page.locator("main").inner_text()
        axe(page)
        page.get_by_role("main").get_by_role("link", name="My work").click()
        page.get_by_role("link", name="The Dene Surgery").first.click()
        assert "The local team has asked you something" in page.locator("main").inner_text()


def test_the_dossier_is_downloaded_from_the_page_of_its_case(
    referred, page, client: Client, live_server, axe
):
    case = referred()
    with time_machine.travel(NOON, tick=True):
        client.force_login(user("resilience"))
        page.context.add_cookies(cookies_of(client, live_server.url))
        page.goto(f"/cases/{case.reference}/")
        page.get_by_role("link", name="Dossier").click()
        for size, width in SIZES.items():
            page.set_viewport_size({"width": width, "height": 900})
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            if folder := os.environ.get("RESILIENCE_TEST_PICTURES"):
                page.screenshot(path=Path(folder) / f"dossier-{size}.png", full_page=True)
        with page.expect_download() as coming:
            page.get_by_role("button", name="Download the redacted dossier").click()
        assert coming.value.suggested_filename == f"{case.reference}-dossier-redacted.zip"
