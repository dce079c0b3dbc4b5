"""The overview of the money and the books of a pot in a browser, wide and narrow."""

from __future__ import annotations

import pytest
import time_machine

from tests.cases.world import user
from tests.conftest import cookies_of
from tests.funding.world import NOW, committed, invoiced, paid, pot

AREA = "/money/gprp-2018-19/2018-19/"


@pytest.mark.django_db(transaction=True)
def test_the_money_is_read_at_any_width(case, page, live_server, client, axe):
    paid(invoiced(committed(case, pot(10_000), 4_000), 3_000), 2_000)
    pot(20_000, holder="Q83")
    client.force_login(user("national"))
    page.context.add_cookies(cookies_of(client, live_server.url))
    with time_machine.travel(NOW):
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto("/money/")
            assert page.url.endswith(AREA)
            axe(page)
            assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
            page.get_by_role("link", name="Cumbria and North East").click()
            assert page.get_by_role("heading", level=1).inner_text().endswith("North East")
            axe(page)
            assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
        page.get_by_label("Kind").select_option("payment")
        page.get_by_role("button", name="Show").click()
        assert page.locator("#entries-table tbody tr").count() == 1
