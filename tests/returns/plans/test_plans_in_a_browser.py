"""A delivery plan from the team to the practice and to the region, in a browser; each page free of
barriers."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from resilience.returns.models import DeliveryPlan
from tests.cases.world import PROGRAMME, user
from tests.conftest import cookies_of

YEAR = "2018-19"
TEAM = f"/delivery-plans/{PROGRAMME}/{YEAR}/Q74/"


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_a_team_writes_a_plan_tells_a_practice_and_the_region_assures_it(
    referred, page, axe, live_server, client: Client
):
    referred("A81001", timezone.now())

    def sign_in(name: str) -> None:
        client.force_login(user(name))
        page.context.clear_cookies()
        page.context.add_cookies(cookies_of(client, live_server.url))

    sign_in("resilience")
    page.goto(f"/delivery-plans/{PROGRAMME}/{YEAR}/")
    axe(page)
    page.get_by_role("link", name="Cumbria and North East").click()
    page.get_by_role("button", name="Write the delivery plan").click()
    page.get_by_role("button", name="Keep this plan").click()
    axe(page)
    page.get_by_label("On which day was it agreed?").fill("2 July 2018")
    page.get_by_label("Hartlepool").check()
    page.get_by_label("What was decided on the indicative share").fill("A third goes on.")
    page.get_by_label("The plan in a few sentences").fill("The smallest first.")
    page.get_by_label("What practices are to do").first.fill("Sign the memorandum")
    page.get_by_label("By when").first.fill("1 February 2019")
    page.get_by_role("button", name="Keep this plan").click()
    axe(page)
    page.get_by_role("link", name="Tell practices").click()
    axe(page)
    page.get_by_role("button", name="Tell 1 practice").click()
    axe(page)
    sign_in("lead")
    page.goto(f"/delivery-plans/{PROGRAMME}/{YEAR}/local-deadlines/")
    assert "Sign the memorandum" in page.locator("main").inner_text()
    axe(page)
    sign_in("regional")
    page.goto(f"{TEAM}assure/")
    page.get_by_label("Assured, with actions").check()
    page.get_by_label("Why").fill("The committee is not named.")
    page.get_by_label("What is to be done").first.fill("Agree it with the committee")
    page.get_by_label("By whom (a post)").first.fill("Resilience lead")
    page.get_by_label("By when").first.fill("31 January 2019")
    axe(page)
    page.get_by_role("button", name="Keep what was found").click()
    assert page.get_by_role("link", name="Say that it is done").is_visible()
    axe(page)
    page.get_by_role("link", name="Say that it is done").click()
    axe(page)
    page.goto(f"{TEAM}version/1/")
    axe(page)
    assert DeliveryPlan.objects.get().assurances.get().finding == "with_actions"
