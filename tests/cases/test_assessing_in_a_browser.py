"""Assessing in a real browser: two assessors differ and moderation settles; every page accessible,
at a desk and on a phone."""

from __future__ import annotations

import pytest
import time_machine
from playwright.sync_api import expect

from resilience.cases.models import Case
from tests.cases.assessed import JUSTIFICATION, MONDAY, known, named, under_assessment
from tests.cases.placed import set_deciding
from tests.cases.test_case_pages_in_a_browser import PHONE, WIDE, as_, looked_at  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def case(live_server, transactional_db, world, referred) -> Case:
    """One that two people have to assess, of which something is known."""
    with time_machine.travel(MONDAY):
        set_deciding(second_percent=100)
        case = under_assessment(referred())
        known("GC8", note="The partners have not spoken since the summer.")
        named("regional", "performance")
        yield case


def place(page, scope: str, impact: str, why: str, *criteria: str) -> None:
    page.locator(f"[name=scope][value='{scope}']").check()
    page.locator(f"[name=impact][value='{impact}']").check()
    for one in criteria:
        page.locator(f"[name=criteria][value={one}]").check()
    page.get_by_label("Why it stands there").fill(why)


def at_both_sizes(page, axe, address: str = "") -> None:
    if address:
        page.goto(address)
    for size in (PHONE, WIDE):
        page.set_viewport_size(size)
        looked_at(page, axe)


def test_two_assessors_differ_and_moderation_settles(case, as_, axe):  # noqa: F811
    here = f"/cases/{case.reference}/"
    page = as_("resilience")
    at_both_sizes(page, axe, f"{here}place/")
    meaning = page.get_by_text("a particular and urgent reason", exact=True)
    expect(meaning).to_be_hidden()
    place(page, "5", "4", "")
    expect(meaning).to_be_visible()
    expect(page.get_by_text("Scope 5, impact 4: High")).to_be_visible()
    expect(page.get_by_text("Scope 4, impact 4: High")).to_be_hidden()
    page.get_by_role("button", name="Place it").click()
    page.get_by_role("link", name="Write why it stands there").click()
    expect(page.get_by_label("Why it stands there")).to_be_focused()
    at_both_sizes(page, axe)
    place(page, "5", "4", JUSTIFICATION, "GC8")
    meaning.click()
    page.get_by_role("button", name="Place it").click()
    expect(page.get_by_text("It waits for that.")).to_be_visible()
    at_both_sizes(page, axe)

    page = as_("regional")
    page.goto(f"{here}assessments/1/")
    expect(page.get_by_text("you do not see where it was placed")).to_be_visible()
    page.get_by_role("link", name="Place it yourself").click()
    at_both_sizes(page, axe)
    place(page, "3", "3", "Their plan covers most of it.", "GC8")
    page.get_by_role("button", name="Place it").click()
    expect(page.get_by_text(JUSTIFICATION)).to_be_visible()
    page.get_by_role("link", name="Settle where it stands").click()
    at_both_sizes(page, axe)
    place(page, "4", "4", "Both agree that it is not urgent, but will last.", "GC8")
    page.get_by_role("button", name="Settle it").click()
    at_both_sizes(page, axe)
    case.refresh_from_db()
    assert (case.placement.kind, case.placement.cell) == ("settled", (4, 4))


@pytest.mark.slow
def test_the_pages_beside_an_assessment_are_accessible(case, as_, axe):  # noqa: F811
    page = as_("regional")
    here = f"/cases/{case.reference}/"
    for address in ("judge/", "safety/", "earlier-help/"):
        at_both_sizes(page, axe, here + address)
        page.locator("main form button[type=submit]").click()
        at_both_sizes(page, axe)
    at_both_sizes(page, axe, f"{here}settle/")


@pytest.mark.slow
def test_what_people_judge_is_answered_and_counts(case, as_):  # noqa: F811
    page = as_("resilience")
    page.goto(f"/cases/{case.reference}/judge/")
    asked = page.locator("#GC5")
    asked.get_by_label("How many GP posts are vacant").fill("2")
    asked.get_by_label("What is known").fill("Both were advertised twice.")
    page.get_by_role("button", name="Record what you answered").click()
    expect(page.get_by_text("Recorded under 1 criterion.")).to_be_visible()
    expect(page.locator("tr#GC5")).to_contain_text("Both were advertised twice.")
    expect(page.locator("tr#GC5")).to_contain_text("Met")
