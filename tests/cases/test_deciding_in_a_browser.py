"""Deciding in a real browser: two assessors differ, it is settled, decided, told in a letter,
looked at again by somebody else and changed; a footprint of 300 is prioritised and decided."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from playwright.sync_api import expect

from resilience.cases.actions.placing import place, place_second, settle
from resilience.cases.models import Case, Decision
from tests.cases.assessed import JUSTIFICATION, MONDAY, under_assessment
from tests.cases.crowd import crowd
from tests.cases.deciding_world import DAY, REASONS
from tests.cases.placed import set_deciding
from tests.cases.test_assessing_in_a_browser import at_both_sizes
from tests.cases.test_case_pages_in_a_browser import as_  # noqa: F401
from tests.cases.world import PROGRAMME, reader

pytestmark = pytest.mark.django_db(transaction=True)
AGAIN = "A third partner has resigned since you decided."


@pytest.fixture
def on_monday(live_server, transactional_db, world) -> Any:
    with time_machine.travel(MONDAY):
        yield


def differently_placed(case: Case) -> None:
    """By two who differ; settled by one of them."""
    told = {"criteria": ["GC8"], "justification": JUSTIFICATION, "at": MONDAY}
    for act, name, scope, impact in (
        (place, "resilience", 4, 5),
        (place_second, "regional", 3, 3),
        (settle, "regional", 4, 4),
    ):
        case.refresh_from_db()
        by = reader(name, DAY)
        act(by=by, case=case, seen=case.version, scope=scope, impact=impact, **told)


def test_a_decision_is_told_looked_at_again_and_changed(on_monday, referred, as_, axe):  # noqa: F811
    set_deciding(second_percent=100)
    case = under_assessment(referred())
    differently_placed(case)
    here = f"/cases/{case.reference}/"
    page = as_("resilience")
    at_both_sizes(page, axe, here)
    page.get_by_role("button", name="Decide", exact=True).click()
    at_both_sizes(page, axe)
    page.get_by_role("button", name="Go on").click()
    at_both_sizes(page, axe)
    page.get_by_role("link", name="Choose what you decide").click()
    expect(page.get_by_label("Offer help")).to_be_focused()
    page.get_by_label("Do not prioritise it now").check()
    expect(page.get_by_text("Which kinds of help do you offer?")).to_be_hidden()
    page.get_by_label("Why", exact=True).fill(REASONS)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Dear colleagues,")).to_be_visible()
    at_both_sizes(page, axe)
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_label("Why", exact=True)).to_have_value(REASONS)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Decide and send the letter").click()
    expect(page.get_by_role("heading", name="our decision")).to_be_visible()
    at_both_sizes(page, axe)

    page = as_("lead")
    at_both_sizes(page, axe, here)
    expect(page.get_by_text("Not prioritised for help now").first).to_be_visible()
    page.get_by_role("link", name="The letter of").click()
    expect(page.get_by_text(REASONS)).to_be_visible()
    page.goto(here)
    page.get_by_role("button", name="Ask for another look at the decision").click()
    page.get_by_label("What should be looked at again, and why").fill(AGAIN)
    page.get_by_role("button", name="Ask for another look at the decision").click()

    page = as_("resilience")
    page.goto(f"{here}decide/")
    expect(page.get_by_text("You decided it before: somebody else")).to_be_visible()

    page = as_("regional")
    page.goto("/my-work/")
    expect(page.get_by_role("region", name="Decisions to look at again")).to_be_visible()
    page.goto(here)
    page.get_by_role("button", name="Decide again").click()
    expect(page.get_by_text(AGAIN)).to_be_visible()
    at_both_sizes(page, axe)
    page.get_by_label("Offer help").check()
    page.get_by_label("Diagnostic services").check()
    page.get_by_label("Why", exact=True).fill(
        "With three partners gone, help now is what it takes."
    )
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Decide and send the letter").click()
    expect(page.get_by_text("The decision is changed.")).to_be_visible()
    at_both_sizes(page, axe)

    page = as_("lead")
    page.goto(f"{here}letter/1/")
    expect(page.get_by_text("This decision was looked at again")).to_be_visible()
    case.refresh_from_db()
    assert case.state == "help_decided"


@pytest.mark.slow
def test_a_footprint_of_300_is_prioritised_and_decided(on_monday, monkeypatch, as_, axe):  # noqa: F811
    set_deciding(second_percent=0)
    crowd(300, MONDAY)
    page = as_("regional")
    page.goto(f"/cases/priorities/{PROGRAMME}/proposals/new/")
    page.get_by_label("Budget").fill("1000000")
    page.locator("[name=assumed]").fill("20000")
    page.get_by_role("button", name="Work it out").click()
    page.get_by_role("link", name="Accept it").click()
    page.get_by_label("Why you accept it").fill("It reaches those in need.")
    page.get_by_role("button", name="Accept it").click()
    page.get_by_role("link", name="Decide on its cases").click()
    placed = Case.objects.filter(placement__isnull=False, state="under_assessment").count()
    expect(page.get_by_role("heading", name=f"{placed} cases to decide")).to_be_visible()
    axe(page)
    page.get_by_label("Offer help: why").fill("Help is needed soonest where you are.")
    page.get_by_label("Do not prioritise it now: why").fill(REASONS)
    page.get_by_label("Diagnostic services").check()
    page.get_by_role("button", name="Go on").click()
    axe(page)
    while page.get_by_role("button", name="Decide and send the letters").count():
        page.get_by_role("button", name="Decide and send the letters").click(timeout=120_000)
    expect(page.get_by_text(f"Decided: {placed} cases")).to_be_visible()
    assert Decision.objects.count() == placed
