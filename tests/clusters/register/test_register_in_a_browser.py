"""A risk from the dashboard into the register, changed, closed and put on paper; and what is shared
with whom: in a browser, each page free of barriers on a desk and on a phone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from resilience.clusters.models import Risk
from tests.clusters.register.registering import confirmed
from tests.clusters.world import PRACTICES, PROGRAMME, user
from tests.conftest import cookies_of

RISKS = f"/local/{PROGRAMME}/QUY/risks/"
SHARING = f"/local/{PROGRAMME}/QUY/sharing/"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_a_manager_keeps_the_register_and_what_is_shared(
    area, page, axe, live_server, client: Client
):
    today = timezone.localdate()
    for code, status in zip(PRACTICES, ("red", "amber", "amber"), strict=False):
        confirmed(code, status, review_by=today + timedelta(days=30))
    client.force_login(user("commissioner"))
    page.context.add_cookies(cookies_of(client, live_server.url))

    def looked_at() -> None:
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            axe(page)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= size["width"], page.url
        page.set_viewport_size(DESK)

    def keep(button: str) -> None:
        looked_at()
        page.get_by_role("button", name=button).click()

    page.goto(RISKS)
    looked_at()
    page.get_by_role("link", name=re.compile("Take it in.*Alder House")).click()
    page.get_by_role("button", name="Take it in").click()
    page.get_by_label("Whose it is").fill("Head of primary care")
    page.get_by_label("Why you write it down so").fill("We were there.")
    keep("Take it in")
    page.goto(RISKS)
    page.get_by_role("link", name=re.compile("set it aside.*Beech Street")).click()
    page.get_by_label("Why it is set aside").fill("Help has begun.")
    keep("Set it aside")
    looked_at()
    page.get_by_role("link", name="Alder House is red").last.click()
    page.get_by_role("button", name="Look at it again, or change it").click()
    page.get_by_label("2. Unlikely").check()
    page.get_by_label("What you found").fill("A partner was found.")
    keep("Keep what I found")
    looked_at()
    page.goto(f"{RISKS}committee/")
    looked_at()
    page.goto(f"{RISKS}1/close/")
    page.get_by_label("What came of it").fill("It stands again.")
    keep("Close it")
    page.goto(f"{RISKS}add/")
    looked_at()
    page.goto(SHARING)
    page.get_by_role("button", name="Write down what was agreed").click()
    page.get_by_label("What is it about?").select_option("stocktake_clusters")
    page.get_by_label("With whom?").select_option("cluster_practices")
    page.get_by_label("Yes").check()
    page.get_by_label("How often?").select_option("yearly")
    page.get_by_label("Who agreed it").fill("Working group")
    page.get_by_label("Looked at again by").fill(f"{today + timedelta(days=90)}")
    page.get_by_label("Why").fill("Practices plan by it.")
    keep("Keep it and tell the practices")
    looked_at()
    page.goto(f"{SHARING}history/")
    looked_at()
    assert Risk.objects.get().closed == today
