"""An amber practice from its cause to green, in a browser; each page free of barriers, wide and
narrow."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.clusters.offers.test_offers_in_a_browser import both_widths
from tests.clusters.offers.world import AREA, published, stands
from tests.clusters.response.world import CODE, PACK, PAGE, complete_team
from tests.clusters.world import PROGRAMME, user
from tests.conftest import cookies_of


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
@pytest.mark.usefixtures("area", "today")
def test_the_cause_of_an_amber_practice_is_found_and_it_returns_to_green(
    page, axe, live_server, client: Client
):
    def sign_in(name: str) -> None:
        client.force_login(user(name))
        page.context.clear_cookies()
        page.context.add_cookies(cookies_of(client, live_server.url))

    checked = both_widths(page, axe)
    published("business_advice", closes=PACK.starts.replace(month=5, day=30))
    stands(CODE, "amber")
    sign_in("resilience")
    page.goto(f"{AREA}responses/")
    checked()
    page.get_by_role("link", name="Alder House").click()
    checked()
    page.get_by_role("link", name="Find the cause").click()
    page.get_by_role("button", name="Keep this cause").click()
    checked()
    page.get_by_role("radio", name="Partners near retirement").check()
    page.get_by_label("What shows it").fill("Two of three partners are over 60.")
    page.get_by_role("button", name="Keep this cause").click()
    page.get_by_role("link", name="Put somebody into the team").click()
    checked()
    page.get_by_label("Local medical committee").check()
    page.get_by_label("Somebody who signs in here").select_option(label="Officer")
    page.get_by_label("For whom they work").fill("The committee")
    page.get_by_role("button", name="Put them into the team").click()
    complete_team()
    page.get_by_role("link", name="Plan the next contact").click()
    page.get_by_label("About what?").fill("Who may become a partner")
    checked()
    page.get_by_role("button", name="Plan it").click()
    checked()
    sign_in("lead1")
    page.goto(PAGE)
    page.get_by_role("link", name="Say whether you agree").click()
    page.get_by_label("Yes, this is the cause").check()
    page.get_by_label("In your own words").fill("We asked six people.")
    checked()
    page.get_by_role("button", name="Keep this answer").click()
    page.get_by_role("link", name="Ask for money").click()
    page.get_by_label("How much?").fill("12,500")
    page.get_by_label("What for?").fill("Two days of legal advice.")
    page.get_by_role("button", name="Ask for it").click()
    checked()
    for number in range(4):
        page.get_by_label("Yes", exact=True).nth(number).check()
        page.get_by_label("Why, or why not").nth(number).fill("It is so.")
    page.get_by_role("button", name="Ask for it").click()
    sign_in("finance")
    page.goto(PAGE)
    page.get_by_role("link", name="Decide on £12,500").click()
    page.get_by_label("Grant it", exact=True).check()
    page.get_by_label("Why", exact=True).fill("It bridges to the new partner.")
    checked()
    page.get_by_role("button", name="Keep this decision").click()
    sign_in("officer")
    page.goto(PAGE)
    page.get_by_role("link", name="Record what came of it").click()
    page.get_by_label("What came of it").fill("A partner signs in July.")
    checked()
    page.get_by_role("button", name="Keep this").click()
    sign_in("commissioner")
    page.goto(f"/screening/{PROGRAMME}/practices/{CODE}/status/confirm/")
    page.get_by_label("Green", exact=True).check()
    page.get_by_label("Why").fill("A partner joined.")
    page.get_by_role("button").last.click()
    page.goto(PAGE)
    assert "The practice is green again" in page.locator("main").inner_text()
    checked()
    page.get_by_role("link", name="Settle the cause").click()
    page.get_by_label("What changed").fill("A partner joined in July.")
    checked()
    page.get_by_role("button", name="Settle it").click()
    page.get_by_role("link", name="End the team and its contacts").click()
    checked()
    page.get_by_role("button", name="End them today").click()
    story = page.locator(".offers-story").inner_text()
    assert "Confirmed green" in story and "Settled: Partners near retirement" in story
    checked()
