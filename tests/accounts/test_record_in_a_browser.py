"""The record's page as an administrator meets it: accessible, and no wider than the window."""

from __future__ import annotations

import pytest

from resilience.audit.actions import record
from resilience.audit.sealing import seal
from resilience.organisations.models import Kind
from tests.accounts.people import organisation, person
from tests.conftest import cookies_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.mark.parametrize("width", [1280, 390])
def test_the_record_is_accessible_and_fits(home, client, page, live_server, axe, width):
    ccg = organisation("15E", Kind.CCG)
    user = person(role="administrator", at=ccg)
    for number in range(60):
        record(
            by=user.actor,
            act="membership.given",
            subject=("accounts.membership", str(number)),
            organisation="15E",
            after={"role": "analyst", "starts": "2026-03-01"},
            person=user.actor,
        )
    seal()
    client.force_login(user)
    page.context.add_cookies(cookies_of(client, live_server.url))
    page.set_viewport_size({"width": width, "height": 900})
    assert page.goto("/record/").ok
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_text("Older events").click()
    assert "number" in page.locator("#events").inner_text()
