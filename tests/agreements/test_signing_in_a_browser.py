"""A memorandum in a real browser, at a desk and on a phone: it is put before both sides, each
confirms who they are and signs, and it is in force."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from playwright.sync_api import expect

from tests.agreements.world import NOW, approved
from tests.cases.test_assessing_in_a_browser import at_both_sizes
from tests.cases.test_case_pages_in_a_browser import as_  # noqa: F401
from tests.cases.world import user

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "stable lantern quiet orchard"


@pytest.fixture
def on_monday(live_server, transactional_db, world) -> Any:
    with time_machine.travel(NOW):
        yield


def signs(page, axe, here: str) -> None:
    """Whoever is signed in reads it, confirms who they are, and signs."""
    at_both_sizes(page, axe, f"{here}sign/")
    expect(page.get_by_role("link", name="clause 13 (Ending it early)").first).to_be_visible()
    page.get_by_role("link", name="Confirm that it is you").click()
    at_both_sizes(page, axe)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    at_both_sizes(page, axe)
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_role("link", name="Tick this to sign")).to_be_visible()
    at_both_sizes(page, axe)
    page.get_by_label("I have read this memorandum").check()
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_text("You signed the memorandum.")).to_be_visible()


def test_a_memorandum_is_put_before_both_sides_and_signed_by_each(on_monday, case, as_, axe):  # noqa: F811
    approved(case)
    for name in ("lead", "regional"):
        person = user(name)
        person.set_password(PASSWORD)
        person.save()
    here = f"/cases/{case.reference}/agreement/"
    page = as_("resilience")
    at_both_sizes(page, axe, f"{here}issue/")
    page.get_by_role("button", name="Put the memorandum before both sides").click()
    expect(page.get_by_text("The memorandum is before both sides to be signed.")).to_be_visible()
    at_both_sizes(page, axe, f"{here}sign/paper/")
    signs(as_("lead"), axe, here)
    signs(as_("regional"), axe, here)
    page.goto(f"{here}memorandum/1/")
    expect(page.get_by_text("In force from 7 January 2019 until 30 September 2019")).to_be_visible()
    at_both_sizes(page, axe)
    with page.expect_download() as kept:
        page.get_by_role("link", name="The memorandum as a PDF").click()
    assert kept.value.suggested_filename == f"{case.reference}-memorandum-1.pdf"
    case.refresh_from_db()
    assert case.state == "supported"
