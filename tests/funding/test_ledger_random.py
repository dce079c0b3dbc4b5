"""Whatever stands in extracts: each row of a file is in exactly one state, the lines that are
matched sum to what is in the books, and the books balance."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from resilience.accounts.rules import Refused
from resilience.funding.actions.queueing import try_again
from resilience.funding.books.proof import faults
from resilience.funding.ledger.cells import Unclear, day_of, pence_of
from resilience.funding.ledger.reading import NotRead
from resilience.funding.models import Entry, LedgerLine
from tests.funding.ledgers import finance, read, seen, states, written
from tests.funding.world import NOW, committed, invoiced, pot
from tests.thorough import examples

Kind, State = Entry.Kind, LedgerLine.State
DAYS = st.sampled_from(
    ["04/02/2019", "2019-02-04", "4-Feb-19", "5/2/2019", "3/2/2019", "", "02/25/2019", "=1+1"]
)
SUMS = st.sampled_from(
    ["100.00", "£1 000", "(100.00)", "250-", "3,000.00", "0", "", "1.234,50", "1e9", "=1+1"]
) | st.integers(-300_000, 300_000).map(lambda pence: f"{pence / 100:.2f}")
DOCUMENTS = st.sampled_from(["INV-1", "inv-1", "INV-2", "INV-9", "", "=cmd|' /C calc'!A0"])
PAYEES = st.sampled_from(["Steady Hands Ltd", "STEADY HANDS LIMITED", "SUP-1", "Other", ""])
CODES = st.sampled_from(["RES-SUPPLIER", "res-practice", "12345", ""])
ABOUT = st.sampled_from(["Recruiter", "Total", "a,b", 'a "b"', ""])
ROWS = st.lists(st.tuples(DAYS, SUMS, DOCUMENTS, PAYEES, CODES, ABOUT), max_size=12)


@pytest.mark.django_db
@examples(4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ROWS, min_size=1, max_size=3))
def test_every_row_is_in_one_state_and_what_is_matched_is_in_the_books(case, files):
    with transaction.atomic():
        of = pot(10_000)
        one = committed(case, of, 5_000)
        invoiced(one, 3_000)
        for number, rows in enumerate(files):
            _read(of, written(*rows), f"{number}.csv", len(rows))
        invoiced(one, 2_000, "INV-2")
        _balanced(of)
        try_again(by=finance(), pot=of, at=NOW)
        _balanced(of)
        transaction.set_rollback(True)


def _read(of, content: bytes, name: str, rows: int) -> None:
    try:
        shown = seen(of, content, name)
        extract = read(of, content, name)
    except (Refused, NotRead):  # one that was read before, or a file without rows
        return
    assert Counter(one.state for one in shown.found) == Counter(states(extract).values())
    empty = rows - len(shown.found) - len(shown.passed)
    assert empty >= 0
    assert set(states(extract)).isdisjoint(shown.passed)
    _balanced(of)


def _balanced(of) -> None:
    lines = LedgerLine.objects.filter(pot=of)
    matched = sum(lines.filter(state=State.MATCHED).values_list("pence", flat=True))
    signed = {Kind.PAYMENT: 1, Kind.RECOVERY: -1}
    entries = Entry.objects.filter(pot=of, kind__in=signed)
    in_the_books = sum(signed[Kind(one.kind)] * one.pence for one in entries)
    of.refresh_from_db()
    assert matched == in_the_books == of.paid
    assert lines.filter(state=State.MATCHED).count() == entries.count()
    assert list(faults()) == []


@given(st.integers(-10_000_000_00, 10_000_000_00).filter(bool), st.booleans())
def test_a_sum_is_the_same_however_a_ledger_writes_it(pence, points):
    bare = f"{abs(pence) // 100:,}" if points else f"{abs(pence) // 100}"
    text = f"{bare}.{abs(pence) % 100:02}"
    ways = [f"-{text}", f"{text}-", f"({text})", f"£-{text}", f"{text} CR"]
    for way in ways if pence < 0 else [text, f"£{text}", f"+{text}", f"{text} DR"]:
        assert pence_of(way) == pence


@given(st.dates(min_value=NOW.date().replace(year=2000), max_value=NOW.date()))
def test_a_day_is_the_same_however_a_ledger_writes_it(day):
    for way in ("%d/%m/%Y", "%Y-%m-%d", "%d-%b-%Y", "%d.%m.%y", "%d %B %Y", "%Y-%m-%d %H:%M:%S"):
        assert day_of(day.strftime(way)) == day


@given(st.text(max_size=30))
def test_any_text_is_read_or_said_to_be_unclear(text):
    for reading in (day_of, pence_of):
        try:
            reading(text)
        except Unclear as problem:
            assert str(problem)
