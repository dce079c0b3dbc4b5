"""Two clusters formed, planned, ratified and found to show progress by pages alone; each page free
of barriers, at a desk and on a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from resilience.clusters.models import Cluster, ClusterPlan
from tests.clusters.forming.acting import RULES
from tests.clusters.forming.world import EACH, FIVE, OTHER_FIVE, lists
from tests.clusters.world import NAMES, PRACTICES, PROGRAMME, user
from tests.conftest import cookies_of

NAMED = dict(zip(PRACTICES, NAMES, strict=True))
PHONE, DESK = {"width": 390, "height": 800}, {"width": 1280, "height": 900}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_clusters_are_formed_and_ratified_by_pages(
    area, page, axe, live_server, client: Client, tmp_path: Path
) -> None:
    lists(tmp_path, dict.fromkeys(PRACTICES, EACH))

    def sign_in(name: str) -> None:
        client.force_login(user(name))
        page.context.clear_cookies()
        page.context.add_cookies(cookies_of(client, live_server.url))

    def checked() -> None:
        for size in (PHONE, DESK):
            page.set_viewport_size(size)
            axe(page)

    def press(name: str) -> None:
        page.get_by_role("button", name=name, exact=True).click()

    def link(name: str) -> None:
        page.get_by_role("link", name=name).first.click()

    def lead(practice: str) -> str:
        return f"lead{PRACTICES.index(practice) + 1}"

    def form_one(practices: tuple[str, ...], of: str, name: str) -> str:
        """Proposed from the practice's own page, answered by each, formed; its address."""
        first, *others = practices
        sign_in(lead(first))
        page.goto(f"/practices/{first}/cluster/{PROGRAMME}/")
        checked()
        link(of)
        for other in others:
            page.get_by_label(NAMED[other], exact=True).check()
        assert "45,000" in page.locator(".forming-sum").inner_text()
        checked()
        page.get_by_label("Name of the cluster").fill(name)
        press("Propose the cluster")
        address = page.url
        checked()
        for other in others:
            sign_in(lead(other))
            page.goto(f"/practices/{other}/cluster/{PROGRAMME}/")
            link("agree or decline")
            page.get_by_label("Yes, we agree").check()
            if other == others[0]:
                checked()
            press("Keep the answer")
        sign_in(lead(first))
        page.goto(address)
        press("Form the cluster")
        checked()
        press("Form the cluster")
        checked()
        return address

    def plan_it(address: str) -> None:
        page.goto(address)
        link("Begin the plan")
        checked()
        press("Begin the plan")
        for span in RULES.spans:
            link(f"Write the {span.title.lower()}")
            page.get_by_label("Title").fill(f"Our {span.title.lower()}")
            page.get_by_label("What it is to reach").fill("Fewer patients wait.")
            page.get_by_label("Workforce").check()
            page.get_by_label("Where these needs were found").fill("In the stocktake.")
            page.get_by_label("Develop the team").check()
            page.get_by_label("How you will know that it worked").fill("Visits, each month")
            page.get_by_label("Who leads it").fill("Practice manager")
            checked()
            press("Keep the project")
        link("Write it")
        page.get_by_label("The plan in a few sentences").fill("Visits first, then more.")
        press("Keep it")
        checked()
        press("Submit the plan")
        checked()
        press("Submit the plan")
        checked()

    def ratify_it(address: str) -> None:
        sign_in("commissioner")
        page.goto(f"{address}plan/")
        press("Ratify it or hand it back")
        for criterion in RULES.criteria:
            group = page.get_by_role("group", name=criterion.title)
            group.get_by_label("Met", exact=True).check()
            why = f"Why: {criterion.title[:1].lower()}{criterion.title[1:]}"
            page.get_by_label(why).fill("So it is.")
        page.get_by_label("Ratify it: every criterion is met").check()
        page.get_by_label("Why", exact=True).fill("A plan of all of them.")
        checked()
        press("Keep what you found")
        checked()

    first = form_one(FIVE, "of Severn Shore - Harbour", "Harbour practices")
    plan_it(first)
    second = form_one(OTHER_FIVE, "of Severn Shore - Levels", "Levels practices")
    plan_it(second)
    ratify_it(first)
    ratify_it(second)
    sign_in("lead1")
    page.goto(f"{first}plan/")
    link("Tell of progress")
    page.get_by_label("On track").check()
    page.get_by_label("What has changed").fill("Forty visits are shared each month.")
    checked()
    press("Keep what has changed")
    sign_in("commissioner")
    page.goto(f"{first}plan/")
    press("Look at the progress")
    page.get_by_label("Yes, progress is shown").check()
    page.get_by_label("On what this rests").fill("The rota was seen.")
    checked()
    press("Keep what you found")
    checked()
    link("Submission 1")
    checked()
    page.goto(f"/local/{PROGRAMME}/QUY/clusters/")
    checked()
    assert "Practices in no cluster" in page.locator("main").inner_text()
    assert Cluster.objects.filter(state="formed").count() == 2
    states = set(ClusterPlan.objects.values_list("state", flat=True))
    assert states == {"ratified", "shown"}


@pytest.mark.django_db(transaction=True)
def test_the_sum_follows_what_is_ticked(
    area, page, axe, live_server, client: Client, tmp_path: Path
) -> None:
    lists(tmp_path, dict.fromkeys(PRACTICES[1:], EACH))
    client.force_login(user("lead1"))
    page.context.add_cookies(cookies_of(client, live_server.url))
    page.goto(f"/local/{PROGRAMME}/15C/clusters/propose/")
    page.get_by_label("Beech Street").check()
    assert "At least 9,000 registered patients" in page.locator(".forming-sum").inner_text()
    page.get_by_label("Filter by name or code").fill("cedar")
    page.get_by_label("Cedar Park").check()
    assert "At least 18,000" in page.locator(".forming-sum").inner_text()
    axe(page)
    page.get_by_role("button", name="Add up the patients").click()
    assert "no list is known: Alder House" in page.locator(".forming-sum").inner_text()
