"""The geometry of the charts of many practices."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.look.charts import (
    Limit,
    Shape,
    distribution,
    dot_map,
    fan,
    funnel,
    reach,
    whiskers,
)
from resilience.look.charts.axes import Axis
from resilience.look.charts.dots import dots

values = st.floats(min_value=-1e6, max_value=1e6)
sizes = st.floats(min_value=1, max_value=1e5)


def spots(path: str) -> set[tuple[int, int]]:
    """Where the dots of a path are, read as a browser does."""
    at, found = (0, 0), set()
    for across, down in re.findall(r"m(-?\d+) ?(-?\d+)h0", path):
        at = at[0] + int(across), at[1] + int(down)
        found.add(at)
    return found


places = st.lists(st.tuples(st.integers(0, 700), st.integers(0, 400)), max_size=200)


@given(places)
def test_every_dot_is_on_the_path_once(found):
    path = dots(found)
    assert spots(path) == set(found)
    assert path.count("h0") == len(set(found))


def test_six_thousand_dots_are_a_few_kilobytes():
    path = dots((number * 37 % 700, number * 91 % 400) for number in range(6200))
    assert len(path) < 30_000


@given(st.lists(values, min_size=2, max_size=60))
def test_an_axis_reaches_over_the_middle_half_and_never_beyond_the_values(found):
    low, high = reach(found)
    ordered = sorted(found)
    assert min(found) <= low <= ordered[len(ordered) // 2] <= high <= max(found)


def test_an_odd_value_does_not_squash_the_others():
    assert reach([*range(100), 10_000])[1] < 400


@given(values, st.floats(min_value=1e-3, max_value=1e6))
def test_ticks_are_round_numbers_within_the_axis(low, length):
    axis = Axis(low, low + length, 56, 700)
    assert all(56 <= tick.at <= 700.05 for tick in axis.ticks)
    places = [tick.at for tick in axis.ticks]
    assert places == sorted(places)


def test_ticks_of_sizes_begin_with_nought_and_leave_room():
    ticks = Axis(0, 50_000, 0, 700, roots=True).ticks
    assert ticks[0].text == "0"
    assert "50,000" in [tick.text for tick in ticks]
    assert all(b.at - a.at >= 70 for a, b in pairwise(ticks))


@given(st.lists(st.tuples(sizes, values, st.booleans()), min_size=1, max_size=60))
def test_every_practice_of_a_funnel_is_drawn_inside_the_picture(found):
    size, value, out = zip(*found, strict=True)
    chart = funnel(size, value, out, [], value[0])
    assert len(chart.places) == len(found)
    assert all(0 <= x <= chart.width and 0 <= y <= chart.height for x, y in chart.places)
    assert spots(chart.inside) | spots(chart.outside) == set(chart.places)


def test_a_practice_that_stands_out_is_on_another_path():
    chart = funnel([100, 400, 900], [5, 5, 9], [False, False, True], [], 6)
    assert spots(chart.outside) == {chart.places[2]}
    assert chart.places[2][1] < chart.target < chart.places[0][1]


def test_limits_are_lines_from_the_smallest_size_to_the_largest():
    limits = [Limit("95%", ((100, 2, 8), (900, 4, 6)))]
    ((name, lower, upper),) = funnel([100, 900], [1, 9], [False, False], limits, 5).limits
    below, above = (
        [tuple(map(float, p.split(","))) for p in line.split()] for line in (lower, upper)
    )
    assert name == "95%"
    assert below[0][0] < below[1][0] and below[0][1] > below[1][1] > above[1][1] > above[0][1]


def test_a_value_far_beyond_the_others_stands_on_the_edge_and_is_told():
    value = [*range(50), 100_000]
    chart = funnel([100] * 51, value, [False] * 51, [], 25)
    assert chart.beyond == 1
    assert min(y for _, y in chart.places) == 12


@given(st.lists(values, min_size=1, max_size=200))
def test_a_distribution_counts_every_practice(found):
    chart = distribution(found, median=sorted(found)[len(found) // 2])
    assert chart.most <= len(found)
    assert all(column.y >= 0 and column.height > 0 for column in chart.columns)
    assert chart.left <= chart.median <= chart.right


def test_the_shape_of_england_is_drawn_behind_an_area_only():
    assert distribution([1, 2, 3]).outline == ""
    assert distribution([2, 3], [1, 2, 3]).outline.startswith("M")


def test_a_trend_is_not_read_across_a_break():
    days = [date(year, 3, 31) for year in (2017, 2018, 2020, 2021)]
    quartiles = [(1.0, 2.0, 3.0)] * 4
    assert len(fan(days, quartiles).runs) == 1
    broken = fan(days, quartiles, [date(2019, 4, 1), date(2030, 1, 1)])
    assert len(broken.runs) == 2 and len(broken.breaks) == 1


def test_a_trend_of_one_period_draws_its_dot():
    chart = fan([date(2020, 3, 31)], [(1.0, 2.0, 3.0)])
    assert len(chart.runs[0].dots) == 1 and chart.years[0].text == "2020"


def test_whiskers_share_one_scale():
    cells = whiskers([(5.0, 4.0, 6.0), (None, None, None), (7.0, None, None)], (0, 10), 5.0)
    assert "look-plot__whisker" in cells[0]
    assert "look-plot__value" not in cells[1]
    assert "look-plot__whisker" not in cells[2]
    assert len({re.search(r'median" d="M(\d+)', cell)[1] for cell in cells}) == 1


SQUARE = Shape("A board", [[[-1, 51], [1, 51], [1, 53], [-1, 53], [-1, 51]]])


def test_north_is_up_and_east_is_right():
    chart = dot_map([(-1.0, 51.0), (1.0, 53.0)], [0, 1], 2, [SQUARE])
    (west, south), (east, north) = chart.places
    assert west < east and north < south
    assert spots(chart.groups[0]) == {chart.places[0]}
    assert chart.outlines.startswith("M") and chart.outlines.endswith("z")


def test_boards_that_are_elsewhere_are_not_drawn():
    far = Shape("Far", [[[5, 51], [6, 51], [6, 52], [5, 52], [5, 51]]])
    assert dot_map([(-1.0, 51.0), (1.0, 53.0)], [0, 0], 1, [far]).outlines == ""


@pytest.mark.parametrize("degrees", [[(0.5, 52.0)], [(0.5, 52.0)] * 3])
def test_practices_in_one_place_are_a_map_too(degrees):
    chart = dot_map(degrees, [0] * len(degrees), 1, [])
    assert all(0 < x < chart.width and 0 < y < chart.height for x, y in chart.places)
