"""Whether like cases are placed alike: who sees which placements, and what the pages say."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from resilience.cases.assessing.blind import is_blind, unseen
from resilience.cases.assessing.second import in_sample, newest_placements
from resilience.cases.consistency import agreeing
from resilience.cases.consistency.beside import beside
from resilience.cases.consistency.placements import Placements
from resilience.cases.happening import happen
from resilience.cases.models import Case
from resilience.programmes.local import in_force
from tests.cases.conftest import at
from tests.cases.placed import placed
from tests.cases.world import PEOPLE, PROGRAMME, practice, reader

NOW = at(2019, 1, 7, 9)
PAGE = f"/cases/consistency/{PROGRAMME}/"
DELIBERATE = {"commissioner", "other_commissioner", "resilience", "other_resilience", "regional"}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def place(referred) -> Callable[..., Case]:
    """A case of a practice, placed; the team that answers is that of its area."""
    made = iter(range(1000))

    def make(code="A81001", scope=4, impact=4, by="resilience", second=None, **other) -> Case:
        case = referred(code)
        case.team = practice("Q83" if code == "P81001" else "Q74")
        moment = NOW - timedelta(hours=next(made))
        placed(case, scope, impact, by=reader(by, NOW.date()), at=moment, **other)
        if second:
            by = reader("regional", NOW.date())
            placed(case, *second, by=by, at=moment, kind="second", **other)
        return case

    return make


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def rows(answer) -> list[dict[str, str]]:
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    return list(csv.DictReader(lines))


def like(case: Case, name: str):
    evidence = case.assessments.last().evidence
    return beside(evidence, reader(name, NOW.date()), case)


# --- who sees it


def test_it_is_for_those_who_deliberate_and_there_is_no_such_page_for_others(place, as_):
    place()
    for name in PEOPLE:
        expected = 200 if name in DELIBERATE else 404
        assert as_(name).get(PAGE).status_code == expected, name
        assert as_(name).get("/cases/consistency/").status_code in (302, 404)
    assert as_("regional").get("/cases/consistency/none-2018/").status_code == 404


def test_nobody_sees_a_placement_beyond_their_reach(place, as_):
    here, there = place("A81001"), place("P81001", 1, 1, by="other_resilience")
    for show in ("far", "agreement", "bands"):
        for name in DELIBERATE:
            page = text(as_(name).get(PAGE, {"show": show}))
            seen = 2 if name == "regional" else 1
            assert f"the {seen} placement{'s' if seen > 1 else ''} in force" in page, name
    bands = {name: text(as_(name).get(PAGE, {"show": "bands"})) for name in DELIBERATE}
    assert here.reference in bands["commissioner"] and there.reference not in bands["commissioner"]
    assert there.reference not in bands["resilience"]
    file = rows(as_("other_resilience").get(PAGE, {"show": "bands", "format": "csv"}))
    assert {row["case"] for row in file} <= {there.reference}


def test_the_like_cases_are_those_that_one_may_see(place):
    case, same = place(met=("GC4",)), place("A81002", met=("GC4",))
    away = place("P81001", by="other_resilience", met=("GC4",))
    assert {one.placed.reference for one in like(case, "regional")} == {
        same.reference,
        away.reference,
    }
    for name in ("resilience", "commissioner"):
        assert [one.placed.reference for one in like(case, name)] == [same.reference]
    assert like(case, "lead") == like(case, "finance") == []


def test_a_practice_that_meets_no_criterion_is_like_none(place):
    case, same = place(met=(), not_met=("GC4",)), place("A81002", met=(), not_met=("GC4",))
    assert like(case, "regional") == like(same, "regional") == []


def test_the_list_of_cases_leads_there_only_those_who_deliberate(world, as_):
    assert "/cases/consistency/" in text(as_("commissioner").get("/cases/"))
    assert "/cases/consistency/" not in text(as_("finance").get("/cases/"))


def test_whoever_may_be_the_second_assessor_does_not_see_the_first_one_here(place, as_):
    cases = [place(by="regional" if number % 2 else "resilience") for number in range(40)]
    asked = place("A81002", by="regional")
    for case in (*cases, asked):
        case.state = "under_assessment"
        case.save()
    by, team = reader("regional", NOW.date()), asked.team
    happen(asked, "second_asked", by=by, at=NOW, acting_for=team, tier="deliberation")
    twice = place(by="regional", second=(3, 3))
    pack = in_force(PROGRAMME)
    for name in ("resilience", "regional", "commissioner"):
        who = reader(name, NOW.date())
        blind = {one.pk for one in cases if is_blind(one, newest_placements(one), who)}
        blind |= {asked.pk} if name == "resilience" else set()
        assert unseen(Case.objects.all(), who) == blind
        seen = Placements(pack, who).placed.keys()
        assert seen == Placements(pack, who).marks.keys()
        assert seen == {one.pk for one in (*cases, asked, twice)} - blind
        assert blind or name != "resilience"
    file = rows(as_("resilience").get(PAGE, {"show": "bands", "format": "csv"}))
    assert asked.reference not in {row["case"] for row in file}


# --- like cases


def test_the_most_alike_come_first_and_say_what_they_have_in_common(place):
    case = place(met=("GC4", "GC10"), not_met=("GC11",))
    other = place(met=("GC11",), not_met=("GC4", "GC10"))
    half = place(scope=2, impact=3, met=("GC4",), not_met=("GC10", "GC11"))
    same = place(scope=5, impact=5, met=("GC4", "GC10"), not_met=("GC11",))
    found = like(case, "resilience")
    assert [one.placed.reference for one in found] == [same.reference, half.reference]
    assert [one.likeness for one in found] == [1, 0.5]
    assert found[0].band == "High" and found[0].placed.scope == 5
    assert found[0].words.startswith("Of 3 criteria known of both, both meet “Number of patients")
    page = render_to_string("cases/_like_cases.html", {"like": found})
    assert same.reference in page and "Scope 5, impact 5: High" in page
    assert other.reference not in page
    assert "No placed case" in render_to_string("cases/_like_cases.html", {"like": []})


def test_as_many_stand_beside_as_the_programme_asks_for(place):
    case = place()
    for _ in range(7):
        place("A81002")
    assert len(like(case, "resilience")) == in_force(PROGRAMME).deciding.similar_cases == 5


# --- far placements


def test_a_far_placement_is_put_as_a_question(place, as_):
    for _ in range(4):
        place("A81002", 4)
    far = place("A81001", 1)
    page = text(as_("commissioner").get(PAGE))
    assert "1 question" in page
    question = "All like cases were placed at scope 4, this one at 1. What is different here?"
    assert question in page and far.reference in page
    (row,) = rows(as_("commissioner").get(PAGE, {"format": "csv"}))
    assert (row["case"], row["axis"], row["score"], row["usual"]) == (
        far.reference,
        "scope",
        "1",
        "4.0",
    )
    assert row["their_scores"] == "4 4 4 4" and row["question"] == question


def test_the_settled_placement_counts_and_a_second_one_does_not(place, as_):
    for _ in range(4):
        place("A81002", 4)
    case = place("A81001", 1, second=(4, 4))
    assert "1 question" in text(as_("resilience").get(PAGE))
    by = reader("regional", NOW.date())
    placed(case, 4, 4, by=by, at=NOW, kind="settled")
    assert "0 questions" in text(as_("resilience").get(PAGE))


def test_one_team_is_picked_and_still_compared_with_all(place, as_):
    for _ in range(4):
        place("A81002", 4)
    place("P81001", 1, by="other_resilience")
    assert "1 question" in text(as_("regional").get(PAGE, {"team": "Q83"}))
    assert "0 questions" in text(as_("regional").get(PAGE, {"team": "Q74"}))
    assert as_("resilience").get(PAGE, {"team": "Q83"}).status_code == 400


# --- two assessors


def test_with_few_pairs_the_counts_are_told_and_no_kappa(place, as_):
    place(second=(4, 4))
    place(scope=2, second=(4, 4))
    page = text(as_("resilience").get(PAGE, {"show": "agreement"}))
    assert "2 cases" in page and "1 in the same cell" in page and "Too few pairs" in page
    assert "Cumbria and North East: 2 second assessments by 1 person" in page
    half = {
        row["axis"]: row
        for row in rows(as_("resilience").get(PAGE, {"show": "agreement", "format": "csv"}))
    }
    assert half["scope"]["pairs"] == "2" and half["scope"]["same"] == "1"
    assert half["scope"]["kappa"] == "" and half["scope"]["why_not"] == "Too few pairs."
    assert half["scope"]["half_year"] == "2019, January to June"


def test_with_ten_pairs_kappa_is_told_by_team_and_half_year(place, as_):
    for number in range(10):
        score = number % 5 + 1
        place(scope=score, impact=3, second=(score if number else 2, 3))
    place("P81001", by="other_resilience", second=(4, 4))
    page = text(as_("regional").get(PAGE, {"show": "agreement"}))
    assert "By local team" in page and "Cumbria and North East" in page
    assert "Too few pairs" in page  # of the other team
    pack = in_force(PROGRAMME)
    north = agreeing.by_team(agreeing.pairs(pack, reader("resilience", NOW.date())), 10)
    (one,) = north
    assert (one.pairs, one.same_cell, one.on["scope"].within_one) == (10, 9, 10)
    assert 0.9 < one.kappa("scope") < 1
    assert one.kappa("impact") is None and "one and the same score" in one.on["impact"].why_not


def test_how_much_of_the_sample_is_done(place):
    cases = [place(second=(4, 4) if number % 3 == 0 else None) for number in range(40)]
    pack = in_force(PROGRAMME)
    drawn = {one.reference for one in cases if in_sample(one.reference, 10)}
    twice = {one.reference for one in cases[::3]}
    found = agreeing.sample(pack, reader("resilience", NOW.date()))
    assert found == agreeing.Sample(len(drawn), len(drawn & twice), len(twice - drawn))
    assert agreeing.sample(pack, reader("resilience", NOW.date()), "Q83").drawn == 0


# --- how firm bands are, and how long it takes


def test_how_many_bands_a_score_would_change(place, as_):
    place(scope=4, impact=4)
    page = text(as_("resilience").get(PAGE, {"show": "bands"}))
    assert "Scope one less: which 1 case" in page and "Scope one more: which" not in page
    assert "the only one there ever was here" in page
    found = rows(as_("resilience").get(PAGE, {"show": "bands", "format": "csv"}))
    assert {(row["tried"], row["band_now"], row["band_then"]) for row in found} == {
        ("Scope one less", "High", "Medium"),
        ("Impact one less", "High", "Medium"),
    }


@pytest.mark.parametrize("show", ["far", "agreement", "bands"])
def test_more_cases_take_no_more_queries(place, as_, show):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(PAGE, {"show": show}).status_code == 200
        return len(queries)

    place(second=(3, 3))
    place("P81001", by="other_resilience", second=(3, 3))
    browser = as_("regional")
    browser.get(PAGE)
    few = asked()
    for _ in range(6):
        place("A81002", scope=1, second=(5, 5))
    assert asked() == few


def test_like_cases_take_few_queries_however_many_there_are(place, django_assert_max_num_queries):
    case = place()
    for _ in range(6):
        place("A81002")
    evidence, by = case.assessments.last().evidence, reader("resilience", NOW.date())
    with django_assert_max_num_queries(7):  # settings, roles, unseen in three, marks, few
        assert len(beside(evidence, by, case)) == 5
