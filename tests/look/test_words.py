"""Numbers and dates as NHS pages write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.look.words import STATES, day, number, one_decimal, percent, plural


def test_a_day_is_written_without_a_leading_nought():
    assert day(date(2018, 6, 3)) == "3 June 2018"


@pytest.mark.parametrize("write", [day, number, one_decimal, percent])
def test_nothing_is_not_known_and_never_nought(write):
    assert write(None) == "Not known"


def test_nought_is_a_figure():
    assert number(0) == "0"
    assert percent(0) == "0.0%"


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (8450, 0, "8,450"),
        (2210.44, 1, "2,210.4"),
        (0.5, 0, "1"),
        (2.5, 0, "3"),
        (Decimal("0.25"), 1, "0.3"),
        (1.005, 2, "1.01"),
        (-1234.5, 1, "−1,234.5"),
        (-0.04, 1, "0.0"),
    ],
)
def test_numbers_have_thousands_and_round_halves_away_from_nought(value, places, written):
    assert number(value, places) == written


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_a_whole_number_reads_back_as_itself(value):
    assert int(number(value).replace(",", "").replace("−", "-")) == value


def test_one_practice_two_practices_no_practices():
    assert [plural(n, "practice") for n in (1, 2, 0)] == [
        "1 practice",
        "2 practices",
        "0 practices",
    ]
    assert plural(3, "list for review", "lists for review") == "3 lists for review"


def test_the_reasons_for_a_missing_figure_differ():
    assert len(set(STATES.values())) == len(STATES)
