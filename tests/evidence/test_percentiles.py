"""Percentiles against scipy, pandas and the standard library, which work them out independently."""

from __future__ import annotations

from statistics import quantiles as in_equal_parts

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import percentileofscore

from resilience.evidence.statistics import percentiles, quantiles, share_at_least, share_at_most

VALUES = st.lists(st.one_of(st.integers(-5, 5), st.none()), min_size=1, max_size=60)


@given(st.lists(st.integers(-5, 5), min_size=1), st.integers(-6, 6))
def test_shares_as_high_and_as_low_count_equal_values_in(values, value):
    assert share_at_most(values, value) * 100 == pytest.approx(
        percentileofscore(values, value, kind="weak")
    )
    assert share_at_least(values, value) * 100 == pytest.approx(
        100 - percentileofscore(values, value, kind="strict")
    )


@given(VALUES)
def test_the_percentile_within_england_is_among_known_values_only(values):
    known = [value for value in values if value is not None]
    found = percentiles(values)

    for value, percentile in zip(values, found, strict=True):
        if value is None:
            assert np.isnan(percentile)
        else:
            assert percentile == pytest.approx(percentileofscore(known, value, kind="mean"))


@given(st.data(), VALUES)
def test_the_percentile_within_an_area_is_among_its_own_practices(data, values):
    areas = data.draw(
        st.lists(
            st.sampled_from(["15M", "04C", "", None]), min_size=len(values), max_size=len(values)
        )
    )
    table = pd.DataFrame({"area": areas, "value": np.array(values, float)})
    groups = table.groupby("area")["value"]
    expected = (groups.rank() - 0.5) / groups.transform("count") * 100

    np.testing.assert_allclose(percentiles(values, areas), expected)


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=50))
def test_tenths_of_england_are_the_standard_librarys(values):
    expected = in_equal_parts(values, n=10, method="inclusive")
    found = quantiles([*values, None], np.arange(1, 10) / 10)
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-6)


def test_where_nothing_is_known_there_is_no_percentile():
    assert np.isnan(percentiles([None, None])).all()
    assert np.isnan(quantiles([None], [0.25, 0.75])).all()
    assert percentiles([]).size == 0
    assert percentiles([7]) == [50]


def test_what_cannot_be_compared_is_refused():
    with pytest.raises(ValueError, match="no values"):
        share_at_least([], 1)
    with pytest.raises(ValueError, match="each value has one area"):
        percentiles([1, 2], ["15M"])
    with pytest.raises(ValueError, match="between 0 and 1"):
        quantiles([1, 2], [25])
