"""Intervals against PHStatsMethods, statsmodels and scipy, which work them out independently."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PHStatsMethods import confidence_intervals as published
from PHStatsMethods import ph_proportion, ph_rate
from PHStatsMethods.validation import ci_col
from scipy.stats import chi2
from statsmodels.stats.proportion import proportion_confint

from resilience.evidence.statistics import (
    byar_interval,
    byar_intervals,
    wilson_interval,
    wilson_intervals,
)
from tests.evidence.reading import read

CONFIDENCES = st.sampled_from([0.9, 0.95, 0.998])


@given(st.integers(1, 20_000), st.floats(0, 1), CONFIDENCES)
def test_the_interval_of_a_proportion_is_wilsons(total, share, confidence):
    count = round(total * share)
    found = wilson_interval(count, total, confidence)

    expected = proportion_confint(count, total, alpha=1 - confidence, method="wilson")
    assert found == pytest.approx(expected, abs=1e-9)
    assert found == pytest.approx(published.wilson(count, total, confidence), abs=1e-9)


@given(st.integers(1, 50_000), CONFIDENCES)
def test_the_interval_of_a_count_is_the_one_of_public_health_in_england(count, confidence):
    found = byar_interval(count, confidence)

    expected = published.byars_lower(count, confidence), published.byars_upper(count, confidence)
    assert found == pytest.approx(expected, rel=1e-9)


@given(st.integers(1, 20_000), CONFIDENCES)
def test_the_interval_of_a_count_is_close_to_the_exact_poisson_one(count, confidence):
    tail = (1 - confidence) / 2
    exact = chi2.ppf(tail, 2 * count) / 2, chi2.ppf(1 - tail, 2 * count + 2) / 2
    assert byar_interval(count, confidence) == pytest.approx(exact, rel=0.02)


def test_no_event_at_all_still_has_an_upper_limit():
    assert byar_interval(0) == pytest.approx((0, 3.688879454))


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), max_size=30), CONFIDENCES)
def test_many_intervals_are_those_of_one_after_another(pairs, confidence):
    counts = [count for count, _ in pairs]
    totals = [count + more for count, more in pairs]
    low, high = wilson_intervals(counts, totals, confidence)
    below, above = byar_intervals(counts, confidence)

    for i, (count, total) in enumerate(zip(counts, totals, strict=True)):
        if total:
            assert (low[i], high[i]) == pytest.approx(wilson_interval(count, total, confidence))
        else:
            assert np.isnan([low[i], high[i]]).all()
        assert (below[i], above[i]) == pytest.approx(byar_interval(count, confidence))


def test_what_is_not_known_has_no_interval_and_zero_has_one():
    low, high = wilson_intervals([None, 0, 3, -1, 5], [10, 10, 2, 10, None])
    assert [*np.isnan(low)] == [*np.isnan(high)] == [True, False, True, True, True]

    low, high = byar_intervals([None, 0, -1])
    assert [*np.isnan(low)] == [*np.isnan(high)] == [True, False, True]


@pytest.mark.parametrize(("count", "total"), [(1, 0), (3, 2), (-1, 5), (float("nan"), 5)])
def test_what_is_no_proportion_is_refused(count, total):
    with pytest.raises(ValueError, match="not a proportion"):
        wilson_interval(count, total)


def test_what_is_no_count_and_no_confidence_is_refused():
    with pytest.raises(ValueError, match="not a count"):
        byar_interval(-1)
    with pytest.raises(ValueError, match="between 0 and 1"):
        wilson_intervals([1], [2], confidence=95)


@pytest.mark.slow
def test_real_proportions_and_rates_have_the_published_intervals(real_data, tmp_path):
    calls = read(tmp_path, real_data / "cloud-telephony" / "2026-02", "calls")
    table = pd.DataFrame({"n": calls["missed"], "of": calls["inbound"]})[:1000]
    shares = ph_proportion(table, "n", "of", confidence=[0.95, 0.998], metadata=False)
    rates = ph_rate(table, "n", "of", confidence=[0.95, 0.998], multiplier=1, metadata=False)
    for confidence in (0.95, 0.998):
        limits = wilson_intervals(shares["n"], shares["of"], confidence)
        assert_limits(limits, shares, confidence)
        low, high = byar_intervals(rates["n"], confidence)
        assert_limits((low / rates["of"], high / rates["of"]), rates, confidence)


def assert_limits(limits, expected, confidence):
    for limit, side in zip(limits, ("lower", "upper"), strict=True):
        np.testing.assert_allclose(limit, expected[ci_col(confidence, side)], rtol=1e-9)
