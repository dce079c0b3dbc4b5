"""From when until when a memorandum is in force, held against its own days one by one."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from resilience.agreements.signing.standing import stands

FIRST = date(2019, 1, 1)
days = st.integers(0, 60).map(lambda count: FIRST + timedelta(days=count))
some = st.lists(days, max_size=3)


@given(
    day=days,
    signed=st.lists(days, max_size=2),
    ends=days,
    extended=some,
    noticed=some,
    delivered=st.none() | days,
    replaced=st.none() | days,
)
def test_it_is_in_force_from_the_later_signature_until_the_first_thing_that_ends_it(
    day, signed, ends, extended, noticed, delivered, replaced
):
    found = stands(
        day,
        signed=signed,
        ends=ends,
        extended=extended,
        noticed=noticed,
        delivered=delivered,
        replaced=replaced,
    )
    begun = len(signed) == 2 and all(one <= day for one in signed)
    over = any(
        (
            all(one < day for one in (ends, *extended)),
            any(one < day for one in noticed),
            delivered is not None and delivered < day,
            replaced is not None and replaced <= day,
        )
    )
    expected = "before" if not begun else "ended" if over else "in_force"
    assert found.state == expected
    if found.state == "in_force":
        assert found.starts <= day <= found.until


@given(signed=st.lists(days, min_size=2, max_size=2), ends=days, more=some, day=days)
def test_an_extension_never_shortens_and_a_notice_never_lengthens(signed, ends, more, day):
    plain = stands(day, signed=signed, ends=ends)
    assert stands(day, signed=signed, ends=ends, extended=more).until >= plain.until
    assert stands(day, signed=signed, ends=ends, noticed=more).until <= plain.until


def test_before_both_have_signed_there_are_no_days():
    found = stands(FIRST, signed=[FIRST], ends=FIRST)
    assert (found.state, found.starts, found.until) == ("before", None, None)
