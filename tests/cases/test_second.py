"""Whose placement holds, and when a second assessor is asked for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.cases.assessing.second import (
    in_force,
    in_sample,
    needs_second,
    newest_placements,
    unsettled,
    why_second,
)
from resilience.cases.happening import happen
from resilience.cases.models import Placement
from resilience.cases.steps import STEPS
from resilience.programmes.packs import available, load
from tests.cases.conftest import RECEIVED
from tests.cases.placed import placed, set_deciding
from tests.cases.world import reader

KINDS = [kind.value for kind in Placement.Kind]
DAY = RECEIVED.date()

CELLS = st.tuples(st.integers(1, 5), st.integers(1, 5))
placements = st.dictionaries(st.sampled_from(KINDS), CELLS).map(
    lambda cells: [
        Placement(kind=kind, scope=cells[kind][0], impact=cells[kind][1])
        for kind in KINDS
        if kind in cells
    ]
)


@given(placements)
def test_what_was_settled_holds_else_the_first(made):
    held = in_force(made)
    kinds = [one.kind for one in made]
    if "settled" in kinds:
        assert held.kind == "settled"
        assert not unsettled(made)
    elif "first" in kinds:
        assert held.kind == "first"
    else:
        assert held is None


@given(
    st.tuples(st.integers(1, 5), st.integers(1, 5)), st.tuples(st.integers(1, 5), st.integers(1, 5))
)
def test_two_who_place_differently_are_to_be_settled(first, second):
    made = [
        Placement(kind=kind, scope=cell[0], impact=cell[1])
        for kind, cell in (("first", first), ("second", second))
    ]
    assert unsettled(made) == (first != second)
    assert not unsettled(made[:1])


@given(st.text(min_size=1), st.integers(0, 100))
def test_whether_a_case_is_in_the_sample_is_drawn_once_and_for_all(reference, percent):
    drawn = in_sample(reference, percent)
    assert drawn == in_sample(reference, percent)
    assert not in_sample(reference, 0)
    assert in_sample(reference, 100)
    assert in_sample(reference, 100 if drawn else percent) or not drawn


def test_the_sample_is_about_as_large_as_the_programme_says():
    for percent in (5, 10, 40):
        drawn = sum(in_sample(f"R-{number:06}", percent) for number in range(10_000))
        assert abs(drawn / 100 - percent) < 1.5


@pytest.mark.parametrize("programme", available())
def test_each_outcome_of_a_programme_is_a_step_that_is_decided_on_its_own_page(programme):
    outcomes = load(programme).deciding.outcomes
    assert {one.id for one in outcomes} == {
        step.id for step in STEPS.values() if step.page == "cases:decide"
    }
    for one in outcomes:
        words = one.letter.format(practice="P", programme="G")
        assert "{" not in words + one.next
    assert [one.id for one in outcomes if one.chooses_support] == ["offer_help"]


def test_only_the_placements_of_the_latest_assessment_count(referred):
    case, lead = referred(), reader("resilience", DAY)
    assert newest_placements(case) == []
    placed(case, 2, 2, by=lead, at=RECEIVED)
    second = placed(case, 4, 5, by=lead, at=RECEIVED + timedelta(days=1))
    assert newest_placements(case) == [second]


def test_somebody_may_ask_for_a_second_assessor(referred):
    case, lead = referred(), reader("resilience", DAY)
    set_deciding(second_percent=0)
    assert not needs_second(case)
    happen(case, "second_asked", by=lead, at=RECEIVED, acting_for=case.team, tier="deliberation")
    assert "Somebody asked" in why_second(case)


def test_the_sample_is_as_large_as_is_set_here(referred):
    case = referred()
    set_deciding(second_percent=100)
    assert "100 in a hundred" in why_second(case)
