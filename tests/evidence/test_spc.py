"""XmR charts against a plain script of the rules, one window of points after another."""

from __future__ import annotations

from itertools import accumulate, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.evidence.statistics import Rebase, Rules, xmr

STEPS = st.lists(st.integers(-2, 3), min_size=1, max_size=60)
NOISE = st.lists(st.integers(-1, 12), min_size=1, max_size=60)
SERIES = st.one_of(STEPS.map(lambda steps: list(accumulate(steps))), NOISE).map(
    lambda values: [None if value == -1 else value for value in values]
)
STEADY = [10, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9, 11]


def by_hand(values, trend):
    """Mean, limits and the points of each rule, as a person with a ruler finds them."""
    known = [value for value in values if value is not None]
    moves = [abs(b - a) for a, b in pairwise(values) if a is not None and b is not None]
    if len(known) < 12 or len(moves) < 6:
        return None
    mean = sum(known) / len(known)
    reach = 2.66 * sum(moves) / len(moves)
    ahead = [None if value is None else value - mean for value in values]
    points = {"outside": set(), "shift": set(), "trend": set(), "near limit": set()}
    for i, d in enumerate(ahead):
        if d is not None and abs(d) > reach + 1e-7:
            points["outside"].add(i)
        for sign in (1, -1):
            seven = ahead[i : i + 7]
            if len(seven) == 7 and all(d is not None and d * sign > 1e-7 for d in seven):
                points["shift"] |= set(range(i, i + 7))
            run = values[i : i + trend]
            if (
                len(run) == trend
                and None not in run
                and all((b - a) * sign > 0 for a, b in pairwise(run))
            ):
                points["trend"] |= set(range(i, i + trend))
            three = ahead[i : i + 3]
            if len(three) == 3 and all(d is not None and d * sign > 1e-7 for d in three):
                near = [d for d in three if 2 / 3 * reach + 1e-7 < d * sign <= reach + 1e-7]
                if len(near) >= 2:
                    points["near limit"] |= set(range(i, i + 3))
    return mean, mean - reach, mean + reach, points


@given(SERIES, st.sampled_from([6, 7]))
def test_a_chart_is_the_one_drawn_by_hand(values, trend):
    chart = xmr(values, rules=Rules(trend=trend))
    (stretch,) = chart.stretches
    expected = by_hand(values, trend)

    if expected is None:
        assert (stretch.mean, stretch.lower, stretch.upper) == (None, None, None)
        assert not chart.signals
        assert chart.finding == stretch.note
        return
    mean, lower, upper, points = expected
    assert (stretch.mean, stretch.lower, stretch.upper) == pytest.approx((mean, lower, upper))
    for rule, expected_points in points.items():
        found = {i for signal in chart.signals if signal.rule == rule for i in signal.points}
        assert found == expected_points, rule


def test_limits_are_those_of_three_standard_deviations():
    stretch = xmr(STEADY).stretches[0]
    moving = np.abs(np.diff(STEADY)).mean()
    assert stretch.upper - stretch.mean == pytest.approx(3 * moving / 1.128, rel=1e-3)


def test_eleven_points_have_no_limits_and_the_chart_says_so():
    chart = xmr([*STEADY[:11], None, None])
    assert chart.finding == "Limits need 12 known points; there are 11."


def test_gaps_are_never_counted():
    with_gaps = [value for point in STEADY * 2 for value in (point, None)]
    assert "too many gaps" in xmr(with_gaps).finding

    falling = [*STEADY, 8, 7, 6, None, 5, 4, 3]
    assert not [signal for signal in xmr(falling).signals if signal.rule == "trend"]
    assert [signal for signal in xmr([*STEADY, 8, 7, 6, 5, 4, 3]).signals if signal.rule == "trend"]


def test_a_baseline_judges_what_comes_after_it():
    later = [14, 15, 14, 15]
    assert xmr([*STEADY, *later]).stretches[0].mean > 11
    chart = xmr([*STEADY, *later], baseline=12)

    assert chart.stretches[0].mean == pytest.approx(np.mean(STEADY))
    assert xmr([None, *STEADY, *later], baseline=12).stretches[0].mean == pytest.approx(
        np.mean(STEADY)
    )


def test_a_chart_starts_afresh_only_where_told_and_why():
    values = [*STEADY, *(value + 20 for value in STEADY)]
    assert len(xmr(values).stretches) == 1
    chart = xmr(values, rebases=[Rebase(12, "the practice merged")])

    first, second = chart.stretches
    assert (first.ends, second.begins, second.why) == (12, 12, "the practice merged")
    assert second.mean == pytest.approx(first.mean + 20)
    assert not chart.signals
    assert chart.finding == "Nothing but usual variation in 12 known points."


def test_a_signal_says_what_was_seen():
    chart = xmr([*STEADY, 30])
    (signal,) = chart.signals
    assert (signal.rule, signal.points, signal.side) == ("outside", (12,), "high")
    assert chart.finding == "A change to ask about: a point above the upper limit."


def test_points_of_a_later_stretch_keep_their_numbers():
    chart = xmr([*STEADY, *STEADY, 30], rebases=[Rebase(12, "a new telephone system")])
    assert [signal.points for signal in chart.signals] == [(24,)]


@given(st.floats(-1e6, 1e6), st.integers(12, 40))
def test_a_series_that_never_changes_has_no_signal(value, count):
    assert not xmr([value] * count).signals


@given(SERIES)
def test_rules_can_be_left_out(values):
    silent = Rules(outside=False, shift=0, trend=0, near_limit=False)
    assert not xmr(values, rules=silent).signals


def test_what_makes_no_chart_is_refused():
    with pytest.raises(ValueError, match="no point"):
        xmr([])
    with pytest.raises(ValueError, match="at least 12 known points"):
        xmr(STEADY, baseline=5)
    with pytest.raises(ValueError, match="reason"):
        xmr(STEADY, rebases=[Rebase(6, " ")])
    for at in (0, 12, -1):
        with pytest.raises(ValueError, match="a rebase is at a point"):
            xmr(STEADY, rebases=[Rebase(at, "a merger")])
