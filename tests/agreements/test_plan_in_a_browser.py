"""From a decision to an approved plan in a real browser, at a desk and on a phone: both sides write
it, an outsider is refused as strategic lead, and each of the three takes their step."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from playwright.sync_api import expect

from tests.agreements.world import NOW
from tests.cases.test_assessing_in_a_browser import at_both_sizes
from tests.cases.test_case_pages_in_a_browser import as_  # noqa: F401

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def on_monday(live_server, transactional_db, world) -> Any:
    with time_machine.travel(NOW):
        yield


def press(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()


def write_lead(page, name: str) -> None:
    follow(page, name)
    page.get_by_label("Address", exact=True).fill("1 Dene Road, Hartlepool TS24 1AA")
    page.get_by_label("Telephone number").fill("01429 000 000")
    press(page, "Save")


def test_a_decision_becomes_an_approved_plan(on_monday, case, as_, axe):  # noqa: F811
    here = f"/cases/{case.reference}/agreement/"
    page = as_("resilience")
    at_both_sizes(page, axe, here)
    press(page, "Begin the improvement plan")
    page.get_by_label("commissioner, Hartlepool").check()
    press(page, "Begin the improvement plan")
    expect(page.get_by_text("The strategic lead is of NHS England").first).to_be_visible()
    at_both_sizes(page, axe)
    page.get_by_label("regional, North of England").check()
    press(page, "Begin the improvement plan")
    at_both_sizes(page, axe)

    for name in ("Strategic lead", "Operational lead", "Practice lead"):
        write_lead(page, name)
    follow(page, "Strategic lead")
    at_both_sizes(page, axe)
    page.goto(f"{here}plan/objectives/")
    at_both_sizes(page, axe)
    follow(page, "Use this")
    press(page, "Save")
    at_both_sizes(page, axe)
    page.get_by_label("Published figure that measures it").select_option("")
    page.get_by_label("Where it stands now").fill("12 sessions a week")
    page.get_by_label("Target", exact=True).fill("20 sessions a week")
    page.get_by_label("Why it can be done").fill("Two candidates were interviewed.")
    page.get_by_label("By when").fill("30 June 2019")
    page.get_by_label("The practice", exact=True).check()
    page.get_by_label("By role").fill("Practice manager")
    press(page, "Save")
    expect(page.get_by_text("The objective was added.")).to_be_visible()
    page.goto(f"{here}plan/help/")
    follow(page, "Change")
    page.get_by_label("A supplier").check()
    page.get_by_label("Supplier", exact=True).select_option("SUP-1")
    page.get_by_label("What is done").fill("A recruiter finds two salaried GPs, and new computers.")
    page.get_by_label("What the local team brings").fill("Pays the recruiter.")
    page.get_by_label("What the practice brings").fill("A partner’s time.")
    page.get_by_role("group", name="Is any of it to buy computers").get_by_label("Yes").check()
    page.get_by_role("group", name="salaries of the practice").get_by_label("No").check()
    press(page, "Save")
    expect(page.get_by_text("pays for no IT hardware").first).to_be_visible()
    at_both_sizes(page, axe)
    page.get_by_label("What is done").fill("A recruiter finds two salaried GPs.")
    page.get_by_role("group", name="Is any of it to buy computers").get_by_label("No").check()
    press(page, "Save")
    page.get_by_role("link", name="Remove").nth(1).click()
    at_both_sizes(page, axe)
    press(page, "Remove the kind of help")

    page = as_("member")
    page.goto(f"{here}plan/milestones/add/")
    page.get_by_label("What is done by then").fill("Both posts are advertised")
    page.get_by_label("By when").fill("28 February 2019")
    page.get_by_label("The practice", exact=True).check()
    press(page, "Save")
    at_both_sizes(page, axe, f"{here}plan/reports/")
    page.goto(f"{here}plan/words/strategy/")
    page.get_by_label("How the plan goes with").fill("It joins the shared sessions.")
    press(page, "Save")
    page.goto(f"{here}plan/words/exit/")
    page.get_by_label("How the practice goes on").fill("The partners pay the doctor themselves.")
    page.get_by_label("Day on which money ends").fill("31 March 2019")
    page.get_by_label("Last day of the memorandum").fill("30 September 2019")
    press(page, "Save")
    expect(page.get_by_text("The plan is complete.")).to_be_visible()

    page = as_("resilience")
    page.goto(here)
    press(page, "Put the plan to the practice")
    press(page, "Put the plan to the practice")

    page = as_("lead")
    at_both_sizes(page, axe, here)
    press(page, "Agree the plan")
    at_both_sizes(page, axe)
    press(page, "Agree the plan")
    expect(page.get_by_text("You agreed your plan", exact=True)).to_be_visible()

    page = as_("regional")
    page.goto(here)
    press(page, "Approve the plan")
    press(page, "Approve the plan")
    expect(page.get_by_text("The strategic lead approved the plan.")).to_be_visible()
    case.refresh_from_db()
    assert case.state == "plan_approved"
