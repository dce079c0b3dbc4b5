"""A practice asks for help in a real browser, at a desk, on a phone, with and without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import time_machine
from playwright.sync_api import expect

from resilience.cases.models import Case, Draft
from tests.cases.conftest import RECEIVED
from tests.cases.practice_pages import HELP, REFERRAL, SHEET
from tests.cases.test_draft_pages import PLAN
from tests.cases.world import user
from tests.conftest import cookies_of

pytestmark = pytest.mark.django_db(transaction=True)
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
CONTACT, PRACTICE, CASE = (f"{REFERRAL}{part}/" for part in ("contact", "practice", "case"))
LABELS = {
    "practice_lead_name": "Practice lead – Name",
    "practice_lead_email": "Practice lead – Email",
    "practice_lead_telephone": "Practice lead – Telephone",
}
A_HUNDRED_WORDS = "Two partners retire in March and nobody applied for their posts. " * 9


@pytest.fixture
def lead(world, client, request) -> Iterator[None]:
    """A lead of The Dene Surgery sits at the browser, on Friday 21 December 2018."""
    with time_machine.travel(RECEIVED):
        client.force_login(user("lead"))
        yield


@pytest.fixture
def look(axe):
    """Look at a page as it stands: it is accessible and fits a desk and a phone."""

    def looked(page) -> None:
        for size in (PHONE, WIDE):
            page.set_viewport_size(size)
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= size["width"], page.url
            try:
                axe(page)
            except AssertionError as found:
                pytest.fail(f"{page.url}, {size['width']} wide: {found}")

    return looked


def press(page, name: str) -> None:
    """Press a button that leads to a page, and wait for it."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def fill_in_contact(page) -> int:
    page.get_by_label("Practice lead – Name").fill("Dr Ada Marsh")
    page.get_by_label("Practice lead – Email").fill("ada@example.nhs.uk")
    page.get_by_label("Practice lead – Telephone").fill("01632 960001")
    return 3


def fill_in_support(page) -> int:
    page.get_by_label("Don’t know").check()
    page.get_by_role("checkbox").first.check()
    return 2


def fill_in_past(page) -> int:
    for group in page.get_by_label("No", exact=True).all():
        group.check()
    return page.get_by_label("No", exact=True).count()


def fill_in_case(page) -> int:
    for box in (page.locator("textarea").first, page.locator("textarea").last):
        box.fill(A_HUNDRED_WORDS)
    return 2


def test_a_practice_refers_itself_in_ten_pages(lead, page, look):
    """The self-check, the list, five parts, files, the answers and the confirmation: ten pages,
    and twelve answers of which two are texts."""
    page.goto(HELP)
    look(page)
    press(page, "Ask for help")
    look(page)
    page.get_by_role("link", name="Contact details").click()
    look(page)
    press(page, "Save and continue")
    look(page)
    answered, pages = fill_in_contact(page), 2
    press(page, "Save and continue")
    look(page)
    page.get_by_label("No", exact=True).check()
    page.locator("[name=list_size]").fill("8,450")  # asked once one is no group
    answered, pages = answered + 2, pages + 2
    press(page, "Save and continue")
    for part in (fill_in_support, fill_in_past, fill_in_case):
        look(page)
        answered, pages = answered + part(page), pages + 1
        press(page, "Save and continue")
    look(page)
    page.locator("input[type=file]").set_input_files(
        {"name": "plan.txt", "mimeType": "text/plain", "buffer": b"A plan."}
    )
    press(page, "Add the chosen files")
    page.get_by_role("button", name="Remove plan.txt").wait_for()
    look(page)
    press(page, "Remove plan.txt")
    press(page, "Save and continue")
    look(page)
    page.get_by_text("Who will read it").click()
    look(page)
    press(page, "Send the request")
    page.get_by_role("heading", name="Your request is sent").wait_for()
    look(page)
    pages += 3
    assert (pages, answered) == (10, 12)
    assert Case.objects.get().list_size == 8450
    page.get_by_role("link", name="Follow your request").click()
    assert Case.objects.get().reference in page.inner_text("main")


@pytest.mark.slow
def test_a_group_refers_itself(lead, page, look):
    page.goto(HELP)
    press(page, "Ask for help")
    page.goto(PRACTICE)
    expect(page.get_by_role("button", name="Add rows")).to_be_hidden()  # nobody said a group
    page.get_by_label("Yes", exact=True).check()
    first = page.get_by_role("group", name="Practice 1")
    assert first.get_by_label("Practice code").input_value() == "A81001"  # filled in already
    first.get_by_label("List size").fill("8,450")
    for place, (name, code) in enumerate(
        [("Mill Lane Surgery", "P81001"), ("Queens Park Practice", "A81002")], start=2
    ):
        row = page.get_by_role("group", name=f"Practice {place}")
        row.get_by_label("Practice name").fill(name)
        row.get_by_label("Practice code").fill(code)
        row.get_by_label("List size").fill("3,300")
    look(page)
    press(page, "Add rows for more practices")
    page.get_by_role("group", name="Practice 5").wait_for()
    expect(page.locator("main")).to_contain_text("15,050")
    look(page)
    press(page, "Save and continue")
    page.goto(CONTACT)
    fill_in_contact(page)
    press(page, "Save and continue")
    page.goto(f"{REFERRAL}support/")
    for part in (fill_in_support, fill_in_past, fill_in_case):
        part(page)
        press(page, "Save and continue")
    page.goto(f"{REFERRAL}answers/")
    expect(page.locator("main")).to_contain_text("15,050 patients")
    look(page)
    press(page, "Send the request")
    page.get_by_role("heading", name="Your request is sent").wait_for()
    case = Case.objects.get()
    assert case.list_size == 15_050 and case.practices.count() == 3


@pytest.mark.slow
def test_without_scripts_a_group_refers_itself_too(lead, client, browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies(cookies_of(client, live_server.url))
    page = context.new_page()
    page.goto(HELP)
    press(page, "Ask for help")
    page.goto(CONTACT)
    fill_in_contact(page)
    press(page, "Save and continue")
    page.get_by_label("Yes", exact=True).check()
    page.get_by_role("group", name="Practice 1").get_by_label("List size").fill("8450")
    press(page, "Add rows for more practices")
    row = page.get_by_role("group", name="Practice 2")
    row.get_by_label("Practice name").fill("Mill Lane Surgery")
    row.get_by_label("Practice code").fill("P81001")
    row.get_by_label("List size").fill("3300")
    press(page, "Save and continue")
    for part in (fill_in_support, fill_in_past, fill_in_case):
        part(page)
        press(page, "Save and continue")
    press(page, "Save and continue")
    press(page, "Send the request")
    expect(page.get_by_role("heading", name="Your request is sent")).to_be_visible()
    assert Case.objects.get().list_size == 11_750
    context.close()


def test_a_lost_connection_loses_nothing(lead, page):
    page.goto(HELP)
    press(page, "Ask for help")
    page.goto(CASE)
    page.locator("textarea").first.fill("Two partners retire.")
    page.get_by_text(re.compile("Saved at")).wait_for(timeout=15_000)
    assert Draft.objects.get().answers["issues"] == "Two partners retire."
    page.context.set_offline(True)
    page.locator("textarea").first.fill("Two partners retire in March.")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_text("Not saved: no connection").wait_for()
    page.context.set_offline(False)
    page.get_by_text(re.compile("Saved at")).wait_for(timeout=15_000)
    press(page, "Save and come back later")
    assert Draft.objects.get().answers["issues"] == "Two partners retire in March."


@pytest.mark.slow
def test_a_second_tab_is_told_and_nothing_is_overwritten(lead, page, look):
    page.goto(HELP)
    press(page, "Ask for help")
    page.goto(CONTACT)
    other = page.context.new_page()
    other.goto(CONTACT)
    other.get_by_label("Practice lead – Name").fill("Dr Ada Marsh")
    press(other, "Save and come back later")
    page.get_by_label("Practice lead – Name").fill("Ben Moor")
    press(page, "Save and come back later")
    page.get_by_text("What was saved meanwhile").wait_for()
    expect(page.locator("main")).to_contain_text("Dr Ada Marsh")
    look(page)
    press(page, "Save and come back later")
    assert Draft.objects.get().answers["practice_lead_name"] == "Ben Moor"
    other.close()


def test_a_time_out_loses_nothing(lead, page, client):
    page.goto(HELP)
    press(page, "Ask for help")
    page.goto(CASE)
    page.evaluate(
        "() => { window.fetch = () => Promise.reject(); }"
    )  # as if no script had saved it
    page.locator("textarea").first.fill("Two partners retire in March.")
    client.logout()
    press(page, "Save and come back later")
    expect(page.locator("main")).to_contain_text("What you had typed is kept")
    client.force_login(user("lead"))
    page.context.add_cookies(cookies_of(client, page.url.split("/sign-in")[0]))
    page.goto(CASE)
    expect(page.locator("main")).to_contain_text("Here is what you had typed")
    assert page.locator("textarea").first.input_value() == "Two partners retire in March."
    press(page, "Save and come back later")
    assert Draft.objects.get().answers["issues"] == "Two partners retire in March."


@pytest.mark.slow
def test_a_plan_fits_one_sheet_of_paper(lead, page, look):
    page.goto(HELP)
    press(page, "Write a one-sheet business plan")
    page.goto(f"{SHEET}plan/")
    look(page)
    limits = {"problem": 150, "solution": 150, "cost": 100, "outcome": 100}
    assert set(limits) == set(PLAN)
    for question, words in limits.items():
        page.locator(f"[name={question}]").fill(
            "carefully " * words
        )  # words are far shorter on average
    press(page, "Save and continue")
    look(page)
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
