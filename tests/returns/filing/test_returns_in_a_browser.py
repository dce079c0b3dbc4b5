"""A return in a real browser, at a desk and on a phone: a region writes it, and sends it one minute
late."""

from __future__ import annotations

import pytest

from tests.cases.conftest import at
from tests.cases.test_case_pages_in_a_browser import (  # noqa: F401
    PHONE,
    WIDE,
    as_,
    clock,
    looked_at,
)
from tests.returns.filing.test_pages import ALL, APRIL_OF
from tests.returns.filing.world import WORDS, returned, sent, written

pytestmark = pytest.mark.django_db(transaction=True)
JANUARY = at(2019, 1, 8, 10)


@pytest.mark.slow
def test_a_region_sends_its_return_one_minute_late(clock, money, as_, axe):  # noqa: F811
    sent(written(returned("january-2019", when=JANUARY), when=JANUARY), when=JANUARY)
    clock.move_to("2019-04-05T16:01:00+00:00")
    page = as_("regional")
    pages = ["", "figures/", "figures/paid/", "figures/available/", "differences/", "send/"]
    addresses = [ALL, *(APRIL_OF + one for one in pages), "/published/gprp-2018-19/2018-19/"]
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        for address in addresses:
            page.goto(address)
            looked_at(page, axe)
    page.goto(APRIL_OF)
    for title, text in [
        ("What has moved since the last return", WORDS["progress"]),
        ("What puts the programme at risk here", WORDS["risks"]),
    ]:
        page.get_by_role("link", name=title).click()
        looked_at(page, axe)
        page.get_by_role("button", name="Save").click()
        looked_at(page, axe)
        page.get_by_label(title).fill(text)
        page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Say what differs from the last return").click()
    for one in page.get_by_label("why it differs").all():
        one.fill("The memorandum was signed in January.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Check, sign off and send").click()
    looked_at(page, axe)
    assert page.get_by_text("will be marked so").is_visible()
    page.get_by_label("Your name and post").fill("Kim Lee, Head of Primary Care")
    page.get_by_role("button", name="Sign off and send").click()
    assert page.get_by_text("Sent late by 1 minute").first.is_visible()
    looked_at(page, axe)
    page.get_by_role("link", name="Return 1").click()
    assert page.get_by_text("5 April 2019 at 17:01").is_visible()
    looked_at(page, axe)
