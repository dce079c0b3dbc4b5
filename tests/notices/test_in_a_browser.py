"""Notices in a browser: accessible, on a phone too, and what somebody slips in does nothing."""

from __future__ import annotations

import pytest

from resilience.notices.actions import tell
from resilience.notices.models import Notice
from tests.accounts.people import person
from tests.notices.test_pages import HOSTILE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def ada(transactional_db, client):
    found = person("ada@example.org", password=None)
    client.force_login(found)
    return found


def test_the_pages_are_accessible_and_fit_the_screen(ada, page, axe):
    page.on("dialog", lambda said: pytest.fail(f"a script ran: {said.message}"))
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        Notice.objects.all().delete()
        for filled in (False, True):
            if filled:
                for number in range(30):
                    tell(
                        people=[ada], subject=f"Notice {number}", text="Two\n\nlines.", address="/"
                    )
                tell(people=[ada], subject=HOSTILE, text=HOSTILE + "long" * 200)
                Notice.objects.filter(subject="Notice 29").update(
                    given_up="2026-03-01T12:00Z", problem="refused with 550"
                )
            for address in ("/notices/", "/notices/preference/"):
                answer = page.goto(address)
                assert answer and answer.ok, address
                assert page.evaluate("document.documentElement.scrollWidth") <= width, address
                axe(page)


def test_a_person_reads_follows_and_chooses(ada, page, axe):
    for subject in ("First", "Second"):
        tell(people=[ada], subject=subject, text="It is with you.", address="/account/")
    page.goto("/")
    page.get_by_role("link", name="Notices (2) not read").click()
    page.get_by_role("link", name="Second").click()
    assert page.url.endswith("/account/")
    page.get_by_role("link", name="Notices (1) not read").click()
    page.get_by_role("button", name="Mark all as read").click()
    assert page.get_by_role("status").inner_text() == "1 notice marked as read."
    assert page.get_by_text("Not read", exact=True).count() == 0
    page.get_by_role("link", name="Change how you are told").click()
    assert page.get_by_label("An e-mail for each, at once").is_checked()
    page.get_by_label("One e-mail a day").check()
    page.get_by_role("button", name="Keep it").click()
    assert page.get_by_role("status").inner_text() == "Your choice is kept."
    axe(page)
