"""Money of a cluster from the promise to a practice's own page, in a browser; each page free of
barriers."""

from __future__ import annotations

import pytest
from django.test import Client

from resilience.funding.books.proof import faults
from tests.clusters.forming.world import ratified
from tests.clusters.payments.world import sums
from tests.clusters.world import PROGRAMME, user
from tests.conftest import cookies_of

MONEY = f"/local/{PROGRAMME}/15C/clusters/1/money/"


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_money_is_promised_approved_and_paid_in_turn(
    plan, money, today, page, axe, live_server, client: Client
):
    def sign_in(name: str) -> None:
        client.force_login(user(name))
        page.context.clear_cookies()
        page.context.add_cookies(cookies_of(client, live_server.url))
        page.goto(MONEY)

    sign_in("resilience")
    axe(page)
    page.get_by_role("button", name="Promise money").click()
    axe(page)
    page.get_by_label("Why").fill("The plan was begun.")
    page.get_by_label("When progress is shown: by when").fill("soon")
    page.get_by_role("button", name="Promise the money").click()
    assert page.get_by_text("Enter a day").first.is_visible()
    axe(page)
    page.get_by_label("When progress is shown: by when").fill("31 March 2027")
    page.get_by_role("button", name="Promise the money").click()
    assert "£10,000 is promised to 5 practices" in page.locator("main").inner_text()
    assert page.get_by_role("button", name="Approve this part").count() == 0
    sign_in("commissioner")
    page.get_by_role("button", name="Approve this part").click()
    page.get_by_label("What you saw").fill("All of them met.")
    page.get_by_label("Leave out Elm Tree, because").fill("It asks to wait.")
    axe(page)
    page.get_by_role("button", name="Approve it").click()
    assert "Left out on 11 May 2026: It asks to wait." in page.locator("main").inner_text()
    axe(page)
    page.goto(f"{MONEY}1/parts/2/approve/")
    assert "The plan is not ratified yet" in page.locator("main").inner_text()
    axe(page)
    sign_in("finance")
    page.get_by_role("button", name="Record what finance paid").click()
    page.get_by_label("Day, by the ledger").fill("11 May 2026")
    page.get_by_label("Number in the ledger").fill("BACS-1")
    page.get_by_label("Note").fill("The run of the week.")
    page.get_by_label("Downs Road").uncheck()
    axe(page)
    page.get_by_role("button", name="Record it").click()
    assert sums(money) == (10_000, 3_200, 2_400)
    page.get_by_role("link", name="Record what came back").first.click()
    axe(page)
    page.goto(MONEY)
    page.get_by_text("Entries in the books (").click()
    axe(page)
    page.get_by_role("link", name="Take it back").first.click()
    axe(page)
    page.get_by_label("Why it is taken back").fill("A slip.")
    page.get_by_role("button", name="Take it back").click()
    assert sums(money) == (10_000, 3_200, 1_600)
    page.get_by_role("button", name="Let money go").click()
    axe(page)
    ratified(plan)
    sign_in("lead1")
    told = page.locator("main").inner_text()
    assert "£2,000 is promised to your practice" in told
    assert "Beech Street" not in told
    page.set_viewport_size({"width": 320, "height": 700})
    axe(page)
    assert list(faults()) == []
