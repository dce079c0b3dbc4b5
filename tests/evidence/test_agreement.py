"""Two people who score the same cases: against statsmodels, and what the words promise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa

from resilience.evidence.statistics import agreement

SCORES = st.integers(1, 5)
PAIRS = st.lists(st.tuples(SCORES, SCORES), min_size=1, max_size=80)
SPREAD = PAIRS.filter(lambda pairs: len({score for pair in pairs for score in pair}) > 1)


def split(pairs: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    return [a for a, _ in pairs], [b for _, b in pairs]


@pytest.mark.filterwarnings("ignore::RuntimeWarning:statsmodels")
@pytest.mark.parametrize("weights", ["quadratic", "linear"])
@given(pairs=SPREAD)
def test_kappa_and_its_interval_are_those_of_statsmodels(weights, pairs):
    table = np.zeros((5, 5))
    for a, b in pairs:
        table[a - 1, b - 1] += 1
    oracle = cohens_kappa(table, wt=weights)
    ours = agreement(*split(pairs), weights=weights)
    assert ours.kappa == pytest.approx(oracle.kappa, abs=1e-9)
    if ours.interval is None:
        assert ours.same == ours.pairs
        return
    reach = 1.959963984540054 * max(0.0, oracle.var_kappa) ** 0.5
    low, high = max(-1, oracle.kappa - reach), min(1, oracle.kappa + reach)
    assert ours.interval == pytest.approx((low, high), abs=1e-6)


@given(pairs=SPREAD, more=st.integers(1, 400))
def test_neither_who_is_first_nor_where_the_scale_begins_changes_kappa(pairs, more):
    first, second = split(pairs)
    ours = agreement(first, second).kappa
    assert agreement(second, first).kappa == pytest.approx(ours)
    moved = [one + more for one in first], [one + more for one in second]
    assert agreement(*moved).kappa == pytest.approx(ours)


@given(pairs=PAIRS)
def test_the_pairs_are_counted(pairs):
    found = agreement(*split(pairs))
    assert found.pairs == len(pairs)
    assert found.same == sum(a == b for a, b in pairs)
    assert found.within_one == sum(a - b in (-1, 0, 1) for a, b in pairs)


def test_full_agreement_is_one_and_claims_no_interval():
    found = agreement([1, 3, 5, 5], [1, 3, 5, 5])
    assert (found.kappa, found.interval) == (1, None)


def test_near_misses_count_less_where_distance_is_squared():
    first, second = [1, 2, 3, 4, 5, 1], [2, 2, 3, 4, 4, 1]
    squared, plain = agreement(first, second), agreement(first, second, "linear")
    assert squared.kappa > plain.kappa


def test_where_there_is_no_kappa_it_says_why():
    assert agreement([], []).why_not == "No pair of scores to compare."
    same = agreement([4, 4, 4], [4, 4, 4])
    assert (same.kappa, same.interval, same.same) == (None, None, 3)
    assert "one and the same score" in same.why_not


def test_scores_of_different_cases_are_no_pairs():
    with pytest.raises(ValueError, match="3 scores of one rater and 2"):
        agreement([1, 2, 3], [1, 2])
