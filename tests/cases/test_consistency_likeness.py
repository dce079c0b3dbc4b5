"""How alike two cases are by their evidence: against SciPy's Jaccard distance, and in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import jaccard

from resilience.cases.consistency.likeness import Criteria, Marks, in_common, likeness, nearest
from resilience.cases.models.assessment import known_results
from tests.cases.alike import MARKS, WIDTH

THREE = Criteria(["A", "B", "C"])
TITLES = {"A": "Vacancies", "B": "Change", "C": "Isolation"}


def case(**results: str) -> Marks:
    return THREE.marks({one: result for one, result in results.items() if result != "not_known"})


def both_known(one: Marks, other: Marks) -> tuple[list[bool], list[bool]]:
    places = [1 << place for place in range(WIDTH) if one.known & other.known & 1 << place]
    return [bool(one.met & bit) for bit in places], [bool(other.met & bit) for bit in places]


@given(MARKS, MARKS)
def test_it_is_one_less_the_distance_of_jaccard_over_what_is_known_of_both(one, other):
    mine, theirs = both_known(one, other)
    if not mine:
        assert likeness(one, other) is None
    else:
        assert likeness(one, other) == pytest.approx(1 - jaccard(mine, theirs))


@given(MARKS, MARKS)
def test_it_is_the_same_both_ways_from_0_to_1_and_1_of_the_same(one, other):
    found = likeness(one, other)
    assert found == likeness(other, one)
    assert found is None or 0 <= found <= 1
    assert likeness(one, one) == (1 if one.known else None)


@given(st.lists(MARKS, min_size=1, max_size=25), st.integers(0, 6))
def test_the_nearest_are_those_of_a_plain_sort(marks, count):
    def plain(own: int) -> list[int]:
        others = [one for one in range(len(marks)) if one != own]
        able = [one for one in others if likeness(marks[own], marks[one]) is not None]

        def order(one: int) -> tuple[float, int, int]:
            both = marks[own].known & marks[one].known
            return -likeness(marks[own], marks[one]), -both.bit_count(), one

        return sorted(able, key=order)[:count]

    rows = list(range(len(marks)))
    assert nearest(marks, rows, count) == [plain(own) for own in rows]


def test_more_in_common_and_then_the_latest_breaks_a_tie():
    own = case(A="met", B="not_met", C="not_met")
    little, older, newer = case(A="met"), case(A="met", B="not_met"), case(A="met", C="not_met")
    assert nearest([own, little, newer, older], [0], 3) == [[2, 3, 1]]


def test_what_is_restricted_or_no_criterion_of_the_programme_never_enters():
    evidence = [
        {"id": "A", "result": "met", "restricted": True},
        {"id": "B", "restricted": True, "entries": [4]},
        {"id": "Z", "result": "met"},
        {"id": "C", "result": "not_known"},
    ]
    assert THREE.marks(known_results(evidence)) == Marks(0, 0)


def test_it_is_told_in_words():
    one, other = case(A="met", B="met", C="not_met"), case(A="met", B="not_met", C="met")
    assert in_common(THREE, one, other, TITLES) == (
        "Of 3 criteria known of both, both meet “Vacancies”; only this one meets “Change”; "
        "only that one meets “Isolation”."
    )
    assert in_common(THREE, case(A="met", B="met"), case(A="met", B="met"), TITLES) == (
        "Of 2 criteria known of both, both meet “Vacancies” and “Change”."
    )
    assert in_common(THREE, case(A="not_met"), case(A="not_met"), TITLES) == (
        "Of 1 criterion known of both, neither meets any."
    )


def test_more_criteria_than_a_mask_has_room_for_are_refused():
    with pytest.raises(ValueError, match="65 criteria; cases are compared by up to 64"):
        Criteria([f"C{number}" for number in range(65)])
