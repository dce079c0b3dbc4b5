"""How fairly and how fast the money goes, in a real browser: for who sees the cases and for a board
reader, at a desk and on a phone; and what a practice waits for."""

from __future__ import annotations

import pytest
import time_machine
from playwright.sync_api import expect

from resilience.cases.models import Case
from resilience.funding.fairness import known
from tests.cases.conftest import at
from tests.cases.test_assessing_in_a_browser import at_both_sizes
from tests.cases.test_case_pages_in_a_browser import as_  # noqa: F401
from tests.cases.world import PROGRAMME
from tests.funding.test_fairness import everyone
from tests.funding.world import YEAR, committed, invoiced, paid, pot

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
HERE = f"/money/{PROGRAMME}/{YEAR}/"


@pytest.fixture
def funded(live_server, transactional_db, case, monkeypatch) -> Case:
    monkeypatch.setattr(known, "everyone", everyone)
    invoice = invoiced(committed(case, pot(), 1_000), 800)
    paid(invoice, 500)
    with time_machine.travel(at(2019, 3, 20, 10)):
        yield case


def test_money_for_each_patient_days_and_what_is_on_its_way(funded, as_, axe):  # noqa: F811
    page = as_("national")
    at_both_sizes(page, axe, f"{HERE}fairness/")
    expect(page.get_by_text("for 1 of 3 practices")).to_be_visible()
    page.get_by_role("link", name="Days to the first payment").click()
    expect(page.get_by_role("heading", name="From asking to a decision")).to_be_visible()
    at_both_sizes(page, axe)
    page = as_("board")
    for name in ("fairness/", "speed/"):
        at_both_sizes(page, axe, HERE + name)
        assert "The Dene Surgery" not in page.content()
    page = as_("finance")
    page.goto("/my-work/")
    waits = page.get_by_role("region", name="Approved invoices that are not paid")
    expect(waits.get_by_text("£300 of invoice INV-1 is approved and not paid")).to_be_visible()
    at_both_sizes(page, axe)
    page = as_("lead")
    page.goto("/my-work/")
    expect(page.get_by_text("£300 was approved on 4 February 2019")).to_be_visible()
    at_both_sizes(page, axe)
