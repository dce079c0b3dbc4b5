"""A round from its plan to its result, a practice's report, and sharing it by name, in a browser;
each page free of barriers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from resilience.clusters.models import SharedAnswers, Stocktake
from resilience.clusters.stocktake.freezing import close_rounds
from tests.clusters.forming.world import lists
from tests.clusters.stocktake.world import HARBOUR, LEVELS, all_answer, cluster
from tests.clusters.world import PRACTICES, PROGRAMME, user
from tests.conftest import cookies_of

ROUNDS = f"/local/{PROGRAMME}/QUY/stocktakes/"
OWN = f"/practices/L81001/stocktake/{PROGRAMME}/"


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_a_round_is_planned_answered_and_told_and_a_result_shared(
    area, settings, page, axe, live_server, client: Client
):
    today = timezone.localdate()
    lists(settings.RESILIENCE_HOME, dict.fromkeys(PRACTICES, 9_000), f"{today.replace(day=1)}")
    cluster(HARBOUR[:6], "Harbour together", today - timedelta(days=90))
    cluster(LEVELS[:5], "Levels together", today - timedelta(days=90))

    def sign_in(name: str) -> None:
        client.force_login(user(name))
        page.context.clear_cookies()
        page.context.add_cookies(cookies_of(client, live_server.url))

    sign_in("commissioner")
    page.goto(ROUNDS)
    axe(page)
    page.get_by_role("button", name="Plan a round").click()
    page.get_by_role("button", name="Plan this round").click()
    axe(page)
    page.get_by_label("What is the round called?").fill("Stocktake")
    page.get_by_label("First day").fill(f"{today + timedelta(days=1):%-d %B %Y}")
    page.get_by_label("Last day").fill(f"{today + timedelta(days=20):%-d %B %Y}")
    page.get_by_role("button", name="Plan this round").click()
    axe(page)
    page.get_by_role("link", name="Call the round off").click()
    axe(page)
    round_ = Stocktake.objects.get()
    over = {"opens": today - timedelta(days=20), "closes": today - timedelta(days=1)}
    Stocktake.objects.filter(pk=round_.pk).update(**over)
    round_.refresh_from_db()
    all_answer(round_, {code: place % 4 for place, code in enumerate(PRACTICES)})
    close_rounds(timezone.now())
    page.goto(f"{ROUNDS}{round_.pk}/")
    assert page.get_by_text("14 of 14 practices answered").is_visible()
    axe(page)
    page.get_by_role("link", name="Harbour together", exact=True).click()
    axe(page)
    page.goto(f"{ROUNDS}{round_.pk}/published/")
    axe(page)

    sign_in("lead1")
    page.goto(OWN)
    axe(page)
    page.get_by_role("link", name="Share these answers with somebody").click()
    page.get_by_role("button", name="Go on").click()
    axe(page)
    page.get_by_label("E-mail address of the person").fill("locality@example.nhs.uk")
    page.get_by_label("The result and every answer").check()
    page.get_by_label("Last day on which they may read it").fill(
        f"{today + timedelta(days=30):%-d %B %Y}"
    )
    page.get_by_label("Why do you share it?").fill("You asked how we manage.")
    page.get_by_role("button", name="Go on").click()
    axe(page)
    page.get_by_role("button", name="Share it with Locality").click()
    axe(page)
    sign_in("locality")
    page.goto(f"/local/{PROGRAMME}/shared/{SharedAnswers.objects.get().pk}/")
    axe(page)
    sign_in("lead1")
    page.goto(f"{OWN}shares/")
    assert page.get_by_text("by Locality").is_visible()
    page.get_by_role("link", name="End this").click()
    axe(page)
    page.get_by_role("button", name="Stop sharing").click()
    assert page.get_by_text("Locality can read it no longer").is_visible()
