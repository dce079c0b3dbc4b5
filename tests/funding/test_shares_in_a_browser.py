"""Shares, an allocation and what it is meant for, in a browser; each page free of barriers."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from resilience.funding.years import Year
from tests.cases.world import user
from tests.conftest import cookies_of
from tests.screening.england import figures, loaded


@pytest.fixture
def listed(world, settings, tmp_path: Path) -> None:
    """The small England with lists of patients."""
    people = {"A81001": 5_000, "A81002": 2_500, "P81001": 2_500}
    path = figures(tmp_path / "lists.csv", "registered_patients", "2017-18", dict(people))
    loaded(tmp_path, path)


@pytest.mark.django_db(transaction=True)
def test_a_finance_lead_enters_an_allocation_and_says_what_it_is_meant_for(
    listed, page, axe, live_server, client: Client
):
    client.force_login(user("finance"))
    page.context.add_cookies(cookies_of(client, live_server.url))
    page.goto("/money/gprp-2018-19/2018-19/shares/")
    assert "£6,000,000" in page.locator("#shares").inner_text()
    axe(page)
    page.get_by_role("link", name="Enter its allocation").click()
    page.get_by_label("Allocated for the year, in all").fill("£5,900,000")
    page.get_by_label("Final after audit").check()
    page.get_by_label("Day of the allocation").fill(f"{Year.called('2018-19').starts:%-d %B %Y}")
    page.get_by_label("On what it rests").fill("As the letter has it.")
    axe(page)
    page.get_by_role("button", name="Enter the allocation").click()
    assert "£5,900,000 is allocated" in page.locator("main, body").first.inner_text()
    page.goto("/money/gprp-2018-19/2018-19/Q74/intended/")
    for name, pounds in (("already supported", "900000"), ("new to", "5000000"), ("each", "0")):
        page.get_by_label(name).fill(pounds)
    page.get_by_label("With whom was it talked over?").fill("The commissioners.")
    page.get_by_label("Why it is shared so").fill("By need.")
    page.get_by_role("button", name="Keep these shares").click()
    assert page.get_by_role("heading", name="Change what it is meant for").is_visible()
    axe(page)
    for place in ("receive/", "carry/", "intended/new/"):
        page.goto(f"/money/gprp-2018-19/2018-19/Q74/{place}")
        axe(page)
