"""A year of a local programme in a browser, by pages alone: ten practices form two clusters,
answer, plan, are ratified and paid in three stages; nobody learns one practice's answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import time_machine
from playwright.sync_api import Page

from resilience.clusters.models import Answered
from resilience.clusters.stocktake.freezing import close_rounds
from tests.clusters.forming.world import EACH, FIVE, OTHER_FIVE, lists
from tests.clusters.payments.world import pot
from tests.clusters.questionnaire.answers import questionnaire
from tests.clusters.world import NAMES, NOW, PRACTICES, PROGRAMME, organisation, user
from tests.conftest import cookies_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
SPANS = {"short": "1 March 2027", "medium": "1 June 2027", "long": "1 May 2029"}
CLUSTERS = {"15C": ("Harbour together", FIVE), "11X": ("Levels together", OTHER_FIVE)}


class Walk:
    """Somebody at the pages: signs in as one person after another, fills in and presses."""

    def __init__(self, page: Page, client, address: str, axe: Callable[[Page], None]) -> None:
        self.page, self.client, self.address, self.axe = page, client, address, axe

    def as_(self, name: str) -> None:
        self.client.force_login(user(name))
        self.page.context.clear_cookies()
        self.page.context.add_cookies(cookies_of(self.client, self.address))

    def open(self, address: str) -> None:
        answer = self.page.goto(address)
        assert answer and answer.ok, address

    def follow(self, text: str) -> None:
        """A link so called, though it may look like a button."""
        called = self.page.get_by_role("link", name=text)
        with self.page.expect_navigation():
            called.or_(self.page.get_by_role("button", name=text)).first.click()

    def press(self, text: str = "") -> None:
        """The button so called, else the last one of the page's form."""
        named = self.page.get_by_role("button", name=text, exact=True)
        with self.page.expect_navigation():
            (named if text else self.page.locator("main form button").last).click()
        assert not self.page.locator(".nhsuk-error-summary").all_inner_texts()

    def fill(self, **said: str) -> None:
        for name, text in said.items():
            self.page.locator(f"[name={name}]").fill(text)

    def choose(self, **said: str) -> None:
        for name, value in said.items():
            self.page.locator(f"[name={name}][value={value}]").check()

    def looked_at(self) -> None:
        for size in (PHONE, WIDE):
            self.page.set_viewport_size(size)
            self.axe(self.page)
            assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    def says(self, *told: str) -> None:
        main = " ".join(self.page.locator("main").inner_text().split())
        for one in told:
            assert one in main, one


@pytest.fixture
def walk(area, page, client, live_server, axe, tmp_path: Path) -> Walk:
    lists(tmp_path, dict.fromkeys(PRACTICES, EACH))
    pot()
    return Walk(page, client, live_server.url, axe)


def lead(practice: str) -> str:
    return f"lead{PRACTICES.index(practice) + 1}"


def form(walk: Walk, area: str) -> None:
    """Practices of a locality form a cluster."""
    name, practices = CLUSTERS[area]
    first, *others = practices
    walk.as_(lead(first))
    walk.open(f"/practices/{first}/cluster/{PROGRAMME}/")
    walk.follow(f"Propose a cluster of {organisation(area).name}")
    walk.fill(name=name, about="We share a street and a waiting room.")
    for code in others:
        walk.page.locator(f"#ask-{code}").check()
    walk.looked_at()
    walk.press("Propose the cluster")
    one = walk.page.url
    for code in others:
        walk.as_(lead(code))
        walk.open(one)
        walk.follow("Agree or decline")
        walk.page.get_by_role("radio", name="Yes").check()
        walk.press()
    walk.as_(lead(first))
    walk.open(one)
    walk.follow("Form the cluster")
    walk.press("Form the cluster")
    walk.says("45,000", "Formed on 11 May 2026")
    walk.looked_at()


def answer(walk: Walk, code: str, strong: bool) -> None:
    """A practice answers the questionnaire part by part and reads its result."""
    of = questionnaire()
    walk.as_(lead(code))
    walk.open(f"/practices/{code}/questionnaire/{PROGRAMME}/")
    walk.press("Begin")
    for part in of.parts:
        for question in part.questions:
            if question.core:
                group = walk.page.get_by_role("group", name=question.label)
                choices = group.get_by_role("radio")
                (choices.first if strong else choices.last).check()
        walk.press("Save and continue")
    walk.press("Send, and see the result")
    walk.says("Your result")


def plan(walk: Walk, area: str) -> None:
    """The cluster writes its plan, and the area ratifies it."""
    _, practices = CLUSTERS[area]
    here = f"/local/{PROGRAMME}/{area}/clusters/1/"
    walk.as_(lead(practices[0]))
    walk.open(here)
    walk.follow("Begin the plan")
    walk.press("Begin the plan")


def write(walk: Walk, area: str) -> None:
    _, practices = CLUSTERS[area]
    here = f"/local/{PROGRAMME}/{area}/clusters/1/plan/"
    walk.as_(lead(practices[1]))
    for span, ends in SPANS.items():
        walk.open(f"{here}projects/{span}/")
        walk.fill(
            title=f"Our {span} project",
            aim="Fewer patients wait for what somebody else could do.",
            needs_why="In the stocktake of May.",
            measure="Appointments by others, counted each month",
            lead="Practice manager",
            starts="11 May 2026",
            ends=ends,
        )
        walk.choose(needs="workforce", actions="develop_team")
        if span == "short":
            walk.looked_at()
        walk.press()
    walk.open(f"{here}summary/")
    walk.fill(summary="Shared visits first, then one team, then one building.")
    walk.press()
    walk.follow("Submit the plan")
    walk.press("Submit the plan")
    walk.looked_at()
    walk.as_("commissioner")
    walk.open(here)
    walk.follow("Ratify it or hand it back")
    for one in walk.page.locator("[type=radio][name^=met_][value=yes]").all():
        one.check()
    for one in walk.page.locator("[name^=why_]").all():
        one.fill("It is in the plan.")
    walk.choose(outcome="ratified")
    walk.fill(why="It answers what was found.")
    walk.looked_at()
    walk.press("Keep what you found")


def show_progress(walk: Walk, area: str) -> None:
    _, practices = CLUSTERS[area]
    here = f"/local/{PROGRAMME}/{area}/clusters/1/plan/"
    walk.as_(lead(practices[2]))
    walk.open(f"{here}progress/short/")
    walk.choose(standing="on_track")
    walk.fill(what="Two of three rooms are in use, 140 visits a month.")
    walk.press()
    walk.as_("commissioner")
    walk.open(f"{here}finding/")
    walk.choose(shown="yes")
    walk.fill(why="The rooms were seen in use.")
    walk.press()


def promise(walk: Walk, area: str) -> None:
    walk.as_("resilience")
    walk.open(f"/local/{PROGRAMME}/{area}/clusters/1/money/1/promise/")
    walk.fill(why="The plan was begun.")
    walk.looked_at()
    walk.press("Promise the money")


def pay(walk: Walk, area: str, part: int) -> None:
    """A part is approved, and paid by finance."""
    here = f"/local/{PROGRAMME}/{area}/clusters/1/money/1/parts/{part}/"
    walk.as_("commissioner")
    walk.open(f"{here}approve/")
    walk.fill(why="Seen.")
    walk.press("Approve it")
    walk.as_("finance")
    walk.open(f"{here}pay/")
    walk.fill(
        day="20 May 2026" if part > 1 else "11 May 2026",
        document=f"BACS-{area}-{part}",
        why="Run of May",
    )
    walk.press("Record it")


def test_a_year_of_a_local_programme(walk: Walk) -> None:
    with time_machine.travel(NOW, tick=True) as clock:
        walk.as_("commissioner")
        walk.open(f"/local/{PROGRAMME}/QUY/stocktakes/open/")
        walk.fill(title="Stocktake, spring 2026", opens="11 May 2026", closes="18 May 2026")
        walk.press("Plan this round")
        for area in CLUSTERS:
            form(walk, area)
        for area, (_, practices) in CLUSTERS.items():
            for place, code in enumerate(practices):
                answer(walk, code, strong=place == 0)
            plan(walk, area)
        assert Answered.objects.exclude(round=None).count() == 10
        for area in CLUSTERS:
            promise(walk, area)
            pay(walk, area, 1)

        clock.move_to(NOW.replace(day=19))
        assert close_rounds(NOW.replace(day=19)) == 1
        learns_nothing_of_one_practice(walk)

        clock.move_to(NOW.replace(day=20))
        for area in CLUSTERS:
            write(walk, area)
            pay(walk, area, 2)
            show_progress(walk, area)
            pay(walk, area, 3)
            walk.open(f"/local/{PROGRAMME}/{area}/clusters/1/money/1/")
            walk.says("£10,000 is promised to 5 practices", "£10,000 is paid")
            walk.looked_at()


def learns_nothing_of_one_practice(walk: Walk) -> None:
    """The commissioner reads of clusters, where one of five practices is strong and the others are
    not: the same as if any other one were. What is a practice's own is not there."""
    walk.as_("commissioner")
    walk.open(f"/local/{PROGRAMME}/QUY/stocktakes/")
    walk.follow("Stocktake, spring 2026")
    walk.says("Harbour together", "Levels together")
    walk.looked_at()
    told = walk.page.locator("main").inner_text()
    assert not any(name in told for name in NAMES)
    assert not any(code in told for code in PRACTICES)
    for made in Answered.objects.select_related("organisation"):
        code = made.organisation.code
        for address in ("questionnaire", "stocktake", "toolkit"):
            answer = walk.page.goto(f"/practices/{code}/{address}/{PROGRAMME}/")
            assert answer and answer.status == 404
