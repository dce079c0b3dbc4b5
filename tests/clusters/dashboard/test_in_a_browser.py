"""Every page of a dashboard in a browser: accessible at a desk and on a phone."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.clusters.dashboard.world import everything
from tests.clusters.world import PROGRAMME, user
from tests.conftest import cookies_of

HERE = f"/local/{PROGRAMME}/QUY/"
PAGES = (
    *("", "practices/", "compare/practice/?domain=access", "compare/icb/?domain=quality"),
    *("inequality/", "moved/?since=2026-01-01"),
)
PRACTICE = f"/practices/L81001/dashboard/{PROGRAMME}/"


@pytest.fixture
def served(live_server, transactional_db, settings, figures_of_an_area, today) -> None:
    settings.RESILIENCE_HOME = figures_of_an_area
    everything(figures_of_an_area)


def test_every_page_is_accessible_at_a_desk_and_on_a_phone(
    served, page, axe, client: Client, live_server
):
    client.force_login(user("resilience"))
    page.context.add_cookies(cookies_of(client, live_server.url))
    for path in (*(HERE + one for one in PAGES), PRACTICE):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(path)
        axe(page)
        page.set_viewport_size({"width": 390, "height": 844})
        page.wait_for_function("document.body.classList.contains('nhsuk-frontend-supported')")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
        axe(page)


def test_a_signal_leads_to_the_figures_behind_it(served, page, client: Client, live_server):
    client.force_login(user("resilience"))
    page.context.add_cookies(cookies_of(client, live_server.url))
    page.goto(HERE)
    page.locator("#domains-table").get_by_role("link", name="1 red, Quality").click()
    page.get_by_role("link", name="Alder House").click()
    assert page.get_by_text("CQC overall rating: Inadequate in January 2026").is_visible()
