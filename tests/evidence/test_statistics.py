"""Statistics against scipy and statsmodels, which work them out independently."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2, percentileofscore
from statsmodels.stats.proportion import proportion_confint

from resilience.evidence.statistics import (
    byar_interval,
    share_at_least,
    share_at_most,
    wilson_interval,
)

CONFIDENCES = st.sampled_from([0.9, 0.95, 0.998])


@given(st.integers(1, 20_000), st.floats(0, 1), CONFIDENCES)
def test_the_interval_of_a_proportion_is_wilsons(total, share, confidence):
    count = round(total * share)
    expected = proportion_confint(count, total, alpha=1 - confidence, method="wilson")
    assert wilson_interval(count, total, confidence) == pytest.approx(expected, abs=1e-9)


@given(st.integers(10, 20_000), CONFIDENCES)
def test_the_interval_of_a_count_is_close_to_the_exact_poisson_one(count, confidence):
    tail = (1 - confidence) / 2
    exact = chi2.ppf(tail, 2 * count) / 2, chi2.ppf(1 - tail, 2 * count + 2) / 2
    assert byar_interval(count, confidence) == pytest.approx(exact, rel=0.02)


def test_no_event_at_all_still_has_an_upper_limit():
    low, high = byar_interval(0)
    assert low == 0
    assert high == pytest.approx(3.69, abs=0.1)


@given(st.lists(st.integers(-5, 5), min_size=1), st.integers(-6, 6))
def test_shares_as_high_and_as_low_count_equal_values_in(values, value):
    assert share_at_most(values, value) * 100 == pytest.approx(
        percentileofscore(values, value, kind="weak")
    )
    assert share_at_least(values, value) * 100 == pytest.approx(
        100 - percentileofscore(values, value, kind="strict")
    )


@pytest.mark.parametrize(("count", "total"), [(1, 0), (3, 2), (-1, 5)])
def test_what_is_no_proportion_is_refused(count, total):
    with pytest.raises(ValueError, match="not a proportion"):
        wilson_interval(count, total)


def test_nothing_can_be_compared_with_no_values():
    with pytest.raises(ValueError, match="no values"):
        share_at_least([], 1)
    with pytest.raises(ValueError, match="not a count"):
        byar_interval(-1)
