"""The page on which a request is decided, and the letter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client

from resilience.cases.models import Case, Decision
from tests.cases.at_pages import rows, text
from tests.cases.conftest import at
from tests.cases.deciding_world import DAY, NOW, REASONS, assessed, decided, step
from tests.cases.placed import placed
from tests.cases.world import PEOPLE, reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_is_sampled")]
LATER = at(2019, 1, 7, 15)
OFFER = {"outcome": "offer_help", "categories": ["workforce"], "reasons": REASONS}


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def case(referred: Callable[..., Case]) -> Case:
    return assessed(referred())


def test_it_opens_for_those_who_decide(case, as_):
    opens = {name for name in PEOPLE if as_(name).get(page(case)).status_code == 200}
    assert opens == {"resilience", "regional"}


def test_beside_the_form_stands_what_it_rests_on(case, as_, referred):
    other = assessed(referred("A81002", by="second_lead"), 4, 5)
    decided(other)
    found = text(as_("resilience").get(page(case)))
    assert "Two of three partners leave within the year." in found
    assert "GC4" in found and "Scope 4, impact 4" in found
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


def test_who_asks_for_more_after_all_keeps_what_they_wrote(case, as_):
    client, asked = as_("resilience"), "How many partners leave, and when?"
    answer = client.post(page(case), {"outcome": "ask", "reasons": asked, "seen": case.version})
    assert asked in text(answer) and f'action="/cases/{case.reference}/ask/"' in text(answer)
    client.post(f"/cases/{case.reference}/ask/", {"text": asked, "seen": case.version})
    assert case.events.last().text == asked


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


# --- the page of the case


def test_one_button_decides_and_what_stands_in_its_way_comes_first(referred, as_):
    case = referred()
    step(case, "acknowledge")
    step(case, "assess")
    client = as_("resilience")
    assert main(client, case) == ("Assess it and place it on the matrix", "place")
    placed(case, by=reader("regional", DAY), at=NOW)
    assert main(client, case) == ("Decide", "decide")
    placed(case, 2, 2, by=reader("resilience", DAY), at=NOW, kind="second")
    assert main(client, case) == ("Settle where it stands on the matrix", "settle")
    found = text(client.get(f"/cases/{case.reference}/"))
    assert "<strong>Decide</strong>: Two assessors placed it differently" in found
    assert "Decide to offer help" not in found


def test_both_sides_read_the_decision_and_only_those_who_decide_the_placement(case, as_):
    decided(case, outcome="not_prioritise")
    for name in ("lead", "commissioner", "resilience", "analyst"):
        found = text(as_(name).get(f"/cases/{case.reference}/"))
        assert REASONS in found and "The letter of 7 January 2019" in found, name
        deliberates = name in ("commissioner", "resilience")
        assert ("Where it was placed" in found) == deliberates, name
        assert ("Two of three partners leave" in found) == deliberates, name
    found = text(as_("lead").get(f"/cases/{case.reference}/"))
    assert "Not prioritised for help now" in found
    assert "Ask for another look at the decision" in found


def test_a_second_assessor_who_is_wanted_sees_no_placement_yet(case, as_):
    step(case, "ask_second", by="regional", text="It is close.")
    for address in (f"/cases/{case.reference}/", page(case)):
        assert "Two of three partners leave" not in text(as_("resilience").get(address)), address
    assert "Two of three partners leave" in text(as_("regional").get(f"/cases/{case.reference}/"))


# --- the list


def test_the_list_has_the_band_for_those_who_deliberate_and_for_nobody_else(case, referred, as_):
    referred("A81002", by="second_lead")
    title = case.pack.matrix.band(4, 4).title
    band = case.placement.band
    for name in ("resilience", "commissioner"):
        found = text(as_(name).get("/cases/"))
        assert title in found, name
        found = text(as_(name).get(f"/cases/?band={band}"))
        assert case.reference in found and "1 open case" in found
        (row,) = rows(as_(name).get(f"/cases/?band={band}&format=csv"))
        assert row["band"] == title
    for name in ("lead", "analyst"):
        found = text(as_(name).get("/cases/"))
        assert title not in found and 'name="band"' not in found
        assert case.reference not in text(as_(name).get(f"/cases/?band={band}"))
        assert "band" not in rows(as_(name).get("/cases/?format=csv"))[0]


def test_a_band_is_not_shown_to_who_may_be_the_second_to_place_it(case, as_):
    step(case, "ask_second", by="regional", text="It is close.")
    title, band = case.pack.matrix.band(4, 4).title, case.placement.band
    assert title not in table_of(as_("resilience").get("/cases/"))
    assert case.reference not in text(as_("resilience").get(f"/cases/?band={band}"))
    assert title in table_of(as_("regional").get("/cases/"))


def test_asking_for_more_in_between_shows_no_second_assessor_where_it_was_placed(case, as_):
    step(case, "ask_second", by="regional", text="It is close.")
    step(case, "ask", by="regional", text="How many partners leave?")
    title, band = case.pack.matrix.band(4, 4).title, case.placement.band
    for address in (f"/cases/{case.reference}/", page(case)):
        assert "Two of three partners leave" not in text(as_("resilience").get(address)), address
    assert title not in table_of(as_("resilience").get("/cases/"))
    assert case.reference not in text(as_("resilience").get(f"/cases/?band={band}"))


def table_of(answer) -> str:
    found = text(answer)
    return found[found.index("<table") : found.index("</table")]


def main(client: Client, case: Case) -> tuple[str, str]:
    """The title and the address of the main button of a case."""
    found = text(client.get(f"/cases/{case.reference}/"))
    pressed = re.search(
        rf'class="cases-main"><a class="nhsuk-button" [^>]*href="/cases/{case.reference}/([^/]+)/"'
        r">([^<]+)</a>",
        found,
    )
    assert pressed, found
    return pressed[2], pressed[1]
