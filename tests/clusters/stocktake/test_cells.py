"""Which practices are told of together, in one round."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.clusters.stocktake.cells import (
    OTHERS,
    Limits,
    Practice,
    all_together,
    by_cluster,
    enough,
)
from resilience.clusters.stocktake.clamped import clamped

LIMITS = Limits(practices=3, patients=20_000)


def practices(cluster: str, *patients: int) -> list[Practice]:
    return [Practice(f"{cluster or '-'}{n}", cluster, each) for n, each in enumerate(patients)]


def sizes(*groups: list[Practice], limits: Limits = LIMITS) -> dict[str, int]:
    told = by_cluster([one for group in groups for one in group], limits)
    return {name: len(codes) for name, codes in told.items()}


answered = st.lists(
    st.tuples(st.sampled_from(["", "A", "B", "C", "D"]), st.integers(0, 15_000)), max_size=24
).map(lambda rows: [Practice(f"P{n:02}", *row) for n, row in enumerate(rows)])


def test_a_cluster_with_enough_practices_and_patients_is_told_of_alone():
    assert sizes(practices("A", 8000, 8000, 8000), practices("B", 9000, 9000, 9000)) == {
        "A": 3,
        "B": 3,
    }


def test_clusters_that_are_too_small_and_practices_of_none_are_told_of_together():
    big, few, none = practices("A", *[9000] * 4), practices("B", 9000, 9000), practices("", 9000)
    assert sizes(big, few, none) == {"A": 4, OTHERS: 3}


def test_a_cluster_with_too_few_patients_is_too_small():
    assert sizes(practices("A", 9000, 9000, 9000), practices("B", 6000, 7000, 6999)) == {OTHERS: 6}


def test_the_smallest_cluster_joins_a_rest_that_is_too_small_itself():
    large, small = practices("A", *[20_000] * 3), practices("B", *[8000] * 4)
    assert sizes(large, small, practices("", 7000)) == {"A": 3, OTHERS: 5}


def test_nothing_is_told_of_too_few_all_together():
    assert sizes(practices("A", 9000, 9000)) == {}
    assert all_together(practices("A", 9000, 9000), LIMITS) == {}


@given(answered)
def test_every_cell_has_enough_and_nobody_is_in_two(found: list[Practice]):
    known = {one.code: one for one in found}
    told = by_cluster(found, LIMITS)
    every = [code for codes in told.values() for code in codes]
    assert len(every) == len(set(every))
    assert all(enough([known[code] for code in codes], LIMITS) for codes in told.values())


@given(answered)
def test_nobody_is_left_over_where_anybody_is_told_of(found: list[Practice]):
    """So that all less those told of is nobody."""
    told = by_cluster(found, LIMITS)
    assert not told or sum(map(len, told.values())) == len(found)


@given(answered, st.randoms())
def test_it_does_not_hang_on_the_order(found: list[Practice], random):
    again = random.sample(found, len(found))
    assert by_cluster(found, LIMITS) == by_cluster(again, LIMITS)


@given(st.data(), st.integers(2, 9), st.integers(1, 5))
def test_whatever_is_told_each_may_have_given_any_answer(data, practices: int, most: int):
    """For each practice and answer the others are given answers that make up what was told."""
    points = data.draw(st.lists(st.integers(0, most), min_size=practices, max_size=practices))
    told = clamped(sum(points), practices, most)
    for answer in range(most + 1):
        rest = told - answer
        others = [min(most, max(0, rest - most * place)) for place in range(practices - 1)]
        assert clamped(sum(others) + answer, practices, most) == told


def test_of_one_practice_nothing_is_told():
    with pytest.raises(ValueError, match="one practice alone"):
        clamped(3, 1, 3)
