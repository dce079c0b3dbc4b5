"""A practice works through a tool, asks for help and is helped, in a browser; each page free of
barriers, on a desk and on a phone."""

from __future__ import annotations

import pytest
from django.test import Client

from resilience.clusters.models import ToolkitWork
from tests.clusters.world import PRACTICES, PROGRAMME, user
from tests.conftest import cookies_of

OWN = f"/practices/{PRACTICES[0]}/toolkit/{PROGRAMME}/"
AREA = f"/local/{PROGRAMME}/QUY/toolkit/"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_a_practice_works_through_a_tool_and_gets_help(
    area, page, axe, live_server, client: Client
):
    def sign_in(name: str) -> None:
        client.force_login(user(name))
        page.context.clear_cookies()
        page.context.add_cookies(cookies_of(client, live_server.url))

    def looked_at() -> None:
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            axe(page)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= size["width"], page.url
        page.set_viewport_size(DESK)

    sign_in("lead1")
    page.goto(OWN)
    looked_at()
    page.get_by_role("link", name="Fewer missed appointments").click()
    page.get_by_label("1. Count missed appointments").check()
    page.get_by_label("Before (in a hundred appointments)").fill("9")
    page.get_by_label("Notes").fill("Most are missed on Mondays.")
    looked_at()
    page.get_by_role("button", name="Keep this").click()
    assert page.get_by_label("1. Count missed appointments").is_checked()
    page.get_by_role("link", name="Share it, or ask for help").click()
    looked_at()
    page.get_by_role("button", name="Share it and ask for help").click()
    sign_in("commissioner")
    page.goto(AREA)
    looked_at()
    page.get_by_role("link", name="Fewer missed appointments of Alder House").click()
    assert "Most are missed on Mondays." in page.locator("main").inner_text()
    looked_at()
    page.get_by_role("link", name="Say who will help").click()
    page.get_by_label("Who will help, and when").fill("A change manager, from 1 June")
    looked_at()
    page.get_by_role("button", name="Tell the practice").click()
    page.goto(f"{AREA}missed_appointments/")
    looked_at()
    assert ToolkitWork.objects.get().helped_by == "A change manager, from 1 June"
