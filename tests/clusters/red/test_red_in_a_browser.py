"""A practice that is red, in a browser: steadied, its options weighed, its list dispersed on paper,
people heard, and decided; each page free of barriers, wide and narrow."""

from __future__ import annotations

import pytest
from django.test import Client

from resilience.clusters.models import Appraisal, Dispersal
from resilience.clusters.red.addressed import red_of
from tests.clusters.red.asks import appraisal_with_scores
from tests.clusters.world import PRACTICES, PROGRAMME, reader, user
from tests.conftest import cookies_of

CODE = PRACTICES[2]
RED = f"/practices/{CODE}/red/{PROGRAMME}/"


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_a_practice_is_steadied_and_what_comes_next_is_weighed_simulated_and_decided(
    town, page, axe, live_server, client: Client
):
    def sign_in(name: str) -> None:
        client.force_login(user(name))
        page.context.clear_cookies()
        page.context.add_cookies(cookies_of(client, live_server.url))

    def look() -> None:
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            axe(page)

    def press(name: str) -> None:
        page.get_by_role("button", name=name).click()

    def follow(name: str) -> None:
        page.get_by_role("link", name=name).first.click()

    sign_in("commissioner")
    page.goto(RED)
    look()
    page.get_by_role("button", name="Open a plan").click()
    press("Open this plan")
    look()
    page.get_by_label("What the practice is steadied for").fill("Open every day until August.")
    page.get_by_label("Cover the clinical sessions").check()
    page.get_by_label("Who does these").fill("Practice manager")
    press("Open this plan")
    look()
    follow("Look at the plan again")
    page.get_by_label("What you found").fill("Two locums stay until June.")
    look()
    press("Keep this review")

    follow("Weigh what comes next")
    page.get_by_label("What has to be settled").fill("Who cares for the patients from August?")
    look()
    press("Begin the appraisal")
    follow("Options weighed from")
    look()
    follow("Weigh it")
    look()
    made = appraisal_with_scores(
        red_of(reader("commissioner"), CODE, PROGRAMME), Appraisal.objects.get()
    )
    page.goto(f"{RED}options/1/")
    look()
    follow("Simulate a list dispersal")
    look()
    page.get_by_label("What to call this simulation").fill("As things stand")
    press("Simulate and keep it")
    page.wait_for_url("**/dispersal/*/")
    assert "not a forecast" in page.locator("main").inner_text()
    look()
    kept = Dispersal.objects.get()
    page.goto(f"{RED}dispersal/{kept.pk}/beside/{kept.pk}/")
    look()

    page.goto(f"{RED}engagement/")
    page.get_by_label("List dispersal").check()
    page.get_by_label("What people are told and asked").fill("Which practice would suit you?")
    page.get_by_label("When is it decided?").fill("31 July 2026")
    look()
    press("Begin this plan")
    follow("List dispersal")
    look()
    follow("Plan it")
    page.get_by_label("How", exact=True).fill("A letter to each household")
    page.get_by_label("By whom").fill("Engagement lead")
    page.get_by_label("By when").fill("10 June 2026")
    look()
    press("Keep this step")
    look()

    sign_in("resilience")
    page.goto(f"{RED}options/{made.number}/decide/")
    look()
    page.get_by_label("List dispersal").check()
    page.get_by_label("Why").fill("Neighbours have room, and nobody goes on.")
    press("Keep this decision")
    sign_in("lead3")
    page.goto(RED)
    follow("Options weighed from")
    assert "Neighbours have room" in page.locator("main").inner_text()
    assert "imulat" not in page.locator("main").inner_text()
    look()
