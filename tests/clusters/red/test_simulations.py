"""Simulations of where patients would go: asked, kept with all they rest on, read by those who
deliberate and by nobody else."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from resilience.accounts.rules import Refused
from resilience.audit.models import Event
from resilience.clusters.models import Dispersal
from resilience.clusters.red import appraising
from resilience.clusters.red.addressed import red_of
from resilience.clusters.red.asking import assumed_by
from resilience.clusters.red.dispersal import question, simulating
from resilience.clusters.red.near import around
from resilience.clusters.red.shown import Shown, between
from tests.clusters.red.asks import appraisal_with_scores, opened, simulated
from tests.clusters.red.conftest import CLOSED, UNLISTED, UNPLACED
from tests.clusters.world import NOW, PRACTICES, PROGRAMME, TODAY, organisation, reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]
CODE = PRACTICES[2]
RED = f"/practices/{CODE}/red/{PROGRAMME}/"
ASK = f"{RED}options/1/dispersal/"
TYPED = {"title": "As usual", "growth_percent": "15", "close_km": "1", "wide_km": "2"}


def of():
    return red_of(reader("commissioner"), CODE, PROGRAMME)


def test_practices_without_a_place_or_a_list_are_named():
    found = around(organisation(CODE), TODAY, 10, 20)
    assert found.patients == 7_000
    assert [one.code for one in found.unplaced] == [UNPLACED]
    assert [one.code for one in found.unlisted] == [UNLISTED]
    assert [one.practice.code for one in found.near if one.list_closed] == [CLOSED]
    distances = [one.km for one in found.near]
    assert distances == sorted(distances) and distances[-1] <= 10


def test_a_practice_without_a_place_or_a_list_has_no_simulation(as_):
    for code, why in ((UNPLACED, "no coordinates of"), (UNLISTED, "no list of patients of")):
        assert why in around(organisation(code), TODAY, 10, 20).why_not
    lost = red_of(reader("commissioner"), UNPLACED, PROGRAMME)
    made = opened(lost)
    with pytest.raises(Refused, match="no coordinates"):
        simulated(lost, made)
    page = as_("commissioner").get(ASK.replace(CODE, UNPLACED)).content.decode()
    assert "no coordinates of Hawthorn Way" in page and "Simulate and keep it" not in page


def test_a_simulation_is_asked_and_kept_by_page_with_closed_lists_left_out(as_):
    opened(of())
    client = as_("commissioner")
    page = client.get(ASK).content.decode()
    assert "list given as closed" in page and "7,000 registered patients" in page
    sent = client.post(ASK, TYPED | {"leave_out": [CLOSED]}, follow=True)
    kept = Dispersal.objects.get()
    page = sent.content.decode()
    assert "A simulation under assumptions, not a forecast." in page
    assert "Taken to receive nobody: Downs Road (L81004)" in page
    assert "not simulated: Ivy Bank (L81009)" in page
    assert "not simulated: Hawthorn Way (L81008)" in page
    assert Shown(kept).sentence in page
    for run in Shown(kept).runs:
        assert run.placed + run.not_placed == 7_000
        assert CLOSED not in run.receives


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"growth_percent": "101"}, "Enter a whole number from 0 to 100"),
        ({"growth_percent": "ten"}, "Enter a whole number from 0 to 100"),
        ({"close_km": "0"}, "Enter kilometres from 0.1 to 60"),
        ({"close_km": "nan"}, "Enter kilometres, for example 1.5"),
        ({"close_km": "3"}, "Enter more than for patients who live close by"),
        ({"title": ""}, "Write what to call it"),
        ({"leave_out": ["X99999"]}, "Choose among the practices nearby"),
    ],
)
def test_what_cannot_be_simulated_is_told_with_what_was_typed(as_, typed, message):
    opened(of())
    page = as_("commissioner").post(ASK, TYPED | typed).content.decode()
    assert message in page
    assert not Dispersal.objects.exists()


def test_practices_that_close_at_the_same_time_are_simulated_together(as_):
    opened(of())
    too = PRACTICES[1]
    page = as_("commissioner").post(ASK, TYPED | {"closing_too": [too]}, follow=True)
    assert "Closing at the same time: Beech Street (L81002), 6,500 patients" in (
        page.content.decode()
    )
    for run in Shown(Dispersal.objects.get()).runs:
        assert run.placed + run.not_placed == 7_000 + 6_500
        assert too not in run.receives


def test_who_deliberates_about_a_part_of_the_area_closes_nothing_elsewhere():
    elsewhere = PRACTICES[9]  # of the other location
    with pytest.raises(Refused, match="all of the practices that close too"):
        simulated(of(), opened(of()), by=reader("locality"), closing_too=[elsewhere])


def test_who_deliberates_about_one_of_them_reads_nothing_of_those_that_close_together(as_):
    elsewhere = PRACTICES[9]  # of the other location
    made = opened(of())
    alone, both = simulated(of(), made), simulated(of(), made, closing_too=[elsewhere])
    pages = [
        f"{RED}options/1/",
        f"{RED}dispersal/{alone.pk}/",
        f"{RED}dispersal/{both.pk}/",
        f"{RED}dispersal/{both.pk}/?format=csv",
        f"{RED}dispersal/{alone.pk}/beside/{both.pk}/",
    ]
    whole = [as_("commissioner").get(page) for page in pages]
    assert [one.status_code for one in whole] == [200] * 5
    part = [as_("locality").get(page) for page in pages]
    assert [one.status_code for one in part] == [200, 200, 404, 404, 404]
    for page, told in zip(whole[:2], part[:2], strict=True):
        assert f"dispersal/{both.pk}/" in page.text or f"beside/{both.pk}/" in page.text
        assert f"dispersal/{both.pk}/" not in told.text and f"beside/{both.pk}/" not in told.text


def test_it_is_kept_with_all_it_rests_on_and_run_again_finds_the_same():
    kept = Dispersal.objects.get(pk=simulated(of(), opened(of())).pk)
    again = simulating.simulate(question.read(kept.asked))
    assert simulating.found(again) == kept.found["runs"]
    assert kept.asked["releases"] and kept.asked["sources"]
    assert len(kept.asked["england"]) == 99


def test_more_room_in_the_assumptions_is_seen_in_what_is_found(as_):
    made, usual = opened(of()), assumed_by(of().red.dispersing)
    one = simulated(of(), made)
    two = simulated(of(), made, assumed=replace(usual, growth_percent=50), title="With more room")
    client = as_("resilience")
    page = client.get(f"{RED}dispersal/{one.pk}/beside/{two.pk}/").content.decode()
    assert "As usual" in page and "With more room" in page
    assert f"{RED}dispersal/{one.pk}/beside/{two.pk}/" in (
        client.get(f"{RED}dispersal/{one.pk}/").content.decode()
    )
    assert Shown(two).not_placed <= Shown(one).not_placed


def test_the_file_has_every_practice_and_only_ranges(as_):
    kept = simulated(of(), opened(of()), leave_out=[CLOSED])
    sent = as_("commissioner").get(f"{RED}dispersal/{kept.pk}/?format=csv")
    text = b"".join(sent.streaming_content).decode("utf-8-sig")
    rows = {row["practice"]: row for row in csv.DictReader(io.StringIO(text))}
    assert len(rows) == 11  # of fourteen: without itself, the unplaced and the unlisted
    assert rows[CLOSED]["takes_patients"] == "no" and rows[CLOSED]["receives_most"] == ""
    for one in Shown(kept).effects:
        row = rows[one.neighbour.code]
        assert (int(row["receives_least"]), int(row["receives_most"])) == one.receives


def test_only_those_who_deliberate_see_simulations_after_a_decision_too(as_):
    made = opened(of())
    kept = simulated(of(), made)
    made = appraisal_with_scores(of(), made)
    addresses = [ASK, f"{RED}dispersal/{kept.pk}/", f"{RED}dispersal/{kept.pk}/beside/{kept.pk}/"]
    outside = ("lead3", "officer", "finance", "analyst", "national", "other_commissioner", "board")
    for name in outside:
        assert [as_(name).get(one).status_code for one in addresses] == [404] * 3
    appraising.decide(
        by=reader("resilience"),
        of=of(),
        appraisal=made.pk,
        seen=made.version,
        preferred="dispersal",
        reason="Its partners retire.",
        at=NOW,
    )
    for name in outside:
        assert [as_(name).get(one).status_code for one in addresses] == [404] * 3
    page = as_("lead3").get(f"{RED}options/1/").content.decode().lower()
    assert "its partners retire." in page
    assert "simulat" not in page and "where patients would go" not in page
    assert as_("commissioner").get(addresses[1]).status_code == 200
    with pytest.raises(Refused, match="decided"):
        simulated(of(), made)


def test_a_simulation_of_one_practice_is_not_another_ones(as_):
    kept = simulated(of(), opened(of()))
    elsewhere = f"/practices/{PRACTICES[1]}/red/{PROGRAMME}/dispersal/{kept.pk}/"
    assert as_("commissioner").get(elsewhere).status_code == 404


def test_the_record_names_who_acted_and_no_practice():
    simulated(of(), opened(of()), title="Partners want to go")
    event = Event.objects.get(act="dispersal.simulated")
    assert (event.organisation, event.after, event.details) == ("QUY", None, {})


def test_only_who_deliberates_and_plans_help_simulates():
    made = opened(of())
    for name in ("lead3", "officer", "finance", "other_commissioner"):
        with pytest.raises(Refused, match="Only those who deliberate"):
            simulated(of(), made, by=reader(name))


def test_with_everybody_left_out_there_is_nothing_to_simulate():
    with pytest.raises(Refused, match="leave fewer out"):
        simulated(of(), opened(of()), leave_out=PRACTICES)


def test_a_page_costs_as_many_queries_whatever_is_near(as_, django_assert_max_num_queries):
    kept = simulated(of(), opened(of()))
    client = as_("commissioner")
    with django_assert_max_num_queries(16):
        client.get(f"{RED}dispersal/{kept.pk}/")


@pytest.mark.parametrize(
    ("both", "words"), [((420, 1180), "between 420 and 1,180"), ((7, 7), "7"), ((0, 0), "0")]
)
def test_ranges_are_told_as_people_say_them(both, words):
    assert between(both) == words
