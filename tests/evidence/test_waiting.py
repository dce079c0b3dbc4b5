"""How long something takes when some still wait, against the survival function of statsmodels."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight

from resilience.evidence.statistics.waiting import Waits, half_between, waits

DAYS = st.lists(st.tuples(st.integers(0, 400), st.booleans()), min_size=1, max_size=60)


def test_nobody_asked_nobody_waits():
    assert waits([]) == Waits(0, 0, None, None, None)


def test_without_anybody_waiting_half_is_the_middle_one():
    assert waits([(10, True), (30, True), (90, True)]).half == 30


def test_those_who_still_wait_make_it_longer():
    quick = [(10, True), (12, True), (14, True)]
    assert waits(quick).half == 12
    assert waits([*quick, (200, False), (300, False), (400, False)]).half == 14
    assert waits([*quick, *[(200, False)] * 4]).half is None


def test_fewer_than_no_days_are_refused():
    with pytest.raises(ValueError, match="-1 days"):
        waits([(-1, True)])


@given(DAYS)
def test_shares_are_those_of_statsmodels(days):
    found = waits(days)
    oracle = SurvfuncRight(
        np.array([day for day, _ in days], dtype=float), np.array([one for _, one in days])
    )
    shares = zip((0.25, 0.5, 0.75), (found.quarter, found.half, found.three_quarters), strict=True)
    for share, day in shares:
        expected = [
            time
            for time, left in zip(oracle.surv_times, oracle.surv_prob, strict=True)
            if left <= 1 - share + 1e-9
        ]
        assert day == (min(expected) if expected else None)
    assert found.happened + found.waiting == len(days)


@given(DAYS, st.integers(1, 30))
def test_what_takes_longer_never_looks_quicker(days, more):
    before, after = waits(days), waits([(day + more, one) for day, one in days])
    assert after.half == (None if before.half is None else before.half + more)


@given(DAYS)
def test_how_sure_the_middle_is_agrees_with_statsmodels(days):
    low, high = half_between(Counter(days))
    if not any(one for _, one in days):
        assert (low, high) == (None, None)
        return
    oracle = SurvfuncRight(
        np.array([day for day, _ in days], dtype=float), np.array([one for _, one in days])
    )
    with np.errstate(all="ignore"):
        theirs = oracle.quantile_ci(0.5)
    assert [low, high] == [int(one) if np.isfinite(one) else None for one in theirs]


def test_the_middle_of_many_is_surer_than_that_of_few():
    few = {(day, True): 1 for day in range(1, 11)}
    many = {(day, True): 100 for day in range(1, 11)}
    assert half_between(few) == (1, 8)
    assert half_between(many) == (5, 6)
