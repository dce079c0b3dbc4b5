"""What a milestone will have reached by its deadline."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from resilience.returns.milestones.forecast import FEWEST, of_a_number, of_money

numbers = st.integers(0, 500)
POUND = 100


@given(numbers, numbers, numbers, numbers, st.integers(0, 300))
def test_a_number_is_forecast_between_what_there_is_and_what_there_can_be(
    before, came, needed, more, days
):
    now, most = before + came, before + came + more
    found = of_a_number(now, before, needed, most, days)
    if came < FEWEST:
        assert (found.says, found.low, found.high) == ("too_little", None, None)
        return
    assert now <= found.low <= found.middle <= found.high <= most
    assert (found.says == "likely") == (found.low >= needed)
    assert (found.says == "not_at_this_pace") == (found.high < needed)


@given(numbers, st.integers(FEWEST, 100), st.integers(0, 200))
def test_more_days_never_forecast_less(now, came, days):
    short, longer = (of_a_number(now + came, now, 1, None, one) for one in (days, days + 7))
    assert short.high <= longer.high


def test_eight_a_month_for_two_months_more_is_about_sixteen_more():
    found = of_a_number(now=20, before=4, needed=36, most=40, days=56)
    assert (found.middle, found.says) == (36, "may_be")
    assert "16 in the last 8 weeks" in found.basis


def test_who_goes_backwards_has_no_pace():
    assert of_a_number(3, 9, 10, 10, 30).says == "too_little"


def test_money_lies_between_its_pace_and_what_is_expected():
    found = of_money(50 * POUND, 10 * POUND, 100 * POUND, 28, expected=60 * POUND)
    assert (found.low, found.high, found.says) == (70 * POUND, 110 * POUND, "may_be")
    assert "£60 of commitments due by then" in found.basis


def test_money_told_in_one_way_has_no_range_and_none_too_little_to_tell():
    one = of_money(50 * POUND, 10 * POUND, 60 * POUND, 28)
    assert (one.low, one.middle, one.high, one.says) == (7000, 7000, 7000, "likely")
    assert of_money(50, 50, 60, 28).says == "too_little"
    assert of_money(50, None, 60, 28) == of_a_number(1, None, 2, 3, 28)
    assert of_a_number(1, None, 2, 3, 28).basis == "How it stood 8 weeks ago is not known."
