"""The geometry of the small charts."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from resilience.look.charts import bar, sparkline, spread, strip

values = st.floats(min_value=-1e9, max_value=1e9)
maybe = st.none() | values


def points(chart) -> list[tuple[float, float]]:
    on_lines = [tuple(map(float, p.split(","))) for line in chart.lines for p in line.split()]
    return on_lines + [(dot.x, dot.y) for dot in chart.dots]


@given(st.lists(maybe, max_size=40))
def test_every_known_value_is_drawn_once_inside_the_picture(series):
    chart = sparkline(series)
    drawn = points(chart)
    assert len(drawn) == sum(value is not None for value in series)
    assert all(0 <= x <= chart.width and 0 <= y <= chart.height for x, y in drawn)


def test_an_unknown_value_is_a_gap_and_not_a_nought():
    chart = sparkline([10, 12, None, 11, 13])
    assert len(chart.lines) == 2
    assert max(y for _, y in points(chart)) == points(chart)[0][1]


def test_a_lone_value_between_gaps_is_a_dot():
    chart = sparkline([None, 5, None, 1, 2])
    assert len(chart.dots) == 1
    assert len(chart.lines) == 1


def test_a_series_without_a_known_value_draws_nothing():
    chart = sparkline([None, None])
    assert not chart.lines and not chart.dots and chart.last is None


def test_the_greater_value_stands_higher():
    low, high = points(sparkline([1, 2]))
    assert high[1] < low[1]


@given(st.lists(st.integers(min_value=0, max_value=10_000), max_size=6))
def test_the_parts_of_a_bar_do_not_overlap_and_fill_it_in_proportion(counts):
    segments = bar(counts)
    drawn = [segment for segment in segments if segment.width]
    for left, right in pairwise(drawn):
        assert left.x + left.width <= right.x + 0.02
    assert all(s.x >= 0 and s.x + s.width <= 100.02 for s in drawn)
    for count, segment in zip(counts, segments, strict=True):
        assert count or segment.width == 0


def test_equal_counts_get_equal_width():
    first, nothing, second = bar([5, 0, 5])
    assert first.width == second.width
    assert nothing.width == 0


@given(st.lists(values, min_size=1, max_size=500))
def test_the_spread_counts_every_practice_but_the_outermost_hundredths(others):
    found = spread(others)
    assert sum(found.tallies) == len(others) - 2 * (len(others) // 100)
    assert found.low <= found.high


def test_the_spread_agrees_with_counting_one_by_one():
    found = spread(range(100), steps=10)
    counted = [0] * 10
    for value in range(1, 99):
        counted[min((value - 1) * 10 // 97, 9)] += 1
    assert (found.low, found.high) == (1, 98)
    assert found.tallies == tuple(counted)


@given(maybe, maybe, maybe, maybe, st.lists(values, max_size=200))
def test_nothing_falls_outside_the_strip(value, median, area_median, threshold, others):
    chart = strip(
        value, median=median, area_median=area_median, threshold=threshold, others=spread(others)
    )
    places = [chart.value, chart.median, chart.area_median, chart.threshold]
    given_marks = [value, median, area_median, threshold]
    assert [place is None for place in places] == [mark is None for mark in given_marks]
    assert all(0 <= place <= chart.width for place in places if place is not None)
    for column in chart.columns:
        assert column.x >= 0 and column.x + column.width <= chart.width
        assert column.y >= 0 and column.y + column.height <= chart.height


def test_a_value_above_the_threshold_stands_to_its_right():
    chart = strip(3410, threshold=3300, median=2010)
    assert chart.median < chart.threshold < chart.value


def test_where_nothing_is_known_nothing_is_drawn():
    chart = strip(None, others=spread([]))
    assert chart.value is None
    assert chart.columns == ()
