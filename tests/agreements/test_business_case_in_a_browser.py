"""A supplier is listed, and a business case is written, put forward and approved, in a real
browser; every page is accessible, at a desk and on a phone."""

from __future__ import annotations

import pytest

from tests.cases.test_case_pages_in_a_browser import (  # noqa: F401
    PHONE,
    WIDE,
    as_,
    clock,
    looked_at,
)
from tests.cases.world import PROGRAMME

pytestmark = pytest.mark.django_db(transaction=True)
SUPPLIERS = f"/help/{PROGRAMME}/suppliers/"


@pytest.mark.slow
def test_paid_help_is_argued_for_and_approved(clock, case, as_, axe):  # noqa: F811
    page = as_("commissioner")
    page.set_viewport_size(WIDE)
    page.goto(SUPPLIERS)
    page.get_by_role("link", name="Steady Hands Ltd").click()
    page.get_by_role("link", name="Say what it offers").click()
    page.get_by_label("Coordinated support").check()
    page.get_by_label("Area", exact=True).select_option(
        label="Hartlepool (CCG or sub-ICB location)"
    )
    page.get_by_label("What it is", exact=True).fill(
        "Finds salaried GPs and organises cover until they come."
    )
    page.get_by_label("From", exact=True).fill("1 April 2018")
    looked_at(page, axe)
    page.get_by_role("button", name="List it").click()
    assert page.get_by_text("Steady Hands Ltd offers it in Hartlepool.").is_visible()
    looked_at(page, axe)
    page.goto(f"/cases/{case.reference}/agreement/business-cases/")
    page.get_by_role("link", name="Write a business case").click()
    looked_at(page, axe)
    page.get_by_label("Coordinated support").check()
    page.get_by_role("button", name="Begin with the sample").click()
    page.get_by_label("Cost", exact=True).fill("8,000.50")
    page.get_by_label("Three written quotes").check()
    page.get_by_label("Supplier", exact=True).select_option(label="Steady Hands Ltd")
    looked_at(page, axe)
    page.get_by_role("button", name="Keep it").click()
    assert page.get_by_text("Need: replace [How many]").is_visible()
    looked_at(page, axe)
    page.get_by_role("link", name="Change it").click()
    for label in ("Need", "Options", "Benefits", "Why it is bought this way"):
        page.get_by_label(label, exact=True).fill("1. Do nothing.\n2. A recruiter finds two GPs.")
    page.get_by_role("button", name="Keep it").click()
    page.get_by_role("link", name="Put it forward").click()
    page.get_by_role("group", name="Is any of it to buy").get_by_label("No").check()
    page.get_by_role("button", name="Put it forward").click()
    assert page.get_by_role("link", name="Answer the question: Is any of it for").is_visible()
    looked_at(page, axe)
    page.get_by_role("group", name="Is any of it for the salaries").get_by_label("No").check()
    page.get_by_role("button", name="Put it forward").click()
    assert page.get_by_text("It waits for finance or regional or resilience.").is_visible()
    page = as_("finance")
    page.goto(f"/cases/{case.reference}/agreement/business-cases/1/")
    page.get_by_role("link", name="Answer it").click()
    page.get_by_label("Approve it").check()
    page.get_by_label("Why", exact=True).fill("Three quotes were compared.")
    looked_at(page, axe)
    page.get_by_role("button", name="Send your answer").click()
    assert page.get_by_text("Approved, 9 January 2019").is_visible()
    case_pages = f"/cases/{case.reference}/agreement/business-cases/"
    public = [f"/help/{PROGRAMME}/{one}/" for one in ("menu", "other-help", "found-useful")]
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        for address in (*public, SUPPLIERS, SUPPLIERS + "SUP-1/", case_pages, case_pages + "1/"):
            answer = page.goto(address)
            assert answer and answer.ok, address
            looked_at(page, axe)
