"""A case study in a real browser: the practice writes it and leaves its name out, the region
submits it, the national team publishes it, and anybody finds it without the name."""

from __future__ import annotations

import pytest
import time_machine
from playwright.sync_api import expect

from resilience.cases.models import Case
from tests.agreements.world import promised
from tests.cases.test_assessing_in_a_browser import at_both_sizes
from tests.cases.test_case_pages_in_a_browser import as_  # noqa: F401
from tests.funding.world import helped
from tests.returns.studies.world import NOW, WORDS, asked, put

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def case(live_server, transactional_db, world, referred) -> Case:
    """A memorandum in force, and the practice asked for a case study but for its last part."""
    case = helped(promised(referred()))
    study = asked(case)
    for part, text in WORDS.items():
        if part != "worked":
            put(study, part, text)
    with time_machine.travel(NOW):
        yield case


@pytest.mark.slow
def test_a_practice_tells_what_it_learned_without_its_name(case, as_, axe):  # noqa: F811
    page = as_("lead")
    page.goto(f"/cases/{case.reference}/agreement/")
    page.get_by_role("link", name="Case study:").click()
    at_both_sizes(page, axe)
    page.get_by_role("link", name="Write “What worked”").click()
    page.get_by_label("What worked").fill("At the Dene the hours were theirs to choose.")
    at_both_sizes(page, axe)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Put it to the practice to agree").click()
    page.get_by_role("button", name="Put it to the practice to agree").click()
    page.get_by_role("button", name="Agree it").click()
    page.get_by_label("No, leave the name out").check()
    page.get_by_role("button", name="Agree it").click()
    expect(page.get_by_text("Change them first: its name")).to_be_visible()
    at_both_sizes(page, axe)
    page.get_by_role("link", name="Go back without a change").click()
    page.get_by_role("link", name="Change “What worked”").click()
    page.get_by_label("What worked").fill("The hours were theirs to choose.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Put it to the practice to agree").click()
    page.get_by_role("button", name="Put it to the practice to agree").click()
    page.get_by_role("button", name="Agree it").click()
    page.get_by_label("No, leave the name out").check()
    page.get_by_role("button", name="Agree it").click()
    expect(page.get_by_text("You agreed the case study.")).to_be_visible()

    page = as_("regional")
    page.goto("/studies/gprp-2018-19/areas/Y54/")
    at_both_sizes(page, axe)
    page.get_by_role("table", name="Case studies").get_by_role("link").click()
    page.get_by_role("button", name="Submit it to the national team").click()
    page.get_by_role("button", name="Submit it to the national team").click()

    page = as_("national")
    page.goto("/studies/gprp-2018-19/")
    at_both_sizes(page, axe)
    page.goto("/studies/gprp-2018-19/1/")
    page.get_by_role("button", name="Publish it").click()
    at_both_sizes(page, axe)
    page.get_by_role("button", name="Publish it").click()
    expect(page.get_by_text("stands in the library").first).to_be_visible()

    page.context.clear_cookies()
    page.goto("/help/gprp-2018-19/menu/")
    page.get_by_role("link", name="What others learned of").click()
    page.get_by_label("Words").fill("hours")
    page.get_by_role("button", name="Show").click()
    at_both_sizes(page, axe)
    page.get_by_role("link", name=WORDS["title"]).click()
    at_both_sizes(page, axe)
    expect(page.get_by_text("A practice that is not named")).to_be_visible()
    assert "Dene" not in page.content()
    page.get_by_role("link", name="To print").click()
    at_both_sizes(page, axe)
    assert "Dene" not in page.content()
    page.goto("/case-studies/?q=Dene")
    expect(page.get_by_text("No case study fits")).to_be_visible()
    at_both_sizes(page, axe)
