"""A footprint of 300 cases in a real browser: seen on the board, proposed with a budget, changed,
accepted and reviewed; every page is accessible, at a desk and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from resilience.cases.models import ListReview, Proposal
from resilience.cases.prioritising.chosen import chosen
from tests.cases.conftest import at
from tests.cases.crowd import crowd
from tests.cases.test_case_pages_in_a_browser import (  # noqa: F401
    PHONE,
    WIDE,
    as_,
    clock,
    looked_at,
)
from tests.cases.world import PROGRAMME

pytestmark = pytest.mark.django_db(transaction=True)
BOARD = f"/cases/priorities/{PROGRAMME}/"


@pytest.mark.slow
def test_300_cases_are_prioritised(clock, world, as_, axe):  # noqa: F811
    crowd(300, at(2019, 1, 8, 9))
    page = as_("regional")
    page.set_viewport_size(WIDE)
    page.goto("/cases/")
    page.get_by_role("link", name="Priorities").click()
    expect(page.get_by_text("To decide: 300")).to_be_visible()
    expect(page.get_by_text("is a local setting, not the published matrix")).to_be_visible()
    looked_at(page, axe)
    page.get_by_role("link", name="cases with scope 4 and impact 4").first.click()
    expect(page.get_by_role("heading", name="with scope 4 and impact 4")).to_be_visible()
    page.get_by_role("link", name="Propose whom to help").click()
    page.get_by_role("button", name="Work it out").click()
    expect(page.get_by_role("link", name="Enter the budget")).to_be_visible()
    looked_at(page, axe)
    page.get_by_label("Budget").fill("£1,500,000")
    page.get_by_label("What a case costs where nobody estimated it").fill("20,000")
    page.get_by_label("Kept for practices that were not helped before").fill("900000")
    page.get_by_role("button", name="Work it out").click()
    expect(page.get_by_text("Not accepted yet")).to_be_visible()
    looked_at(page, axe)
    page.get_by_role("link", name="Take out").first.click()
    page.get_by_label("Why R-").fill("Another fund pays for it.")
    looked_at(page, axe)
    page.get_by_role("button", name="Take it out").click()
    page.get_by_role("link", name="Put in or out by people").click()
    expect(page.get_by_text("Another fund pays for it.")).to_be_visible()
    page.get_by_role("link", name="Accept it").click()
    page.get_by_label("Why you accept it").fill("It fits our plan.")
    page.get_by_role("button", name="Accept it").click()
    expect(page.get_by_text("Accepted on 9 January 2019 by regional.")).to_be_visible()
    proposal = Proposal.objects.get()
    assert proposal.accepted and sum(chosen(proposal).values()) > 0
    page.goto(BOARD + "review/")
    page.get_by_label("What you looked at").fill("We looked at each again.")
    page.get_by_role("button", name="Record the review").click()
    expect(page.get_by_text("The next is due by 9 July 2019.")).to_be_visible()
    assert ListReview.objects.count() == 1
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        for address in ("", "equity/", "review/", f"proposals/{proposal.pk}/", "proposals/new/"):
            answer = page.goto(BOARD + address)
            assert answer and answer.ok, address
            looked_at(page, axe)
