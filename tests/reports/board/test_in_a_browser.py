"""Board papers in a real browser, at a desk and on a phone."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from playwright.sync_api import expect

from tests.cases.conftest import at
from tests.cases.test_assessing_in_a_browser import at_both_sizes
from tests.cases.test_case_pages_in_a_browser import as_  # noqa: F401
from tests.cases.world import PROGRAMME
from tests.reports.board.world import cases, pot, practices, spent

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def year(live_server, transactional_db, world):
    first = cases(practices(30)[:20])
    spent(first, pot(300_000), 240_000_00, 60_000_00, date(2018, 9, 28))
    with time_machine.travel(at(2018, 11, 20, 12)):
        yield


@pytest.mark.slow
def test_a_paper_is_found_chosen_and_its_figures_followed(year, as_, axe):  # noqa: F811
    page = as_("national")
    at_both_sizes(page, axe, "/papers/")
    page.get_by_role("link", name="Figures of programmes beside it").click()
    page.get_by_label("Vulnerable Practices Programme").check()
    page.get_by_label("Practices helped").fill("many")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("link", name="Enter a whole number of practices")).to_be_visible()
    at_both_sizes(page, axe)
    page.goto("/papers/")
    page.get_by_role("link", name="Paper for 2018-19").click()
    page.get_by_label("As at").select_option("2018-10-05")
    page.get_by_label("Beside").select_option("2018-07-31")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("20 practices").first).to_be_visible()
    expect(page.get_by_role("heading", name="What changed since 31 July 2018")).to_be_visible()
    at_both_sizes(page, axe)
    page.get_by_role("link", name="Its records").nth(1).click()
    at_both_sizes(page, axe)
    page.goto(f"/papers/{PROGRAMME}/2018-19/?as_at=2018-10-05")
    with page.expect_download() as saved:
        page.get_by_role("link", name="PDF").click()
    assert saved.value.suggested_filename.endswith("_board-paper.pdf")
