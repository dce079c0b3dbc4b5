"""Opened, not closed and not dormant: what the vintages of the register say of a day."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from resilience.organisations.derive.practices import Entry, stays
from resilience.organisations.derive.timeline import NEVER, cells

D = date
FIRST, SECOND, THIRD = D(2016, 1, 31), D(2017, 1, 31), D(2018, 1, 31)
LONG_AGO = D(2000, 1, 1)
VINTAGES = cells([FIRST, SECOND, THIRD])


def entry(day, status="active", opened=LONG_AGO, closed=None, last=None) -> Entry:
    return Entry(day, last or day, "Surgery", "", "", status, opened, closed)


def is_open(entries, day, vintages=VINTAGES) -> bool:
    found = [stay for stay in stays(entries, vintages) if stay.span.holds(day)]
    assert len(found) < 2
    return any(stay.state == "open" for stay in found)


def test_a_practice_is_open_from_its_opening_day():
    listed = [entry(SECOND, opened=D(2016, 12, 1), last=THIRD)]
    assert not is_open(listed, D(2016, 11, 30))
    assert is_open(listed, D(2016, 12, 1))


def test_a_practice_that_opens_after_the_nearest_vintage_was_made_is_open():
    listed = [entry(SECOND, opened=D(2016, 3, 1), last=THIRD)]  # nearest to FIRST, not in it
    assert is_open(listed, D(2016, 3, 1))
    assert not is_open(listed, D(2016, 2, 29))


def test_a_closed_practice_is_not_in_england_from_its_closing_date():
    listed = [entry(FIRST), entry(SECOND, "closed", closed=D(2016, 6, 30), last=THIRD)]
    assert is_open(listed, D(2016, 6, 29))
    assert not is_open(listed, D(2016, 6, 30))


def test_a_closing_date_that_only_a_later_vintage_knows_closes_the_practice():
    listed = [entry(FIRST), entry(SECOND, "closed", closed=D(2016, 3, 31), last=THIRD)]
    assert is_open(listed, D(2016, 3, 30))
    assert not is_open(listed, D(2016, 3, 31))


def test_a_dormant_practice_is_not_open():
    listed = [entry(FIRST), entry(SECOND, "dormant"), entry(THIRD)]
    assert not is_open(listed, SECOND)
    assert is_open(listed, FIRST) and is_open(listed, THIRD)


def test_a_practice_that_is_proposed_is_not_open_yet():
    assert not is_open([entry(FIRST, "proposed", opened=None)], FIRST)


def test_a_practice_may_be_reopened():
    closed = entry(SECOND, "closed", closed=D(2016, 6, 30))
    listed = [entry(FIRST), closed, entry(THIRD, opened=D(2017, 10, 1))]
    assert is_open(listed, D(2016, 6, 29))
    assert not is_open(listed, SECOND)
    assert not is_open(listed, D(2017, 9, 30))
    assert is_open(listed, D(2017, 10, 1))


def test_a_practice_dropped_from_a_vintage_is_not_open_there():
    assert is_open([entry(FIRST)], D(2016, 7, 1))
    assert not is_open([entry(FIRST)], SECOND)


statuses = st.sampled_from(["active", "active", "closed", "dormant", "proposed"])
some_days = st.dates(D(2015, 1, 1), D(2021, 1, 1))
registers = st.dictionaries(
    st.sampled_from([D(2016, 1, 31), D(2016, 5, 31), D(2018, 5, 31), D(2019, 8, 31)]),
    st.tuples(statuses, some_days, st.none() | some_days),
    min_size=1,
)
ALL = cells([D(2016, 1, 31), D(2016, 5, 31), D(2018, 5, 31), D(2019, 8, 31)])


def naive(register, day) -> bool:
    """The same rule asked of one day: find the nearest vintage and read what stands in it."""
    order = sorted(ALL)
    vintage = min(order, key=lambda v: abs((v - day).days))
    speaking = vintage if vintage in register else None
    if speaking is None:
        later = [v for v in order if v > vintage and v in register]
        if not later or register[later[0]][1] <= vintage:
            return False
        between = [v for v in order if vintage < v < later[0]]
        if any(register[later[0]][1] <= v for v in between):
            return False  # a vintage between would list it and does not
        speaking = later[0]
    status, opened, closed = register[speaking]
    if status == "closed":
        ends = closed
    elif status == "active":
        ends = next_closing(register, speaking)
    else:
        return False
    return bool(ends) and opened <= day < ends


def next_closing(register, vintage) -> date:
    for later in sorted(v for v in register if v >= vintage):
        status, _, closed = register[later]
        if closed and closed >= vintage:
            return closed
        if later != vintage and status == "active":
            break
    return register[vintage][2] or NEVER


@settings(deadline=None)
@given(registers, some_days)
def test_the_spans_say_the_same_as_asking_each_day(register, day):
    entries = [entry(v, *register[v]) for v in sorted(register)]
    assert is_open(entries, day, ALL) == naive(register, day)
