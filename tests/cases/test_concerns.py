"""An LMC or a commissioner asks the local team to look at a practice (GC6)."""

from __future__ import annotations

import pytest
from django.test import Client

from resilience.cases.actions import flag
from resilience.cases.models import Case
from resilience.notices.models import Notice
from tests.cases.at_pages import read, signed_in
from tests.cases.conftest import RECEIVED
from tests.cases.world import PROGRAMME, practice, reader, user
from tests.look.reading import check

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("findable", "friday")]
SEARCH = f"/cases/concern/{PROGRAMME}/"
HERE = f"{SEARCH}A81001/"
DAY = RECEIVED.date()


@pytest.mark.parametrize("name", ["officer", "commissioner"])
def test_who_speaks_for_a_body_raises_a_concern_and_the_team_is_told(client, name):
    signed_in(client, name)
    assert "The practice does not see it, and is not told" in read(client, HERE)
    answer = client.post(HERE, {"why": "Two partners left, and the lease ends."})
    case = Case.objects.get()
    assert answer.url == f"/cases/{case.reference}/"
    assert (case.route, case.state) == ("concern", "flagged")
    assert case.raised_for.code == ("LMC-1" if name == "officer" else "00K")
    assert client.get(answer.url).status_code == 200
    assert {one.user for one in Notice.objects.all()} == {user("resilience")}
    assert Client().get(HERE).status_code == 302
    assert signed_in(Client(), "lead").get(answer.url).status_code == 404


def test_practices_of_ones_own_area_are_found_by_name_or_code(client):
    signed_in(client, "officer")
    assert "2 practices in your area" in read(client, SEARCH)
    shown = read(client, f"{SEARCH}?q=dene")
    assert "1 practice for “dene”" in shown and "The Dene Surgery A81001" in shown
    for words in ("mill lane", "P81001", "<script>"):
        assert "No practice found for" in read(client, f"{SEARCH}?q={words}")


def test_a_whole_letter_pasted_into_the_search_is_looked_for_by_its_first_words(client):
    signed_in(client, "officer")
    shown = read(client, f"{SEARCH}?q={'surgery+' * 1500}")
    assert f"1 practice for “{'surgery ' * 9}surgery”" in shown
    assert "No practice found for" in read(client, f"{SEARCH}?q={'x' * 60_000}")


def test_the_way_from_a_practices_page_leads_to_the_programme_that_runs(client):
    signed_in(client, "officer")
    shown = client.get("/organisations/A81001/").content.decode()
    assert "/cases/concern/?q=A81001" in shown
    assert client.get("/cases/concern/?q=a81001").url == HERE
    assert client.get("/cases/concern/?q=P81001").url == f"{SEARCH}?q=P81001"
    assert client.get("/cases/concern/").url == SEARCH
    other = signed_in(Client(), "resilience").get("/organisations/A81001/").content.decode()
    assert "/cases/concern/" not in other


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("officer", f"{SEARCH}P81001/"),
        ("officer", f"{SEARCH}00K/"),
        ("officer", f"{SEARCH}nobody/"),
        ("officer", "/cases/concern/no-such/A81001/"),
        ("other_commissioner", HERE),
        ("resilience", HERE),
        ("lead", HERE),
        ("national", HERE),
        ("administrator", SEARCH),
    ],
)
def test_nobody_else_and_of_no_other_area(client, name, address):
    signed_in(client, name)
    assert client.get(address).status_code == 404
    assert client.post(address, {"why": "x"}).status_code in (404, 405)
    assert not Case.objects.exists()


def test_whoever_has_raised_one_goes_on_there(client):
    signed_in(client, "commissioner")
    client.post(HERE, {"why": "Two partners left."})
    case = Case.objects.get()
    shown = read(client, HERE)
    assert f"has an open case, {case.reference}" in shown and "What concerns you" not in shown
    client.post(HERE, {"why": "Again."})
    assert Case.objects.count() == 1


def test_an_officer_does_not_learn_that_a_practice_was_found_already(client):
    flag(
        by=reader("resilience", DAY),
        practices=[practice()],
        programme=PROGRAMME,
        route=Case.Route.LIST_FOR_REVIEW,
        why="Three criteria are met.",
        at=RECEIVED,
    )
    signed_in(client, "officer")
    assert "open case" not in read(client, HERE)
    assert client.post(HERE, {"why": "Two partners left."}).status_code == 302


def test_what_is_written_says_nothing_of_patients(client):
    answer = signed_in(client, "officer").post(HERE, {"why": "Patient 943 476 5919 waited."})
    shown = check(answer.content.decode()).text
    assert "looks like an NHS number" in shown
    assert not Case.objects.exists()
    assert "What concerns you" in shown
