"""A cohort of sixteen with a waiting list, in a browser; each page free of barriers, wide and
narrow."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from resilience.clusters.models import Offer
from tests.clusters.offers.world import AREA, asked, stands, states
from tests.clusters.world import PRACTICES, PROGRAMME, user
from tests.conftest import cookies_of

OWN = f"/practices/{PRACTICES[13]}/offers/{PROGRAMME}/"


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
@pytest.mark.usefixtures("area", "today")
def test_an_area_publishes_a_cohort_practices_choose_three_of_eight_and_wait(
    page, axe, live_server, client: Client
):
    def sign_in(name: str) -> None:
        client.force_login(user(name))
        page.context.clear_cookies()
        page.context.add_cookies(cookies_of(client, live_server.url))

    checked = both_widths(page, axe)
    sign_in("resilience")
    page.goto(AREA)
    checked()
    page.get_by_role("button", name="Publish an offer").click()
    checked()
    page.get_by_role("link", name="Productive General Practice Quick Start").click()
    page.get_by_role("button", name="Publish it").click()
    checked()
    page.get_by_label("How many places are there?").fill("2")
    page.get_by_label("From when may practices ask?").fill("11 May 2026")
    page.get_by_label("Until when may they ask?").fill("5 June 2026")
    page.get_by_label("When does it begin?").fill("8 June 2026")
    page.get_by_label("When does it end?").fill("31 August 2026")
    page.get_by_label("Where").fill("Harbour House")
    page.get_by_role("button", name="Publish it").click()
    checked()
    offer = Offer.objects.get()
    for code in PRACTICES[:2]:
        asked(offer, code)
    stands(PRACTICES[13], "green")
    sign_in("lead14")
    page.goto(OWN)
    checked()
    page.get_by_role("button", name="Ask for a place").click()
    for module in ("Frequent attenders", "Team planning"):
        page.get_by_label(module).check()
    page.get_by_role("button", name="Ask for a place").click()
    assert "Choose exactly 3: you chose 2" in page.locator("main").inner_text()
    checked()
    page.get_by_label("Clear job standards").check()
    page.get_by_role("button", name="Ask for a place").click()
    assert "number 1 on the waiting list" in page.locator("main").inner_text()
    checked()
    sign_in("resilience")
    page.goto(f"{AREA}1/")
    checked()
    page.get_by_role("link", name="Not eligible").first.click()
    checked()
    page.get_by_label("Why").fill("It took part last year.")
    page.get_by_role("button", name="Give it no place").click()
    assert states(offer)[PRACTICES[13]] == "placed"
    page.get_by_role("link", name="What came of it").click()
    checked()


def both_widths(page, axe) -> Callable[[], None]:
    """Checks a page on a desk and on a phone."""

    def checked() -> None:
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            axe(page)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{page.url} is {wide} wide on {width}"

    return checked
