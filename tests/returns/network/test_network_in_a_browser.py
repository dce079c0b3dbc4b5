"""The network of a programme in a browser; each page free of barriers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.cases.world import PROGRAMME, user
from tests.conftest import cookies_of

HERE = f"/network/{PROGRAMME}/"


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_somebody_joins_asks_and_signs_up_and_the_national_team_keeps_it(
    world, page, axe, live_server, client: Client
):
    def sign_in(name: str) -> None:
        client.force_login(user(name))
        page.context.clear_cookies()
        page.context.add_cookies(cookies_of(client, live_server.url))

    sign_in("resilience")
    page.goto(HERE)
    page.get_by_role("button", name="Stand in the directory").click()
    page.get_by_label("I agree that my name").check()
    page.get_by_label("Also on the distribution list").check()
    axe(page)
    page.get_by_role("button", name="Stand in the directory").click()
    axe(page)
    page.get_by_role("link", name="Questions and answers").click()
    page.get_by_label("What it is about").fill("Part-time GPs")
    page.get_by_label("Your question").fill("How are they counted?")
    page.get_by_role("button", name="Ask the question").click()
    axe(page)
    sign_in("national")
    page.goto(f"{HERE}questions/")
    page.get_by_role("link", name="Part-time GPs").click()
    page.get_by_label("Answer").fill("By sessions.")
    axe(page)
    page.get_by_role("button", name="Keep the answer").click()
    page.goto(f"{HERE}add/")
    axe(page)
    page.goto(f"{HERE}events/new/")
    soon = timezone.localdate() + timedelta(days=20)
    page.get_by_label("What it is called").fill("Peer support")
    page.get_by_label("On which day").fill(f"{soon:%-d %B %Y}")
    page.get_by_label("From").fill("14:00")
    page.get_by_label("To", exact=True).fill("16:00")
    page.get_by_label("Where").fill("Leeds")
    page.get_by_label("What it is about").fill("What worked.")
    page.get_by_label("Places (optional)").fill("1")
    axe(page)
    page.get_by_role("button", name="Announce it").click()
    axe(page)
    where = page.url
    page.goto(HERE)
    with page.expect_download() as taken:
        page.get_by_role("button", name="Take the distribution list (CSV)").click()
    assert "resilience@example.nhs.uk" in taken.value.path().read_text("utf-8-sig")
    page.get_by_role("link", name="Check or remove").click()
    axe(page)
    sign_in("regional")
    page.goto(where)
    page.get_by_role("button", name="Sign up").click()
    assert "0 of 1 left" in page.locator("main").inner_text()
    page.goto(f"{HERE}events/")
    axe(page)
