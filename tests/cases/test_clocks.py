"""When something is due: working days, bank holidays, pauses, London's midnight."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from resilience.cases.clocks import Wait, as_known_on, due_on, standing

DAYS = st.dates(date(2018, 1, 1), date(2027, 12, 1))
COUNTED = st.sampled_from(["working days", "calendar days"])
# As the government published them
CHRISTMAS_2018 = {date(2018, 12, 25), date(2018, 12, 26), date(2019, 1, 1)}


def test_received_on_21_december_2018_is_acknowledged_by_9_january_2019():
    assert due_on(date(2018, 12, 21), 10, "working days") == date(2019, 1, 9)


def test_a_response_is_due_14_days_after_receipt():
    assert due_on(date(2018, 12, 21), 14, "calendar days") == date(2019, 1, 4)


def test_bank_holidays_that_were_moved_are_no_working_days():
    assert due_on(date(2020, 5, 7), 1, "working days") == date(2020, 5, 11)  # VE Day, a Friday
    assert due_on(date(2022, 6, 1), 1, "working days") == date(2022, 6, 6)  # Platinum Jubilee
    assert due_on(date(2026, 12, 24), 1, "working days") == date(2026, 12, 29)  # Boxing Day moved


def test_a_wait_leaves_out_its_days():
    """Asked on Monday 7 January, answered on Thursday 10: three days do not count."""
    asked = Wait(date(2019, 1, 7), date(2019, 1, 10))
    assert due_on(date(2019, 1, 2), 14, "calendar days", [asked]) == date(2019, 1, 19)


def test_nothing_is_due_while_it_waits():
    assert due_on(date(2019, 1, 2), 14, "calendar days", [Wait(date(2019, 1, 7))]) is None


def test_what_was_due_before_it_waited_stays_due():
    assert due_on(date(2019, 1, 2), 3, "calendar days", [Wait(date(2019, 1, 5))]) == date(
        2019, 1, 5
    )


@st.composite
def waits(draw) -> tuple[date, list[Wait]]:
    started = draw(DAYS)
    spans, day = [], started
    for before, long in draw(
        st.lists(st.tuples(st.integers(0, 9), st.integers(0, 12)), max_size=3)
    ):
        begin = day + timedelta(days=before)
        day = begin + timedelta(days=long)
        spans.append(Wait(begin, day))
    return started, spans


@given(waits(), st.integers(1, 30), COUNTED)
def test_due_is_the_day_on_which_enough_days_have_been_counted(told, days, counted):
    """An oracle: the counted days after the start, listed one by one."""
    started, spans = told
    due = due_on(started, days, counted, spans)
    left_out = {
        one.starts + timedelta(days=n)
        for one in spans
        for n in range(1, (one.ends - one.starts).days + 1)
    }
    span = [started + timedelta(days=n) for n in range(1, (due - started).days + 1)]
    weekend = (5, 6) if counted == "working days" else ()
    plain = [day for day in span if day not in left_out and day.weekday() not in weekend]
    if counted == "calendar days":
        assert len(plain) == days and plain[-1] == due
    else:
        assert 0 <= len(plain) - days <= 12  # bank holidays of so many weeks at most


@given(waits(), st.integers(1, 20), COUNTED, st.integers(0, 60))
def test_what_is_learned_later_changes_no_earlier_day(told, days, counted, later):
    started, spans = told
    day = started + timedelta(days=later)
    known = as_known_on(day, spans)
    beyond = [*spans, Wait(max([day, *(one.ends for one in spans)]) + timedelta(days=1))]
    assert as_known_on(day, beyond) == known


def test_how_a_clock_stands():
    due = date(2019, 1, 9)
    before, after = due - timedelta(days=1), due + timedelta(days=1)
    assert standing(due, None, before) == "open"
    assert standing(due, None, due) == "due"
    assert standing(due, None, after) == "late"
    assert standing(due, due, after) == "met"
    assert standing(due, after, after) == "late"
    assert standing(None, None, after) == "paused"


def test_christmas_2018_is_as_published():
    counted, day = 0, date(2018, 12, 21)
    while counted < 10:
        day += timedelta(days=1)
        counted += day.weekday() < 5 and day not in CHRISTMAS_2018
    assert day == due_on(date(2018, 12, 21), 10, "working days")
