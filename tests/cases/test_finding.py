"""Practices that did not ask are found by those who answer requests, and recorded."""

from __future__ import annotations

import re
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.saying import why_not_say
from resilience.cases.actions import flag, raise_concern, take
from resilience.cases.actions.stepping import LONGEST
from resilience.cases.finding.choosing import written
from resilience.cases.models import Case, PastSupport
from resilience.organisations.models import Coverage, Kind, Organisation
from tests.cases.conftest import at
from tests.look.reading import check
from tests.screening.conftest import england_to_show, snapshot  # noqa: F401
from tests.screening.pages import PROGRAMME

pytestmark = pytest.mark.django_db
HERE = f"/cases/found/{PROGRAMME}/"
NOW = at(2018, 7, 2, 10)
DAY = NOW.date()
TEAM = "Q74"


@pytest.fixture(autouse=True)
def in_2018():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def lead(snapshot, signed_in) -> Reader:  # noqa: F811
    """The resilience lead of the team of A81001 is signed in."""
    return Reader(signed_in(resilience_lead=TEAM), DAY)


def somebody(role: str, code: str) -> Reader:
    person = User.objects.create_user(f"{role}.{code}@example.nhs.uk".lower(), name=role)
    organisation = Organisation.objects.get(code=code)
    person.memberships.create(organisation=organisation, role=role, starts=date.min)
    return Reader(person, DAY)


def practice(code: str = "A81001") -> Organisation:
    return Organisation.objects.get(code=code)


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    return answer.content.decode()


def text(client: Client, path: str) -> str:
    return check(page(client, path)).text


def found(by: Reader, *codes: str, route: str = Case.Route.LIST_FOR_REVIEW) -> Case:
    return flag(
        by=by,
        practices=[practice(code) for code in codes or ("A81001",)],
        programme=PROGRAMME,
        route=route,
        why="Rated Inadequate.",
        at=NOW,
    )


def declined(by: Reader, case: Case) -> Case:
    asker = somebody("practice_lead", case.organisation.code)
    take(by=by, case=case, step="offer", seen=1, at=NOW, text="We would like to help.")
    take(by=asker, case=case, step="decline", seen=2, at=NOW, text="Not now.")
    case.refresh_from_db()
    return case


def past(code: str, what: str = "declined", **other: object) -> PastSupport:
    told = {
        "scheme": "Vulnerable Practice Programme",
        "year": "2016-17",
        "source": "past.csv",
        "line": 7,
        "tier": "commissioner",
        "added": NOW,
    }
    return PastSupport.objects.create(organisation=practice(code), what=what, **told | other)


# --- from the list for review


def test_those_on_the_list_for_review_are_found_with_why(client, lead):
    shown = text(client, HERE)
    assert "A81001" in shown and "Inadequate" in shown
    assert "P81001" not in shown  # on the list, but another team's
    form = text(client, f"{HERE}A81001/?by=list_for_review")
    assert "On the list for review as at 30 June 2018" in form
    assert "is not told, until you offer help" in form


def test_recording_one_leads_to_its_case_which_the_practice_does_not_see(client, lead, signed_in):
    address = f"{HERE}A81001/?by=list_for_review"
    answer = client.post(address, {"why": "Rated Inadequate, and points fell."})
    case = Case.objects.get()
    assert answer.status_code == 302 and answer.url == f"/cases/{case.reference}/"
    assert (case.route, case.state) == ("list_for_review", "flagged")
    assert case.events.get().text == "Rated Inadequate, and points fell."
    assert "Nobody is left on this list" in text(client, HERE)
    assert "1 more on the list has an open case" in text(client, HERE)
    assert not Case.objects.visible_to(somebody("practice_lead", "A81001")).exists()


def test_one_with_an_open_case_is_not_recorded_twice(client, lead):
    case = found(lead)
    address = f"{HERE}A81001/"
    assert f"has an open case: {case.reference}" in text(client, address)
    answer = client.post(address, {"why": "Again."})
    shown = check(answer.content.decode()).text
    assert f"has an open case: {case.reference}" in shown and "Again." in shown
    assert Case.objects.count() == 1


def test_what_is_written_says_why_and_nothing_of_patients(client, lead):
    address = f"{HERE}A81001/"
    for why, told in (
        ("", "Write why"),
        ("Ring 01632 960 123.", "Leave out the telephone number"),
        ("x" * (LONGEST + 1), "at most 4,000 characters"),
    ):
        answer = client.post(address, {"why": why})
        assert answer.status_code == 200
        assert told in check(answer.content.decode()).text
    assert not Case.objects.exists()


def test_outside_its_days_nobody_is_recorded(client, lead):
    with time_machine.travel(at(2019, 4, 2)):
        client.force_login(lead.user)
        assert "runs from 1 April 2018 to 31 March 2019" in text(client, HERE)
        address = f"{HERE}A81001/"
        assert "No practice is recorded for it now" in text(client, address)
        answer = client.post(address, {"why": "Late."})
        assert "No practice is recorded for it now" in answer.content.decode()
    assert not Case.objects.exists()


# --- who may


@pytest.mark.parametrize(
    ("role", "code"),
    [
        ("practice_lead", "A81001"),
        ("commissioner", "00K"),
        ("analyst", "Y54"),
        ("national_team", "ENG"),
        ("board_reader", "00K"),
        ("administrator", "00K"),
    ],
)
def test_only_those_who_answer_requests_find_practices(client, snapshot, signed_in, role, code):  # noqa: F811
    signed_in(**{role: code})
    for address in (HERE, f"{HERE}A81001/", "/cases/found/"):
        assert client.get(address).status_code == 404


def test_practices_of_others_are_not_there(client, lead):
    for address in (
        "P81001/",
        "nobody/",
        "00K/",
        "00T/?by=group",
        "P81001/?by=earlier_offer",
        "A81001/?by=neighbour&of=A81002",
    ):
        assert client.get(f"{HERE}{address}").status_code == 404, address
    assert client.post(f"{HERE}P81001/", {"why": "x"}).status_code == 404
    assert client.get("/cases/found/no-such/").status_code == 404
    assert client.get(f"{HERE}?by=magic").status_code == 400
    assert client.get(f"{HERE}?by=neighbour&of=A81001").status_code == 400
    assert client.get(f"{HERE}?page=99").status_code == 400


# --- earlier offers


def test_an_offer_of_earlier_years_that_was_not_taken_up_is_found_again(client, lead):
    past("A81002", note="No time then.")
    past("A81002", "received", scheme="GP Resilience", year="2017-18")
    past("A81003", "received")
    past("P81001")
    address = f"{HERE}?by=earlier_offer"
    shown = text(client, address)
    assert "1 practice that did not take up an earlier offer" in shown
    assert "A81002" in shown and "P81001" not in shown and "A81003" not in shown
    form = text(client, f"{HERE}A81002/?by=earlier_offer")
    assert (
        "Was offered help and did not take it up: Vulnerable Practice Programme, in 2016-17 "
        "(past.csv, line 7). No time then." in form
    )
    assert "Received help: GP Resilience, in 2017-18" in form


def test_an_offer_declined_here_leads_to_its_case_where_it_is_made_again(client, lead):
    case = declined(lead, found(lead, "A81004"))
    shown = text(client, f"{HERE}?by=earlier_offer")
    assert f"on 2 July 2018 ({case.reference})" in shown
    assert "Offer declined" in shown
    take(by=lead, case=case, step="close", seen=3, at=NOW, text="All was said.")
    assert "/A81004/?by=earlier_offer" in page(client, f"{HERE}?by=earlier_offer")


def test_one_that_accepted_later_did_take_it_up(client, lead):
    case = declined(lead, found(lead, "A81004"))
    take(by=lead, case=case, step="offer", seen=3, at=NOW, text="Again.")
    asker = Reader(User.objects.get(email="practice_lead.a81004@example.nhs.uk"), DAY)
    take(by=asker, case=case, step="accept", seen=4, at=NOW)
    assert "No earlier offer is known" in text(client, f"{HERE}?by=earlier_offer")


# --- groups


@pytest.fixture
def group(snapshot) -> Organisation:  # noqa: F811
    """A group of three practices, two of which are on the list for review."""
    made = Organisation.objects.create(code="GROUP-1", kind=Kind.GROUP, name="Coast Practices")
    for code in ("A81001", "A81002", "A81003"):
        Coverage.objects.create(organisation=made, area=practice(code), starts=date(2018, 1, 1))
    return made


@pytest.fixture
def two_listed(snapshot):  # noqa: F811
    """A81001 and A81002 are on the list for review."""
    connection.cursor().execute(
        "UPDATE screening_screenedpractice SET for_review = %s WHERE code IN ('A81001', 'A81002')",
        [True],
    )


def test_a_group_with_several_practices_on_the_list_goes_in_one_case(
    client, lead, group, two_listed
):
    shown = text(client, f"{HERE}?by=group")
    assert "Coast Practices" in shown and "2 of its 3 open practices" in shown
    address = f"{HERE}GROUP-1/?by=group"
    boxes = re.findall(r'value="(\w+)"([^>]*)>', page(client, address).split("Which practice")[0])
    assert {code for code, more in boxes if "checked" in more} == {"A81001", "A81002"}
    told = {"practices": ["A81001", "A81003"], "leads": "A81003", "why": "Both struggle."}
    answer = client.post(address, told)
    case = Case.objects.get()
    assert answer.url == f"/cases/{case.reference}/"
    assert case.organisation.code == "A81003" and case.route == "group"
    assert [one.organisation.code for one in case.practices.all()] == ["A81003", "A81001"]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"practices": ["A81001"], "leads": "A81001"}, "Choose at least two practices"),
        ({"practices": ["A81001", "A81002"], "leads": "A81003"}, "a leading practice that is in"),
        ({"practices": ["A81001", "P81001"], "leads": "A81001"}, "P81001 is not one of"),
        ({"practices": ["A81001", "A81002"]}, "Choose the practice that leads"),
    ],
)
def test_a_group_has_two_practices_or_more_and_one_of_them_leads(
    client, lead, group, two_listed, told, why
):
    answer = client.post(f"{HERE}GROUP-1/?by=group", told | {"why": "Both."})
    assert answer.status_code == 200
    assert why in check(answer.content.decode()).text
    assert not Case.objects.exists()


def test_of_a_group_one_with_an_open_case_is_left_out(client, lead, group, two_listed):
    case = found(lead, "A81001")
    shown = text(client, f"{HERE}?by=group")
    assert case.reference in shown and "Fewer than two of them" in shown
    form = text(client, f"{HERE}GROUP-1/?by=group")
    assert f"Left out, as it has an open case: {case.reference}" in form
    with pytest.raises(Exception, match=f"has an open case, {case.reference}"):
        found(lead, "A81002", "A81001", route=Case.Route.GROUP)


# --- concerns


def test_a_concern_waits_for_the_team_with_what_was_written(client, lead):
    by = somebody("commissioner", "00K")
    case = raise_concern(
        by=by, practice=practice(), programme=PROGRAMME, why="Two <b>partners</b> left.", at=NOW
    )
    raise_concern(
        by=somebody("commissioner", "00T"),
        practice=practice("P81001"),
        programme=PROGRAMME,
        why="Not theirs to read.",
        at=NOW,
    )
    shown = text(client, f"{HERE}?by=concern")
    assert "Two <b>partners</b> left." in shown and case.reference in shown
    assert "Not theirs" not in shown
    take(by=lead, case=case, step="offer", seen=1, at=NOW, text="We would like to help.")
    assert "No concern waits for you" in text(client, f"{HERE}?by=concern")


# --- how it is written beforehand, and how many queries it takes


def test_what_is_written_beforehand_may_be_sent_as_it_is(lead):
    facts = {one: tuple(f"Line {n} of {one}." for n in range(500)) for one in ("A81001", "A81002")}
    practices = [practice("A81001"), practice("A81002")]
    whole = written(practices, facts)
    assert len(whole) <= LONGEST and whole.endswith("practice.")
    assert not why_not_say(whole, LONGEST)
    assert written(practices[:1], {"A81001": ("One.",)}) == "One."


@pytest.mark.parametrize("way", ["list_for_review", "earlier_offer", "group", "concern"])
def test_a_page_takes_as_many_queries_however_many_practices(client, lead, group, two_listed, way):
    by = somebody("commissioner", "00K")

    def known_of(numbers: range) -> None:
        for code in (f"A81{number:03}" for number in numbers):
            past(code)
            told = {"practice": practice(code), "programme": PROGRAMME, "why": "It may need help."}
            raise_concern(by=by, at=NOW, **told)

    def queries() -> int:
        page(client, f"{HERE}?by={way}")  # what is kept in memory is there
        with CaptureQueriesContext(connection) as taken:
            page(client, f"{HERE}?by={way}")
        return len(taken)

    known_of(range(5, 6))
    few = queries()
    known_of(range(6, 16))
    connection.cursor().execute("UPDATE screening_screenedpractice SET for_review = %s", [True])
    assert queries() == few
    assert few < 20
