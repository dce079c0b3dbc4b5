"""Help of earlier years is read from a documented CSV."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.accounts.rules import Refused
from resilience.cases.actions import keep_past
from resilience.cases.models import PastSupport
from resilience.cases.past.reading import NotRead, Past, PutAside, read
from tests.cases.conftest import RECEIVED
from tests.cases.world import reader

HEAD = "practice_code,scheme,year,what,note\n"
GOOD = HEAD + "a81001,Vulnerable Practice Programme,2016/2017,Received,\n"


def why(line: str) -> str:
    (found,) = read((HEAD + line).encode())
    assert isinstance(found, PutAside)
    return str(found)


def test_a_row_is_read_however_the_year_is_written():
    (row,) = read(GOOD.encode("utf-8-sig"))
    assert row == Past(2, "A81001", "Vulnerable Practice Programme", "2016-17", "received", "")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("??,VPP,2016-17,received,", "Line 2: practice_code: “??” is no code"),
        ("A81001,VPP,2016-17,perhaps,", "Line 2: what: “perhaps” is neither"),
        ("A81001,,2016-17,received,", "Line 2: scheme: is empty"),
        ("A81001,VPP,2016-18,received,", "Line 2: year: “2016-18” is no financial year"),
        ("A81001", "Line 2: what"),
        (f"A81001,VPP,2016-17,received,{'x' * 301}", "Line 2: note: write at most 300"),
    ],
)
def test_a_bad_row_says_what_where_and_how_to_mend_it(line, told):
    assert told in why(line)


def test_a_file_that_is_no_list_of_past_support_is_refused_whole():
    with pytest.raises(NotRead, match="scheme, year, what not found"):
        list(read(b"practice_code,money\nA81001,3\n"))
    with pytest.raises(NotRead, match="UTF-8"):
        list(read(HEAD.encode() + b"\xff\xfe"))


def test_a_first_line_without_end_is_told_as_no_line_of_a_list():
    with pytest.raises(NotRead, match="first line is no line of a CSV file"):
        list(read(b"practice_code" * 16_000))


@given(st.binary(max_size=300))
def test_whatever_the_bytes_there_is_an_answer(content):
    try:
        rows = list(read(HEAD.encode() + content))
    except NotRead:
        return
    assert all(isinstance(row, Past | PutAside) for row in rows)


@pytest.mark.django_db
def test_rows_are_kept_once_and_the_others_are_told(world):
    rows = list(read((GOOD + "P81001,VPP,,declined,\nA81001,VPP,x,received,\n").encode()))
    by = reader("resilience", RECEIVED.date())
    kept = keep_past(by=by, rows=rows, source="past.csv", at=RECEIVED)
    assert (kept.new, kept.known) == (1, 0)
    assert [one.line for one in kept.aside] == [3, 4]
    again = keep_past(by=by, rows=rows, source="past.csv", at=RECEIVED)
    assert (again.new, again.known) == (0, 1)
    every = keep_past(by="command past-support", rows=rows, source="past.csv", at=RECEIVED)
    assert every.new == 1
    assert PastSupport.objects.visible_to(reader("lead", RECEIVED.date())).count() == 1
    assert not PastSupport.objects.visible_to(reader("board", RECEIVED.date())).exists()


@pytest.mark.django_db
def test_only_those_who_answer_requests_load_it(world):
    with pytest.raises(Refused):
        keep_past(by=reader("lead", RECEIVED.date()), rows=[], source="x", at=RECEIVED)
