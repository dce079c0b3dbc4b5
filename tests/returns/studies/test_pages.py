"""The pages on which a case study is planned, written, agreed and sent."""

from __future__ import annotations

import pytest
import time_machine

from resilience.organisations.models import Organisation
from resilience.returns.models import CaseStudy
from tests.cases.at_pages import read
from tests.returns.studies.world import NOW, WORDS, asked, fresh, offered, planned, published

WORK = "/studies/gprp-2018-19/"
ONE = f"{WORK}1/"


@pytest.fixture(autouse=True)
def in_february():
    with time_machine.travel(NOW):
        yield


def test_a_team_plans_one_from_the_gap_list(case, as_):
    client = as_("resilience")
    page = client.get(WORK, follow=True)
    assert page.redirect_chain[0][0] == f"{WORK}areas/Y54/"
    words = read(client, f"{WORK}areas/Y54/")
    assert f"{case.reference}, The Dene Surgery" in words
    assert "None yet" in words
    there = f"{WORK}plan/{case.reference}/"
    assert "Nobody is told yet" in read(client, there)
    answer = client.post(
        there,
        {"seen": "0", "category": "workforce", "problems": ["GC4"], "collection": "april-2019"},
    )
    assert answer["Location"] == ONE
    assert "The local team asks the practice for it next." in read(client, ONE)
    assert "is of this case already" in read(client, there)
    answer = client.post(f"{ONE}ask/", {"seen": "0", "due": "4 February 2019"})
    assert "Give a day after today" in answer.content.decode()
    assert client.post(f"{ONE}ask/", {"seen": "0", "due": "1 March 2019"}).status_code == 302


@pytest.mark.parametrize("sent", [{}, {"seen": "x"}, {"category": "magic", "problems": ["GC3"]}])
def test_what_is_filled_in_wrongly_is_said(case, as_, sent):
    answer = as_("resilience").post(f"{WORK}plan/{case.reference}/", sent)
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()


def test_a_practice_writes_and_is_shown_what_another_wrote_meanwhile(case, as_):
    asked(case)
    seen = str(fresh_one().version)
    client = as_("lead")
    assert "Still to be written" in read(client, ONE)
    assert "What the records say" in read(client, f"{ONE}parts/worked/")
    there = f"{ONE}parts/worked/"
    assert client.post(there, {"seen": seen, "text": "Hours of choice."}).status_code == 302
    answer = as_("resilience").post(there, {"seen": seen, "text": "Better pay."}).content.decode()
    assert "Somebody wrote this part meanwhile" in answer
    assert "Hours of choice." in answer
    assert "Better pay." in answer
    answer = client.post(there, {"seen": seen, "text": "Ring 01632 960 001 for it."})
    assert "Leave out the telephone number" in answer.content.decode()
    assert client.post(there, {"seen": "999999999999", "text": "x"}).status_code == 200
    assert client.get(f"{ONE}parts/nothing/").status_code == 404


def fresh_one() -> CaseStudy:
    return CaseStudy.objects.get(number=1)


def test_the_lead_agrees_what_is_shown_and_must_say_yes_or_no(case, as_):
    study = offered(case, worked="It went well at the Dene.")
    client = as_("lead")
    words = read(client, f"{ONE}agree/")
    assert "Change this: its name, at “It went well at the Dene.”" in words
    assert WORDS["did_not_work"] in words
    assert "it is told as a practice in England" in words
    answer = client.post(f"{ONE}agree/", {"seen": str(study.version)})
    assert "Say whether the name may be published" in answer.content.decode()
    answer = client.post(f"{ONE}agree/", {"seen": str(study.version), "named": "no"})
    assert "Change them first: its name" in answer.content.decode()
    client.post(f"{ONE}agree/", {"seen": str(study.version), "named": "yes"})
    assert (fresh(study).state, fresh(study).named) == ("agreed", True)


def test_what_is_not_theirs_is_not_there(case, as_):
    planned(case)
    for name, addresses in {
        "other_lead": [ONE, f"{ONE}name/"],
        "board": [ONE, WORK],
        "lead": [f"{WORK}areas/Y54/", f"{ONE}publish/", f"{WORK}plan/{case.reference}/"],
        "resilience": [f"{ONE}agree/", f"{WORK}areas/Y54/pack/"],
        "national": [f"{WORK}areas/none/", f"{WORK}9/", "/studies/none/", f"{ONE}magic/"],
        "regional": [f"{WORK}99999999999999999999/", f"{WORK}plan/R-999999/"],
    }.items():
        client = as_(name)
        for address in addresses:
            assert client.get(address).status_code == 404, (name, address)


def test_every_page_of_one_that_is_published_reads_well(case, as_):
    published(case, named=True)
    for name, words in {
        "lead": "Say whether the practice may be named",
        "resilience": "Withdraw it",
        "national": "Send it back",
        "regional": "As anybody reads it, in the library",
        "analyst": "What happened",
    }.items():
        client = as_(name)
        assert words in read(client, ONE), name
    client = as_("national")
    assert "North of England" in read(client, WORK)
    assert "To publish or send back" not in read(client, WORK)
    assert "not open now" in read(client, f"{ONE}publish/")
    answer = client.post(f"{ONE}send-back/", {"seen": str(fresh_one().version), "why": ""})
    assert "What is to be changed: write something" in answer.content.decode()


def test_an_england_with_nothing_in_it_has_pages(db, signed_in, client, settings, tmp_path):
    settings.RESILIENCE_HOME = tmp_path
    Organisation.objects.create(code="ENG", kind="nation", name="England")
    signed_in(national_team="ENG")
    assert "No case study here yet" in read(client, WORK)


def test_the_overview_of_a_practice_has_its_own(case, as_):
    assert "No case study here yet" in read(as_("lead"), WORK)
    planned(case)
    assert "The Dene Surgery" in read(as_("lead"), WORK)
    assert "No case study here yet" in read(as_("other_lead"), WORK)
