"""What people answer under a criterion counts in the screens of those who may read it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resilience.evidence.store import Store
from resilience.programmes.packs import load
from resilience.screening import exports
from resilience.screening.actions import take_snapshot
from resilience.screening.intelligence import Intelligence
from resilience.screening.intelligence_actions import withdraw_intelligence
from resilience.screening.models import OverlaidPractice, Snapshot
from resilience.screening.sight import Sight
from tests.screening.entered import PRACTICE, enters, named, reads
from tests.screening.pages import PROGRAMME
from tests.screening.test_pages import HERE, table, text

AS_AT = date(2018, 6, 30)
pytestmark = pytest.mark.django_db


@pytest.fixture
def snapshot(snapshot_of_the_module):
    return snapshot_of_the_module


def test_an_entry_counts_at_once_on_every_page_and_its_withdrawal_too(
    snapshot, client, national, somebody
):
    known = {row["criterion"]: row for row in table(client, f"{HERE}/?format=csv&table=known")}
    assert known["GC5"]["met"] == "0"
    writer = somebody("commissioner", "00K")
    one = enters(writer, "GC5", practice="A81007", says="", reports={"vacancies": "2"})
    known = {row["criterion"]: row for row in table(client, f"{HERE}/?format=csv&table=known")}
    assert (known["GC5"]["met"], known["GC5"]["not_known"]) == ("1", "39")
    listed = table(client, f"{HERE}/review/?format=csv&area=00K")
    (row,) = (row for row in listed if row["practice"] == "A81007")
    assert (row["signal"], row["criteria_met"]) == ("amber", "GC5")
    assert "How many GP posts are vacant: 2" in row["reasons"]
    page = text(client, f"{HERE}/practices/A81007/")
    assert "It counts in this screen." in page
    assert f"ntered locally by {one.entered_for.name}, 1 June 2018" in page
    changed = table(client, f"{HERE}/changes/?format=csv")
    (row,) = (r for r in changed if (r["practice"], r["criterion"]) == ("A81007", "GC5"))
    assert (row["list"], row["before"], row["now"]) == ("new on the list", "not_known", "met")
    results = table(client, f"{HERE}/areas/00K/?format=csv&table=results")
    (row,) = (r for r in results if (r["practice"], r["criterion"]) == ("A81007", "GC5"))
    assert row["source"] == f"entered locally by {one.entered_for.name}, 1 June 2018"
    assert (row["result"], row["period"], row["file"]) == ("met", "2018-06-01", "")
    withdraw_intelligence(by=writer, intelligence=one)
    assert "A81007" not in text(client, f"{HERE}/review/")
    assert not OverlaidPractice.objects.exists()


def test_a_published_figure_is_not_overruled_and_both_are_shown(snapshot, somebody):
    enters(somebody("commissioner", "00K"), "GC1", says="not_met")
    practice = Sight(snapshot).practices.get("A81001")
    assert practice.letters["GC1"] == "m"
    finding = practice.finding("GC1")
    assert "Inadequate" in finding["reason"]
    assert "says that it is not met" in finding["beside"]
    assert finding["release"], "the file is still what it stands on"


def test_where_a_local_view_belongs_beside_the_figure_it_counts_first(snapshot, somebody):
    enters(somebody("commissioner", "00T"), "GC10", practice="P81001", says="not_met")
    practice = Sight(snapshot).practices.get("P81001")
    assert practice.letters["GC10"] == "n"
    assert practice.finding("GC10")["beside"].startswith("Published figures: GPs working")


def test_that_somebody_is_ill_is_kept_apart_from_the_rest_of_the_answer(
    snapshot, somebody, client, signed_in
):
    lead, reader = somebody("practice_lead", "A81001"), somebody("resilience_lead", "Q74")
    answers = {"vacancies": "2", "long_term_illness": "yes"}
    told = enters(lead, "GC5", says="", reports=answers, source="the rota")
    (hidden,) = Intelligence.objects.filter(tier="restricted")
    assert told.reports == {"vacancies": "2"}
    assert (hidden.reports, hidden.note) == ({"long_term_illness": "yes"}, "")
    assert hidden.subject == "sickness"
    assert reads(reader) == [told.pk]
    assert set(reads(named(reader, "sickness", "Q74"))) == {told.pk, hidden.pk}
    client.force_login(named(reader, "sickness", "Q74").user)
    page = text(client, PRACTICE)
    assert "It is restricted, so it counts in no screen." in page
    assert "Does any of it come from a long-term illness: yes" in page
    signed_in(commissioner="00K")
    assert "long-term illness: yes" not in text(client, PRACTICE)
    for row in exports.results(snapshot, exports.chosen(snapshot)):
        assert "illness: " not in f"{row['reason']} {row['also_known']}"


def test_only_yes_or_no_is_kept_of_a_person_s_performance(snapshot, somebody):
    writer = somebody("commissioner", "00K")
    one = enters(writer, "GC3", says="")
    assert (one.reports, one.says, one.note) == ({"concern": "yes"}, "met", "")
    assert not OverlaidPractice.objects.exists()


def test_what_is_noted_to_decide_changes_the_screen_of_those_who_decide_alone(snapshot, somebody):
    enters(somebody("commissioner", "00K"), "GC9", tier="deliberation")
    for role, code, letter in (
        ("resilience_lead", "Q74", "m"),
        ("practice_lead", "A81001", "u"),
        ("finance_lead", "00K", "u"),
        ("national_team", "ENG", "u"),
    ):
        sight = Sight(snapshot, somebody(role, code))
        assert sight.practices.get("A81001").letters["GC9"] == letter, role
    board = Sight(snapshot, somebody("board_reader", "00K")).areas.get("00K")
    team = Sight(snapshot, somebody("regional_lead", "Y54")).areas.get("00K")
    assert (board.criteria["GC9"]["met"], team.criteria["GC9"]["met"]) == (0, 1)


def test_a_snapshot_itself_stays_as_it_was(snapshot, somebody):
    before = list(snapshot.practices.values())
    enters(somebody("commissioner", "00K"), "GC9")
    assert list(snapshot.practices.values()) == before
    snapshot.delete()
    assert not OverlaidPractice.objects.filter(snapshot_id=snapshot.pk).exists()


def test_a_screen_taken_later_has_what_was_entered_before(snapshot, somebody, england_to_show):
    enters(somebody("commissioner", "00K"), "GC9")
    OverlaidPractice.objects.all().delete()
    store = Store(england_to_show)
    for day in (AS_AT, date(2018, 7, 31)):  # one kept before, one new
        later = take_snapshot(by="a test", pack=load(PROGRAMME), as_at=day, store=store)
        assert Sight(later).practices.get("A81001").letters["GC9"] == "m"
    assert Snapshot.objects.count() == 3


@pytest.mark.parametrize("path", ["", "areas/Y54/", "areas/00K/", "review/", "changes/"])
def test_what_is_known_locally_costs_no_query_for_each_practice(
    snapshot, client, national, somebody, path
):
    def asked() -> int:
        client.get(f"{HERE}/{path}")
        with CaptureQueriesContext(connection) as made:
            assert client.get(f"{HERE}/{path}").status_code == 200
        return len(made)

    without, writer = asked(), somebody("resilience_lead", "Q74")
    for number in range(1, 13):
        enters(writer, "GC9", practice=f"A81{number:03}")
    assert asked() == without


def test_the_form_asks_what_the_pack_asks_and_says_what_is_wrong_at_the_question(
    snapshot, client, signed_in
):
    signed_in(commissioner="00K")
    add = f"{PRACTICE}local/GC5/"
    page = text(client, add)
    assert "How many GP posts are vacant" in page
    assert "met when “How many GP posts are vacant” is answered with 1 or more" in page
    told = {"note": "Known.", "about": "1 June 2018", "source": "a visit", "tier": "commissioner"}
    wrong = client.post(add, told | {"report_vacancies": "lots"}).content.decode()
    assert "How many GP posts are vacant: enter a number from 0" in wrong
    open_still = client.post(add, told).content.decode()
    assert "Choose what it says of the criterion" in open_still
    answer = client.post(add, told | {"report_vacancies": "2"}, follow=True).content.decode()
    assert "counts in screens of 1 June 2018 and of later days" in answer
    assert Intelligence.objects.get().reports == {"vacancies": "2"}


def test_an_entry_says_how_it_stands_in_the_screen(snapshot, client, signed_in, somebody):
    writer = somebody("commissioner", "00K")
    for about, says in (
        (date(2018, 7, 2), "met"),
        (date(2016, 1, 1), "met"),
        (date(2018, 5, 1), "met"),
        (date(2018, 5, 2), "not_known"),
    ):
        enters(writer, "GC9", about=about, says=says)
    enters(writer, "GC1", says="met")
    signed_in(commissioner="00K")
    rows = table(client, f"{PRACTICE}?format=local")
    assert [row["in_this_screen"] for row in rows] == [
        "It does not count yet: it is about a later day.",
        "It stands beside the published figure, which counts.",
        "It settles nothing, as it is not clear.",
        "It counts no more: something later was entered for the same organisation.",
        "It counts no more: it is about a day more than 24 months before.",
    ]
