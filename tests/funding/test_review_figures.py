"""The figures of the review are the sums of the entries, to the penny."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.funding.models import Entry
from resilience.funding.review.figures import Figures, Row, Sums, sums_by, together, until
from resilience.funding.review.forecasts import Outlook, Said, outlook, run_rate
from resilience.funding.review.months import Month, months_of
from resilience.funding.years import Year

YEAR = Year(2018)
MONTHS = [YEAR.month(number) for number in range(16)]
OF_A_POT = ("allocation", "transfer", "carry_over")


@st.composite
def entries(draw) -> Row:
    kind = draw(st.sampled_from(Entry.Kind.values))
    things = ("", "", "")
    if kind not in OF_A_POT:
        things = draw(st.tuples(*[st.sampled_from(("a", "b"))] * 3))
    code = draw(st.sampled_from(("X", "Y"))) if kind in ("payment", "recovery") else ""
    pence = draw(st.integers(-(10**12), 10**12))
    pot, month = draw(st.integers(1, 3)), draw(st.sampled_from(MONTHS))
    return Row(pot, month, kind, pence, *things, code)


def naive(some: list[Row]) -> dict[str, int]:
    """Entry by entry, as a person with a calculator would."""
    found = dict.fromkeys(("budget", "received", "committed", "invoiced", "paid"), 0)
    for one in some:
        if one.kind in ("allocation", "carry_over"):
            found["budget"] += one.pence
        elif one.kind == "transfer":
            found["received"] += one.pence
        elif one.kind in ("commitment", "variation"):
            found["committed"] += one.pence
        elif one.kind == "invoice":
            found["invoiced"] += one.pence
        elif one.kind == "payment":
            found["paid"] += one.pence
        else:
            found["paid"] -= one.pence
            found["invoiced"] -= one.pence
    return found


def told(sums: Sums) -> dict[str, int]:
    return {name: getattr(sums, name) for name in naive([])}


@given(st.lists(entries()), st.sampled_from(MONTHS))
def test_sums_are_those_of_the_entries_for_each_month_and_breakdown(some, month):
    rows = until(some, month)
    for name in ("pot", "intended", "category", "route", "code"):
        found = sums_by(rows, lambda row, name=name: getattr(row, name))
        for key, sums in found.items():
            own = [one for one in some if one.month <= month and getattr(one, name) == key]
            assert told(sums) == naive(own)
        whole = naive([one for one in some if one.month <= month])
        for column, pence in whole.items():
            assert sum(getattr(one, column) for one in found.values()) == pence


def test_what_is_not_applicable_to_a_line_is_not_to_all():
    assert together([Figures(paid=1), Figures(paid=2)]) == Figures(paid=3)
    assert together([Figures(budget=5), Figures(budget=None)]).budget is None
    assert together([]).paid == 0


def test_variance_is_what_the_forecast_leaves_of_the_budget():
    assert Figures(budget=100, forecast=130).variance == -30
    assert Figures(budget=100, committed=40).free == 60
    assert Figures(paid=10).variance is None


def month(number: int, day: date) -> Month:
    return Month(YEAR, YEAR.month(number), day)


def test_money_that_nobody_committed_is_not_forecast():
    so_far = Sums(allocated=1000, committed=600, invoiced=300, paid=200)
    late = Sums(committed=150, paid=50)
    found = outlook(so_far, late, so_far, month(6, date(2018, 10, 9)), None)
    assert found.counts == found.computed == 200 + 400 - 100


def test_what_a_holder_entered_counts_until_the_year_has_ended():
    said = Said(date(2018, 8, 1), 777, "Two plans are signed in May.", date(2018, 9, 3))
    sums = Sums(allocated=1000, committed=600, paid=200)
    running = outlook(sums, Sums(), sums, month(10, date(2019, 2, 3)), said)
    assert (running.counts, running.computed, said.months_old(month(10, date.max))) == (777, 600, 5)
    ended = outlook(sums, Sums(), sums, month(12, date(2019, 4, 5)), said)
    assert (ended.counts, ended.rate) == (200, None)


def test_what_was_spent_by_the_end_of_march_is_the_outturn_whatever_is_paid_later():
    at = month(14, date(2019, 6, 3))
    assert outlook(Sums(paid=900), Sums(), Sums(paid=700), at, None).counts == 700


@pytest.mark.parametrize(
    ("number", "day", "expected"),
    [(3, date(2018, 7, 4), 365_00 * 100 // 91), (1, date(2018, 4, 1), 365 * 100_00)],
)
def test_the_rate_goes_on_as_the_days_so_far(number, day, expected):
    assert abs(run_rate(100_00, month(number, day)) - expected) <= 1


def test_a_month_that_has_not_ended_is_so_far():
    assert month(8, date(2018, 11, 14)).so_far
    assert month(8, date(2018, 11, 14)).until == date(2018, 11, 14)
    assert not month(7, date(2018, 11, 14)).so_far
    assert month(12, date(2019, 3, 31)).so_far
    assert not month(12, date(2019, 3, 31)).outturn
    assert month(12, date(2019, 4, 1)).outturn


def test_months_are_those_begun_and_later_ones_with_entries():
    now = [one.query for one in months_of(YEAR, date(2018, 6, 2), ())]
    assert now == ["2018-04", "2018-05", "2018-06"]
    later = months_of(YEAR, date(2019, 8, 1), {date(2019, 5, 1), date(2019, 1, 1)})
    assert [one.query for one in later][-2:] == ["2019-03", "2019-05"]
    assert [one.query for one in months_of(YEAR, date(2018, 3, 2), ())] == ["2018-04"]


def test_an_outlook_without_a_forecast_is_what_the_books_tell():
    assert Outlook(5, 7, None).counts == 5
