"""The whole way from a decision, in a real browser and by pages alone: two practices with a
supplier come to a signed memorandum; one reports twice, varies it and ends it by a review, the
other ends it by notice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from playwright.sync_api import expect

from resilience.cases.models import Case
from tests.agreements.world import NOW, promised
from tests.cases.conftest import at
from tests.cases.test_assessing_in_a_browser import at_both_sizes
from tests.cases.test_case_pages_in_a_browser import as_  # noqa: F401
from tests.cases.world import user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
PASSWORD = "stable lantern quiet orchard"
OUTSIDER, STRATEGIC = "commissioner, Hartlepool", "regional, North of England"


@dataclass
class Way:
    """One case on its way: the browser with whoever is signed in, and who leads its practice."""

    case: Case
    sign_in: Any
    axe: Any
    lead: str
    page: Any = None

    @property
    def here(self) -> str:
        return f"/cases/{self.case.reference}/agreement/"

    def by(self, name: str, more: str = "") -> Any:
        self.page = self.sign_in(name)
        self.page.goto(f"{self.here}{more}")
        return self.page

    def look(self) -> None:
        at_both_sizes(self.page, self.axe)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("main").get_by_role("link", name=name).first.click()

    def fill(self, **said: str) -> None:
        """Fields by their label, underscores for spaces."""
        for label, words in said.items():
            self.page.get_by_label(label.replace("_", " "), exact=True).fill(words)

    def says(self, words: str) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()


@pytest.fixture
def clock(live_server, transactional_db, world) -> Iterator[Any]:
    with time_machine.travel(NOW) as clock:
        for name in ("lead", "second_lead", "regional"):
            person = user(name)
            person.set_password(PASSWORD)
            person.save()
        yield clock


def begin(way: Way) -> None:
    """The team begins the plan from the page of the case; who is not of the national body does not
    lead it."""
    page = way.by("resilience", "../")
    way.look()
    way.press("Begin the improvement plan")
    page.get_by_label(OUTSIDER).check()
    way.press("Begin the improvement plan")
    way.says("The strategic lead is of NHS England")
    way.look()
    page.get_by_label(STRATEGIC).check()
    way.press("Begin the improvement plan")
    way.look()


def write(way: Way) -> None:
    """The team writes who leads, what is to be reached and the help; the practice the rest."""
    page = way.page
    for name in ("Strategic lead", "Operational lead", "Practice lead"):
        way.follow(name)
        way.fill(Address="1 Dene Road, Hartlepool TS24 1AA", Telephone_number="01429 000 000")
        way.press("Save")
    way.follow("Objectives")
    way.press("Add an objective")
    way.look()
    page.get_by_label("Keeping the practice running").check()
    way.fill(Target="20 sessions a week", By_when="30 June 2019", By_role="Practice manager")
    page.get_by_label("What is to be reached").fill("Two salaried GPs work at the practice.")
    page.get_by_label("How it is measured").fill("Sessions of GPs each week")
    page.get_by_label("Where it stands now").fill("12 sessions a week")
    page.get_by_label("Why it can be done").fill("Two candidates were interviewed.")
    page.get_by_label("The practice", exact=True).check()
    way.press("Save")
    page.goto(f"{way.here}plan/help/")
    way.follow("Change")
    page.get_by_label("A supplier").check()
    page.get_by_label("Supplier", exact=True).select_option("SUP-1")
    page.get_by_label("What is done").fill("A recruiter finds two salaried GPs.")
    page.get_by_label("What the local team brings").fill("Pays the recruiter.")
    page.get_by_label("What the practice brings").fill("A partner’s time.")
    for no in page.get_by_label("No", exact=True).all():
        no.check()
    way.press("Save")
    way.look()
    page.get_by_role("link", name="Remove").nth(1).click()
    way.press("Remove the kind of help")

    page = way.by(way.lead)
    way.press("Go on with the plan")
    way.follow("Milestones")
    way.press("Add a milestone")
    way.fill(By_when="28 February 2019")
    page.get_by_label("What is done by then").fill("Both posts are advertised")
    page.get_by_label("The practice", exact=True).check()
    way.press("Save")
    page.goto(f"{way.here}plan/")
    way.follow("The local primary care strategy")
    page.get_by_label("How the plan goes with").fill("It joins the shared sessions.")
    way.press("Save")
    page.goto(f"{way.here}plan/")
    way.follow("How it ends, and when")
    way.look()
    page.get_by_label("How the practice goes on").fill("The partners pay the doctor themselves.")
    page.get_by_label("Day on which money ends").fill("31 March 2019")
    page.get_by_label("Last day of the memorandum").fill("30 September 2019")
    way.press("Save")
    way.says("The plan is complete.")


def agree(way: Way) -> None:
    """Each of the three takes their step, and the memorandum is put before both sides."""
    for name, title in (
        ("resilience", "Put the plan to the practice"),
        (way.lead, "Agree the plan"),
        ("regional", "Approve the plan"),
        ("resilience", "Put the memorandum before both sides"),
    ):
        way.by(name)
        way.look()
        way.press(title)
        way.look()
        way.press(title)
    way.says("The memorandum is before both sides to be signed. They are told.")


def sign(way: Way, name: str, title: str) -> None:
    """Whoever signs confirms who they are first."""
    page = way.by(name)
    way.press(title)
    way.look()
    way.follow("Confirm that it is you")
    way.fill(Password=PASSWORD)
    way.press("Confirm")
    page.get_by_label("I have read this memorandum").check()
    way.press("Sign")
    way.says("You signed the memorandum.")


def come_to_a_memorandum(way: Way) -> None:
    begin(way)
    write(way)
    agree(way)
    sign(way, way.lead, "Sign the memorandum for the practice")
    sign(way, "regional", "Sign the memorandum for the local team")
    way.look()
    way.says("In force from 7 January 2019 until 30 September 2019")


def deliver(way: Way) -> None:
    """What the supplier delivers is agreed, delivered and accepted."""
    page = way.by("resilience", "follow/")
    way.follow("Add something that a supplier delivers")
    way.look()
    page.get_by_label("What is delivered").fill("Advertisements for both posts")
    way.fill(By_when="28 February 2019")
    way.press("Save")
    way.says("Added, and the supplier is told.")
    page = way.by("supplier", "../../../agreements/deliverables/")
    way.look()
    way.follow("It is delivered")
    way.press("Say that it is delivered")
    way.says("The local team is told")
    page = way.by("resilience", "follow/")
    way.follow("Accept it or send it back")
    page.get_by_label("Yes, it is what was agreed").check()
    way.press("Save")


def report(way: Way, standing: str) -> None:
    page = way.by("lead")
    way.follow("Write the progress report")
    way.look()
    page.get_by_label(standing, exact=True).check()
    page.get_by_label("4: It helps a lot").check()
    if page.get_by_label("Mostly").count():
        page.get_by_label("Mostly").check()
    way.press("Send the report")
    way.says("Your report is sent.")
    way.look()


def vary(way: Way) -> None:
    """Another target, which both sides sign; meanwhile the page tells what is in force."""
    page = way.by("resilience")
    way.press("Vary the memorandum")
    way.look()
    page.get_by_label("Why it is varied").fill("The second post can't be filled before autumn.")
    way.press("Begin the variation")
    way.press("Change the plan")
    way.look()
    way.follow("Objectives")
    way.follow("Change")
    way.fill(Target="16 sessions a week")
    way.press("Save")
    page = way.by("resilience")
    way.says("A variation is being written")
    way.look()
    page.goto(f"{way.here}exit/begin/")
    way.says("The memorandum is being varied")
    way.look()
    page = way.by("resilience")
    way.follow("Put it before both sides, or give it up")
    expect(page.get_by_role("cell", name="16 sessions a week")).to_be_visible()
    way.look()
    way.press("Put the variation before both sides")
    sign(way, "lead", "Sign the variation for the practice")
    sign(way, "regional", "Sign the variation for the local team")
    way.says("Memorandum 2")
    way.look()


def review(way: Way) -> None:
    page = way.by("resilience")
    way.press("Begin the exit review")
    way.look()
    way.press("Begin the exit review")
    way.look()
    page.get_by_label("Reached", exact=True).check()
    page.get_by_label("What worked well?").fill("The recruiter knew the area.")
    page.get_by_label("What did not work so well?").fill("It began late.")
    page.get_by_label("How does the practice go on").fill("The partners pay from October.")
    page.get_by_label("The help ends here").check()
    way.fill(Why="Both posts are filled.")
    way.press("Finish the exit review")
    way.says("The practice is told.")
    way.look()
    page = way.by("lead")
    way.follow("The exit review")
    way.says("Both posts are filled.")


def give_notice(way: Way) -> None:
    """Three months after 31 March end on 30 June, and not a day before."""
    page = way.by("second_lead")
    way.press("Give notice for the practice")
    way.look()
    page.get_by_label("Either side ends it, without giving a reason").check()
    page.get_by_label("Its last day").fill("29 June 2019")
    way.press("Go on")
    way.says("30 June 2019 at the earliest")
    page.get_by_label("Its last day").fill("")
    way.press("Go on")
    way.look()
    way.press("Give notice")
    way.says("the memorandum ends on 30 June 2019.")
    way.says("30 June 2019, by notice")
    way.look()


def end_by_notice(way: Way, clock: Any) -> None:
    """It is recorded once its last day is over."""
    clock.move_to(at(2019, 6, 30, 9))
    way.by("resilience", "end-by-notice/")
    way.says("record it from 1 July 2019")
    clock.move_to(at(2019, 7, 1, 9))
    way.by("resilience")
    way.press("Record that it ended by notice")
    way.look()
    way.press("Record that it ended by notice")
    way.says("The memorandum ended by notice. Both sides are told.")
    way.look()


def test_two_practices_go_from_a_decision_to_the_end_of_their_help(clock, referred, as_, axe):  # noqa: F811
    first = Way(promised(referred()), as_, axe, "lead")
    second = Way(promised(referred("A81002", by="second_lead")), as_, axe, "second_lead")
    for one in (first, second):
        come_to_a_memorandum(one)
    deliver(first)
    clock.move_to(at(2019, 3, 31, 9))
    report(first, "Slower than planned")
    vary(first)
    give_notice(second)
    clock.move_to(at(2019, 6, 25, 9))
    report(first, "On track")
    end_by_notice(second, clock)
    clock.move_to(at(2019, 9, 2, 9))
    review(first)
    first.case.refresh_from_db()
    second.case.refresh_from_db()
    assert (first.case.state, second.case.state) == ("closed", "ended_early")
