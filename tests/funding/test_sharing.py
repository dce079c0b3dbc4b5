"""Shares of a sum are in whole pence, sum to it exactly, and are the nearest there are."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.funding.shares.sharing import fair

CODES = st.text("ABQ0123456789", min_size=1, max_size=5)
PEOPLE = st.one_of(st.integers(0, 3), st.integers(0, 10**8))
AREAS = st.dictionaries(CODES, PEOPLE, min_size=1, max_size=40).filter(lambda a: any(a.values()))
PENCE = st.one_of(st.integers(0, 50), st.integers(0, 10**14))


@given(PENCE, AREAS)
def test_shares_sum_to_the_pence_and_lie_within_a_penny_of_the_exact_share(pence, areas):
    shares = fair(pence, areas)
    assert shares.keys() == areas.keys()
    assert sum(shares.values()) == pence
    everybody = sum(areas.values())
    for code, people in areas.items():
        assert abs(Fraction(pence * people, everybody) - shares[code]) < 1


@given(PENCE, AREAS)
def test_no_other_shares_in_whole_pence_are_nearer_to_the_exact_ones(pence, areas):
    """An oracle of its own: a penny that moves from any area to any other brings none nearer."""
    everybody = sum(areas.values())
    over = {
        code: share - Fraction(pence * areas[code], everybody)
        for code, share in fair(pence, areas).items()
    }
    # To take a penny from who has most too much and give it to who has most too little.
    most, least = max(over.values()), min(over.values())
    assert (most - 1) ** 2 + (least + 1) ** 2 >= most**2 + least**2


@given(PENCE, AREAS)
def test_who_has_nobody_has_nothing_and_more_people_never_have_less(pence, areas):
    shares = fair(pence, areas)
    assert all(shares[code] == 0 for code, people in areas.items() if not people)
    for_people: dict[int, list[int]] = {}
    for code, people in areas.items():
        for_people.setdefault(people, []).append(shares[code])
    in_order = [for_people[people] for people in sorted(for_people)]
    for fewer, more in pairwise(in_order):
        assert max(fewer) <= min(more)


@given(PENCE, AREAS, st.randoms())
def test_the_order_in_which_areas_are_named_makes_no_difference(pence, areas, chance):
    shuffled = list(areas.items())
    chance.shuffle(shuffled)
    assert fair(pence, dict(shuffled)) == fair(pence, areas)


def test_of_equal_remainders_the_first_by_code_has_the_penny():
    assert fair(2, {"Q83": 5, "Q74": 5, "Q72": 5}) == {"Q72": 1, "Q74": 1, "Q83": 0}


def test_one_area_has_it_all():
    assert fair(1_600_000_000, {"Q72": 1}) == {"Q72": 1_600_000_000}


@pytest.mark.parametrize("people", [{}, {"Q72": 0}])
def test_money_is_not_shared_among_nobody(people):
    with pytest.raises(ValueError, match="nobody to share"):
        fair(100, people)


def test_less_than_no_money_is_not_shared():
    with pytest.raises(ValueError, match="never below zero"):
        fair(-1, {"Q72": 1})
