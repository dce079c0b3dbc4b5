"""Money for a practice in a real browser: committed in three payments, approved by somebody else,
paid in part and put right; every page accessible, at a desk and on a phone."""

from __future__ import annotations

import pytest
import time_machine
from playwright.sync_api import expect

from resilience.cases.models import Case
from resilience.funding.books.proof import faults
from resilience.funding.models import Commitment
from tests.agreements.world import promised
from tests.cases.test_assessing_in_a_browser import at_both_sizes
from tests.cases.test_case_pages_in_a_browser import as_  # noqa: F401
from tests.funding.world import NOW, helped, pot

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def case(live_server, transactional_db, world, referred) -> Case:
    """A memorandum in force, another practice that waits for one, and £100,000."""
    case = helped(promised(referred()))
    promised(referred("A81002", by="second_lead"))
    pot()
    with time_machine.travel(NOW):
        yield case


@pytest.mark.slow
def test_money_is_committed_approved_paid_and_put_right(case, as_, axe):  # noqa: F811
    here = f"/cases/{case.reference}/"
    page = as_("resilience")
    page.goto(here)
    page.get_by_role("main").get_by_role("link", name="Money", exact=True).click()
    at_both_sizes(page, axe)
    page.get_by_role("button", name="Commit money for this").click()
    page.get_by_role("link", name="Three payments to a practice").click()
    at_both_sizes(page, axe)
    page.get_by_label("Practices new to the programme").check()
    page.get_by_label("RES-SUPPLIER").check()
    for number, day in enumerate(("11 February", "1 March", "29 March"), start=1):
        page.locator(f"[name=expected_{number}]").fill(f"{day} 2019")
    page.get_by_role("group", name="Is any of it to buy").get_by_label("No").check()
    page.get_by_role("group", name="Is any of it for the salaries").get_by_label("Yes").check()
    page.get_by_role("group", name="Does the practice have to pay").get_by_label("No").check()
    page.get_by_role("button", name="Commit the money").click()
    expect(page.get_by_role("link", name="Salaries stay with the practice.")).to_be_visible()
    at_both_sizes(page, axe)
    page.get_by_role("group", name="Is any of it for the salaries").get_by_label("No").check()
    page.get_by_label("Why", exact=True).fill("The plan has it.")
    page.get_by_role("button", name="Commit the money").click()
    expect(page.get_by_text("£2,000 is committed for the help.")).to_be_visible()
    at_both_sizes(page, axe)
    page.get_by_role("link", name="Change the sum of At the start").click()
    at_both_sizes(page, axe)

    page = as_("finance")
    page.goto(f"{here}money/")
    page.get_by_role("link", name="Approve an invoice for At the start").click()
    page.get_by_label("Last day of the help that it is for").fill("4 February 2019")
    page.get_by_label("Number of the invoice").fill("SH-1")
    page.get_by_label("What you saw").fill("They have begun.")
    at_both_sizes(page, axe)
    page.get_by_role("button", name="Approve the invoice").click()
    page.get_by_role("link", name="Record a payment").click()
    page.get_by_label("Day, by the ledger").fill("4 February 2019")
    page.get_by_label("Number in the ledger").fill("GL-1")
    page.get_by_label("Note").fill("Run of Monday.")
    at_both_sizes(page, axe)
    page.get_by_role("button", name="Record it").click()
    page.get_by_role("link", name="Take it back").last.click()
    page.get_by_label("Why it is taken back").fill("It was stopped.")
    at_both_sizes(page, axe)
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("link", name="Taken back by")).to_be_visible()
    at_both_sizes(page, axe)

    page = as_("lead")
    page.goto(f"{here}money/")
    expect(page.get_by_text("£2,000 is committed for your help.")).to_be_visible()
    at_both_sizes(page, axe)

    page = as_("resilience")
    page.goto("/money/gprp-2018-19/2018-19/for-several/")
    page.get_by_role("link", name="Hartlepool").click()
    at_both_sizes(page, axe)
    page.get_by_role("link", name="a supplier").click()
    expect(page.get_by_text("Nothing can be committed for 1 practice")).to_be_visible()
    at_both_sizes(page, axe)
    one = Commitment.objects.get()
    assert (one.committed, one.invoiced, one.paid) == (200_000, 80_000, 0)
    assert list(faults()) == []
