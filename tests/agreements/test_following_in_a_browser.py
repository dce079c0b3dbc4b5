"""Help from two reports to its exit, in a real browser: each page accessible, at a desk and on a
phone."""

from __future__ import annotations

import pytest
import time_machine
from playwright.sync_api import expect

from resilience.agreements.models import Deliverable, ProgressReport, plan_of
from resilience.cases.models import Case
from tests.agreements.world import in_force
from tests.cases.conftest import at
from tests.cases.test_assessing_in_a_browser import at_both_sizes
from tests.cases.test_case_pages_in_a_browser import as_  # noqa: F401

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
NOW = at(2019, 3, 20, 10)


@pytest.fixture
def helped(live_server, transactional_db, case) -> Case:
    in_force(case)
    plan = plan_of(case)
    told = {"plan": plan, "number": 1, "help": plan.helps.get(), "what": "Two adverts"}
    Deliverable.objects.create(**told, due=NOW.date())
    with time_machine.travel(NOW):
        yield case


def test_two_reports_and_an_exit(helped, as_, axe):  # noqa: F811
    here = f"/cases/{helped.reference}/agreement/"
    page = as_("member")
    page.goto("/my-work/")
    page.get_by_role("link", name="The Dene Surgery").click()
    expect(page.get_by_role("heading", name="Progress report")).to_be_visible()
    at_both_sizes(page, axe)
    page.get_by_role("button", name="Send the report").click()
    page.get_by_role("link", name="Say how objective 1 stands").click()
    expect(page.get_by_label("On track")).to_be_focused()
    at_both_sizes(page, axe)
    page.get_by_label("Slower than planned").check()
    page.get_by_label("Anything to say about it").fill("One candidate withdrew.")
    page.get_by_label("“Both posts are advertised”").fill("20 February 2019")
    page.get_by_label("4: It helps a lot").check()
    page.get_by_label("Mostly").check()
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_text("Your report is sent.")).to_be_visible()
    at_both_sizes(page, axe)
    page.get_by_role("main").get_by_role("link", name="How the help goes").click()
    page.get_by_role("link", name="Write it: five minutes (due 28 June 2019)").click()
    expect(page.get_by_label("Slower than planned")).to_be_checked()
    expect(page.get_by_text("You said last time: One candidate withdrew.")).to_be_visible()
    page.get_by_label("Reached", exact=True).check()
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_text("Your report is sent.")).to_be_visible()
    assert ProgressReport.objects.count() == 2

    page = as_("supplier")
    page.goto("/my-work/")
    expect(page.get_by_role("region", name="What you deliver")).to_be_visible()
    at_both_sizes(page, axe, "/agreements/deliverables/")
    page.get_by_role("link", name="It is delivered").click()
    at_both_sizes(page, axe)
    page.get_by_role("button", name="Say that it is delivered").click()
    expect(page.get_by_text("The local team is told")).to_be_visible()

    page = as_("resilience")
    page.goto("/my-work/")
    page.get_by_role("region", name="Deliverables to accept").get_by_role("link").click()
    at_both_sizes(page, axe)
    page.get_by_label("Yes, it is what was agreed").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The supplier is told.")).to_be_visible()
    for what in ("Add an action", "Add a risk", "Note a visit", "Record that you held"):
        page.goto(f"{here}follow/")
        page.get_by_role("link", name=what).click()
        at_both_sizes(page, axe)
    page.goto(f"{here}follow/")
    page.get_by_role("link", name="Measure it").click()
    at_both_sizes(page, axe)
    page.get_by_label("What was measured?").fill("20 sessions a week")
    page.get_by_label("Who measured it").fill("The practice manager")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("It stands beside the baseline now.")).to_be_visible()
    at_both_sizes(page, axe)

    at_both_sizes(page, axe, f"{here}exit/begin/")
    page.get_by_role("button", name="Begin the exit review").click()
    page.goto("/my-work/")
    page.get_by_role("region", name="Exit reviews due").get_by_role("link").click()
    at_both_sizes(page, axe)
    page.get_by_role("button", name="Finish the exit review").click()
    expect(page.get_by_role("link", name="Choose how it ends")).to_be_visible()
    at_both_sizes(page, axe)
    page.get_by_label("Reached", exact=True).check()
    page.get_by_label("What worked well?").fill("The recruiter knew the area.")
    page.get_by_label("What did not work so well?").fill("It began late.")
    page.get_by_label("How does the practice go on").fill("The partners pay from October.")
    page.get_by_label("The help ends here").check()
    page.get_by_label("Why", exact=True).fill("Both posts are filled.")
    page.get_by_role("button", name="Finish the exit review").click()
    expect(page.get_by_text("The practice is told.")).to_be_visible()
    at_both_sizes(page, axe)
    helped.refresh_from_db()
    assert helped.state == "closed"
    with time_machine.travel(at(2019, 9, 20, 10)):
        page = as_("resilience")
        page.goto("/my-work/")
        page.get_by_role("region", name="Help to look back at").get_by_role("link").click()
        at_both_sizes(page, axe)
        page.get_by_role("button", name="Keep it as it stands").click()
        expect(page.get_by_text("Kept on 20 September 2019")).to_be_visible()
