"""My work: what waits for each person, and what they wait for."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resilience.accounts.reader import Reader
from resilience.accounts.waiting import Waiting
from resilience.cases.actions import (
    begin_draft,
    decide,
    flag,
    hand_over,
    raise_concern,
    state_support,
    take,
)
from resilience.cases.actions.proposing import review_list
from resilience.cases.models import Case
from resilience.cases.prioritising.footprint import Footprint
from resilience.programmes.local import in_force
from resilience.reports import work as rooms_with_work
from resilience.reports.work import headings, waiting_for
from resilience.returns.work import work as work_of_returns
from tests.cases.conftest import RECEIVED, at
from tests.cases.placed import placed
from tests.cases.world import PEOPLE, PROGRAMME, practice, reader, user

pytestmark = pytest.mark.django_db
LATER = at(2019, 1, 9, 12)
DAY = LATER.date()


@pytest.fixture(autouse=True)
def nobody_reports(monkeypatch) -> None:
    """What is owed of the programme itself has tests of its own."""
    rooms = tuple(one for one in rooms_with_work.ROOMS if one is not work_of_returns)
    monkeypatch.setattr(rooms_with_work, "ROOMS", rooms)


def work(name: str, day: date = DAY) -> dict[str, list[Waiting]]:
    """What somebody's page shows, by kind."""
    return {one.id: list(one.first) for one in headings(reader(name, day))}


def kinds() -> dict[str, list[str]]:
    """The kinds of work of each person who has some."""
    found = {name: list(work(name)) for name in PEOPLE}
    return {name: has for name, has in found.items() if has}


def step(case: Case, name: str, by: str = "resilience", text: str = "") -> None:
    case.refresh_from_db()
    take(by=reader(by, DAY), case=case, step=name, seen=case.version, at=LATER, text=text)


def test_whose_turn_it_is_with_a_request(referred):
    case = referred()
    asking = {"lead": ["team_next"], "member": ["team_next"]}
    supporting = {"officer": ["support"], "commissioner": ["support"]}
    team = {"resilience": ["nobodys"], "regional": ["nobodys"]}
    assert kinds() == asking | supporting | team
    (waits,) = work("resilience")["nobodys"]
    assert waits.title == f"{case.reference}: The Dene Surgery"
    assert (waits.stands, waits.since) == ("Received", RECEIVED.date())
    assert [(one.what, one.due, one.tag) for one in waits.owed] == [
        ("Tell the practice the next steps or the outcome", date(2019, 1, 4), "Late"),
        ("Acknowledge a self-referral", date(2019, 1, 9), "Due today"),
    ]
    assert work("lead")["team_next"][0].stands == "Sent to the local team"


def test_what_the_team_asked_waits_for_the_practice(referred):
    case = referred()
    step(case, "acknowledge")
    step(case, "ask", text="How many sessions?")
    found = kinds()
    assert found["lead"] == found["member"] == ["asked"]
    assert found["resilience"] == found["regional"] == ["practice_next"]
    assert "second_lead" not in found


def test_an_offer_waits_for_whoever_answers_for_the_practice(world):
    case = flag(
        by=reader("resilience", DAY),
        practices=[practice()],
        programme=PROGRAMME,
        route=Case.Route.LIST_FOR_REVIEW,
        why="Three criteria are met.",
        at=LATER,
    )
    assert kinds() == {"resilience": ["nobodys"], "regional": ["nobodys"]}
    step(case, "offer", text="We would like to help.")
    assert kinds() == {
        "lead": ["offered"],
        "resilience": ["practice_next"],
        "regional": ["practice_next"],
    }
    step(case, "decline", by="lead")
    assert kinds() == {}


def test_what_was_given_to_somebody_comes_first_and_is_somebody_elses_to_others(referred):
    mine, free = referred(), referred("A81002", RECEIVED, "second_lead")
    hand_over(by=reader("regional", DAY), case=mine, to=user("resilience"), seen=1, at=LATER)
    found = work("resilience")
    assert list(found) == ["mine", "nobodys"]
    assert found["mine"][0].title.startswith(mine.reference)
    assert found["nobodys"][0].title.startswith(free.reference)
    assert list(work("regional")) == ["nobodys", "others"]
    assert work("regional")["others"][0].has_it == "resilience"


def test_a_request_waits_for_a_word_of_each_organisation_of_its_area_once(referred):
    case = referred("A81001", RECEIVED, "lead", "P81001")
    assert {name for name, has in kinds().items() if "support" in has} == {
        *("officer", "commissioner", "other_commissioner"),
    }
    said = {"supports": "yes", "statement": "", "priority": "", "seen": 1, "at": LATER}
    state_support(by=reader("commissioner", DAY), case=case, **said)
    found = kinds()
    assert (found["commissioner"], found["officer"]) == (["said"], ["support"])
    assert found["other_commissioner"] == ["support"]


def test_who_raised_a_concern_waits_for_the_team_and_the_practice_sees_nothing(world):
    raise_concern(
        by=reader("officer", DAY),
        practice=practice(),
        programme=PROGRAMME,
        why="Two partners leave.",
        at=LATER,
    )
    assert kinds() == {"officer": ["raised"], "resilience": ["nobodys"], "regional": ["nobodys"]}


def test_a_form_that_was_begun_waits_for_its_practice_while_the_programme_runs(world):
    begin_draft(
        by=reader("lead", DAY),
        practice=practice(),
        programme=PROGRAMME,
        form="referral",
        at=LATER,
    )
    assert kinds() == {"lead": ["drafts"], "member": ["drafts"]}
    (waits,) = work("member")["drafts"]
    assert waits.stands == "0 of 6 parts saved"
    assert waits.owed[0].due == date(2019, 3, 31)
    assert work("member", date(2019, 4, 1)) == {}


def test_the_most_pressing_comes_first(referred):
    early, late = referred(at=at(2018, 12, 28, 9)), referred("A81002", RECEIVED, "second_lead")
    found = referred("P81001", RECEIVED, "other_lead")
    step(late, "acknowledge")
    step(found, "acknowledge", by="regional")
    step(found, "tell", by="regional", text="We visit on Monday.")
    rows = work("regional")["nobodys"]
    assert [one.title.split(":")[0] for one in rows] == [
        *(late.reference, early.reference, found.reference),
    ]


def test_much_work_is_counted_and_the_first_of_it_shown(world, referred, monkeypatch):
    monkeypatch.setattr("resilience.reports.work.AT_MOST", 2)
    for code, by in (("A81001", "lead"), ("A81002", "second_lead"), ("P81001", "other_lead")):
        referred(code, RECEIVED, by)
    (found,) = headings(reader("regional", DAY))
    assert (found.total, len(found.first), found.more) == (3, 2, 1)
    assert waiting_for(reader("regional", DAY)) == 3


def test_who_acts_for_nobody_is_asked_nothing(world, django_assert_num_queries):
    nobody = Reader(user("lead"), date(2013, 3, 31))  # before their membership began
    with django_assert_num_queries(1):
        assert headings(nobody) == []


@pytest.mark.parametrize("name", ["resilience", "regional"])
def test_the_whole_list_has_as_many_as_the_heading_says(referred, client, name):
    given = referred()
    referred("A81002", RECEIVED, "second_lead")
    asked = referred("P81001", RECEIVED, "other_lead")
    step(asked, "acknowledge", by="regional")
    step(asked, "ask", by="regional", text="How many sessions?")
    hand_over(by=reader("regional", DAY), case=given, to=user("resilience"), seen=1, at=LATER)
    client.force_login(user(name))
    with time_machine.travel(LATER):
        for one in headings(reader(name, DAY)):
            page = client.get(one.all_at).content.decode()
            assert f">{one.total} case{'s' * (one.total != 1)}</h2>" in page, one.id


@pytest.mark.parametrize("name", ["regional", "commissioner", "lead"])
def test_the_page_takes_the_same_queries_however_much_there_is(
    name, referred, client, django_assert_max_num_queries
):
    client.force_login(user(name))
    referred()
    with time_machine.travel(LATER):
        client.get("/my-work/")
        with CaptureQueriesContext(connection) as few:
            client.get("/my-work/")
        for code, by in (("A81002", "second_lead"), ("P81001", "other_lead")):
            referred(code, RECEIVED, by)
        with django_assert_max_num_queries(len(few)):
            client.get("/my-work/")


def test_nobody_is_shown_what_they_do_not_see(referred):
    """An invariant of the roles: whoever has work with a case sees it."""
    case = referred("A81001", RECEIVED, "lead", "P81001")
    step(case, "acknowledge")
    for name in PEOPLE:
        shown = {one.title.split(":")[0] for rows in work(name).values() for one in rows}
        seen = Case.objects.visible_to(reader(name, DAY)).values_list("reference", flat=True)
        assert shown <= set(seen)


# --- on the way to a decision


@pytest.mark.usefixtures("nobody_is_sampled")
def test_what_comes_next_on_the_way_to_a_decision_and_for_whom(referred):
    case = referred()
    step(case, "acknowledge")
    step(case, "assess")
    team = ("resilience", "regional")

    def kinds_of_the_team() -> dict[str, set[str]]:
        return {name: set(work(name)) - {"reviews"} for name in team}

    assert kinds_of_the_team() == {one: {"assess"} for one in team}
    case.refresh_from_db()
    placed(case, by=reader("regional", DAY), at=LATER)
    assert kinds_of_the_team() == {one: {"decide"} for one in team}
    step(case, "ask_second", text="It is close.")
    assert kinds_of_the_team() == {"resilience": {"second"}, "regional": {"colleague"}}
    case.refresh_from_db()
    placed(case, 2, 2, by=reader("resilience", DAY), at=LATER, kind="second")
    assert kinds_of_the_team() == {one: {"settle"} for one in team}
    placed(case, 3, 3, by=reader("regional", DAY), at=LATER, kind="settled")
    told = {"by": reader("resilience", DAY), "at": LATER, "reasons": "Others are worse off."}
    case.refresh_from_db()
    decide(case=case, outcome="not_prioritise", seen=case.version, **told)
    assert kinds_of_the_team() == {one: set() for one in team}
    step(case, "ask_again", by="lead", text="A partner resigned.")
    assert kinds_of_the_team() == {"resilience": {"colleague"}, "regional": {"again"}}
    assert list(work("lead")) == ["team_next"]


@pytest.mark.usefixtures("nobody_is_sampled")
def test_what_somebody_took_is_somebody_elses_but_a_second_assessor_is_anybody(referred):
    case = referred()
    step(case, "acknowledge")
    step(case, "assess")
    case.refresh_from_db()
    by, to = reader("resilience", DAY), user("resilience")
    hand_over(by=by, case=case, to=to, seen=case.version, at=LATER)
    assert (list(work("resilience")), list(work("regional"))) == (["assess"], ["others"])
    case.refresh_from_db()
    placed(case, by=by, at=LATER)
    step(case, "ask_second", text="It is close.")
    assert "second" in work("regional") and "colleague" in work("resilience")


def test_a_list_is_looked_at_again_six_months_after_it_was(referred):
    case = referred()
    assert "reviews" not in work("resilience")
    placed(case, by=reader("resilience", DAY), at=LATER)
    (waits,) = work("resilience")["reviews"]
    assert (waits.owed[0].due, waits.owed[0].tag) == (date(2018, 10, 1), "Late")
    by = reader("resilience", DAY)
    footprint = Footprint(practice("Q74"), by, in_force(PROGRAMME))
    review_list(by=by, footprint=footprint, note="All as it was.", at=LATER)
    assert "reviews" not in work("resilience") and "reviews" in work("regional")
    assert "reviews" not in work("resilience", date(2019, 6, 20))
    assert "reviews" in work("resilience", date(2019, 6, 28))
    assert "reviews" not in work("commissioner")
