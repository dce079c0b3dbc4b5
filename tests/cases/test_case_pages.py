"""The pages of cases: who sees which, what they say to each side, and the steps taken on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client

from resilience.cases.actions import take
from resilience.cases.models import Case
from tests.cases.conftest import at
from tests.cases.world import PEOPLE, reader, user

NOW = at(2019, 1, 7, 9)
DAY = NOW.date()
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """Monday 7 January 2019, nine in the morning."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def as_(client: Client) -> Callable[[str], Client]:
    def sign_in(name: str) -> Client:
        client.force_login(user(name))
        return client

    return sign_in


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_the_practice_sees_when_it_will_hear_and_the_team_what_it_owes(referred, as_):
    case = referred()
    page = text(as_("lead").get(f"/cases/{case.reference}/"))
    assert "Sent to the local team" in page and "It is the local team’s turn." in page
    assert "You will hear that the local team has your request" in page
    assert "By 9 January 2019." in page
    assert "You will hear the next steps or the outcome" in page
    assert "It was due by 4 January 2019." in page
    assert "Withdraw the request" in page and "Acknowledge it" not in page
    page = text(as_("resilience").get(f"/cases/{case.reference}/"))
    assert "Acknowledge a self-referral" in page and "It waits for the local team." in page
    assert "Acknowledge it" in page and "Withdraw" not in page


def test_who_sees_no_case_is_told_there_is_none(referred, as_):
    case = referred()
    may = {"lead", "member", "officer", "commissioner", "resilience", "regional"}
    may |= {"finance", "analyst", "national"}
    for name in PEOPLE:
        answer = as_(name).get(f"/cases/{case.reference}/")
        assert answer.status_code == (200 if name in may else 404), name


def test_a_case_is_acknowledged_on_its_page(referred, as_):
    case, browser = referred(), as_("resilience")
    address = f"/cases/{case.reference}/acknowledge/"
    assert "Message to the practice" in text(browser.get(address))
    answer = browser.post(address, {"text": "We ring you on Tuesday.", "seen": 1}, follow=True)
    page = text(answer)
    assert "The local team acknowledged the request. The practice is told." in page
    assert "We ring you on Tuesday." in page
    assert "not open while the case is “Acknowledged”" in text(browser.get(address))


def test_the_list_has_what_is_due_first_and_says_what_is_late(referred, as_):
    late, today = referred(), referred("A81002", at(2018, 12, 24, 12), "second_lead")
    page = text(as_("resilience").get("/cases/"))
    assert page.index(late.reference) < page.index(today.reference)
    assert "2 cases" in page
    assert "4 January 2019" in page and "Late" in page and "Due today" in page
    only = text(as_("resilience").get("/cases/?due=today"))
    assert today.reference in only and late.reference not in only
    assert late.reference in text(as_("resilience").get("/cases/?q=dene"))
    assert late.reference in text(as_("resilience").get(f"/cases/?q={late.reference.lower()}"))
    assert "No case is like this" in text(as_("resilience").get("/cases/?waits=practice"))
    assert "There are no cases yet" in text(as_("other_resilience").get("/cases/"))
    assert as_("resilience").get("/cases/?due=soon").status_code == 400
