"""The page on which a request is decided, and the letter."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client

from resilience.cases.models import Case, Decision
from tests.cases.conftest import at
from tests.cases.deciding_world import NOW, REASONS, assessed, decided, step
from tests.cases.test_case_pages import text
from tests.cases.world import PEOPLE, user

pytestmark = pytest.mark.django_db
LATER = at(2019, 1, 7, 15)
OFFER = {"outcome": "offer_help", "categories": ["workforce"], "reasons": REASONS}


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture(autouse=True)
def nobody_is_sampled(monkeypatch) -> None:
    """Whether a case is of the sample follows from its reference, which follows from others."""
    monkeypatch.setattr("resilience.cases.assessing.second.in_sample", lambda *_: False)


@pytest.fixture
def case(referred: Callable[..., Case]) -> Case:
    return assessed(referred())


@pytest.fixture
def as_(client: Client) -> Callable[[str], Client]:
    def sign_in(name: str) -> Client:
        client.force_login(user(name))
        return client

    return sign_in


def test_it_opens_for_those_who_decide(case, as_):
    opens = {name for name in PEOPLE if as_(name).get(page(case)).status_code == 200}
    assert opens == {"resilience", "regional"}


def test_beside_the_form_stands_what_it_rests_on(case, as_, referred):
    other = assessed(referred("A81002", by="second_lead"), 4, 5)
    decided(other)
    found = text(as_("resilience").get(page(case)))
    assert "Two of three partners leave within the year." in found
    assert "GC4" in found and "Scope for support <strong>4</strong>" in found
    assert "What was decided on requests in the same band" in found


def test_the_letter_is_seen_before_it_is_sent_and_may_be_changed(case, as_):
    client = as_("resilience")
    asked = OFFER | {"seen": case.version}
    checked = text(client.post(page(case), asked))
    assert "Check the letter before you send it" in checked and REASONS in checked
    assert not Decision.objects.exists()
    changing = text(client.post(page(case), asked | {"press": "change"}))
    assert REASONS in changing and "Your decision" in changing
    sent = client.post(page(case), asked | {"press": "send"})
    made = Decision.objects.get()
    assert sent.url == f"/cases/{case.reference}/letter/1/"
    assert (made.outcome, made.categories, made.reasons) == tuple(OFFER.values())
    assert "decided, and the letter is with the practice" in text(client.get(sent.url))


def test_what_is_missing_is_said_beside_it(case, as_):
    client = as_("resilience")
    assert "Choose what you decide" in text(client.post(page(case), {"seen": case.version}))
    found = text(client.post(page(case), {"outcome": "offer_help", "seen": case.version}))
    assert "Choose at least one kind of help" in found and "Write why" in found


def test_kinds_of_help_go_with_an_offer_only(case, as_):
    asked = OFFER | {"outcome": "signpost", "seen": case.version, "press": "send"}
    as_("resilience").post(page(case), asked)
    assert Decision.objects.get().categories == []


def test_asking_for_more_leads_to_the_question(case, as_):
    answer = as_("resilience").post(page(case), {"outcome": "ask", "seen": case.version})
    assert answer.url == f"/cases/{case.reference}/ask/"


def test_who_looks_at_an_old_page_loses_no_word(case, as_):
    seen = case.version
    step(case, "tell", text="We visit on Monday.")
    asked = OFFER | {"seen": seen, "press": "send"}
    found = text(as_("regional").post(page(case), asked))
    assert "This case changed after you opened the page" in found and REASONS in found
    assert not Decision.objects.exists()


def test_where_nothing_may_be_decided_the_page_says_why(referred, as_):
    case = referred()
    found = text(as_("resilience").get(page(case)))
    assert "is not open while the case is “Received”" in found
    assert 'name="reasons"' not in found


def test_another_look_shows_what_was_asked_and_decided_before(case, as_):
    decided(case, at=NOW)
    step(case, "ask_again", by="lead", text="A partner has resigned since.")
    found = text(as_("regional").get(page(case)))
    assert "A partner has resigned since." in found and "What was decided before" in found
    assert "You decided it before: somebody else" in text(as_("resilience").get(page(case)))


def test_the_letter_is_read_by_all_who_see_the_case_and_by_nobody_else(case, as_):
    decided(case)
    address = f"/cases/{case.reference}/letter/1/"
    opens = {name for name in PEOPLE if as_(name).get(address).status_code == 200}
    seen = {
        name for name in PEOPLE if as_(name).get(f"/cases/{case.reference}/").status_code == 200
    }
    assert opens == seen
    found = text(as_("lead").get(address))
    assert REASONS in found and "Two of three partners" not in found
    assert as_("lead").get(f"/cases/{case.reference}/letter/2/").status_code == 404


def page(case: Case) -> str:
    return f"/cases/{case.reference}/decide/"
