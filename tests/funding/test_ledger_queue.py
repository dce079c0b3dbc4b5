"""Lines that wait are matched by a person, set aside and put back, or matched by trying again."""

from __future__ import annotations

import pytest

from resilience.accounts.rules import Refused
from resilience.funding.actions.correcting import reverse
from resilience.funding.actions.queueing import (
    join_line,
    match_line,
    put_back,
    set_aside,
    try_again,
)
from resilience.funding.books.proof import faults
from resilience.funding.ledger.queries import waiting
from resilience.funding.models import Entry, LedgerLine
from tests.cases.world import reader
from tests.funding.ledgers import finance, read, row, states, written
from tests.funding.world import DAY, NOW, committed, invoiced, paid, pot


@pytest.fixture
def of(case):
    """A pot from which £4,000 is committed, of which £3,000 is invoiced as INV-1."""
    of = pot(10_000)
    invoiced(committed(case, of, 4_000), 3_000)
    return of


def queued(of, **told: str) -> LedgerLine:
    """A line that waits."""
    return read(of, written(row(**told))).lines.select_related("pot__holder", "extract").get()


def invoice() -> Entry:
    found = Entry.objects.select_related("commitment__case", "commitment__payee")
    return found.get(kind="invoice", document="INV-1")


def test_a_line_is_matched_by_a_person_who_says_why_it_differs(of):
    line = queued(of, document="INV1")
    assert waiting(of) == 1
    told = {"by": finance(), "line": line, "code": "RES-SUPPLIER", "at": NOW}
    with pytest.raises(Refused, match="The line has INV1, the invoice is INV-1"):
        match_line(invoice=invoice(), why="", **told)
    entry = match_line(invoice=invoice(), why="The ledger drops the dash.", **told)
    line.refresh_from_db()
    assert (line.state, line.entry, waiting(of)) == ("matched", entry, 0)
    assert entry.why == "Row 2 of ledger.csv. The ledger drops the dash."
    with pytest.raises(Refused, match="Somebody dealt with this line meanwhile"):
        match_line(invoice=invoice(), why="Once more.", **told)
    assert Entry.objects.filter(kind="payment").count() == 1
    assert list(faults()) == []


def test_what_the_books_do_not_bear_is_not_matched_by_a_person_either(of):
    line = queued(of, pence="3,000.01")
    with pytest.raises(Refused, match="£3,000 is approved and not paid"):
        match_line(
            by=finance(), line=line, invoice=invoice(), code="RES-SUPPLIER", at=NOW, why="Do."
        )
    line.refresh_from_db()
    assert line.state == "queued"


def test_a_line_is_set_aside_and_put_back(of):
    line = queued(of, document="INV-9")
    set_aside(by=finance(), line=line, at=NOW, why="It is of another programme.")
    assert waiting(of) == 0
    put_back(by=finance(), line=line, at=NOW)
    assert waiting(of) == 1
    with pytest.raises(Refused, match="Only those who keep the books"):
        set_aside(by=reader("resilience", DAY), line=line, at=NOW, why="No.")


def test_a_line_waits_again_once_its_payment_was_taken_back(of, case):
    line = read(of, written(row())).lines.select_related("pot__holder").get()
    with pytest.raises(Refused, match="Take its payment back in the books first"):
        put_back(by=finance(), line=line, at=NOW)
    case.refresh_from_db()
    reverse(by=finance(), entry=line.entry, seen=case.version, at=NOW, why="A slip.")
    put_back(by=finance(), line=line, at=NOW)
    assert waiting(of) == 1
    assert try_again(by=finance(), pot=of, at=NOW) == 1


def test_lines_are_tried_again_once_an_invoice_is_approved(of):
    extract = read(of, written(row(document="INV-2"), row(document="INV-3"), row(), row()))
    assert states(extract) == {2: "queued", 3: "queued", 4: "matched", 5: "queued"}
    assert try_again(by=finance(), pot=of, at=NOW) == 0
    invoiced(of.commitments.get(), 1_000, "INV-2")
    assert try_again(by=finance(), pot=of, at=NOW) == 1
    assert states(extract) == {2: "matched", 3: "queued", 4: "matched", 5: "queued"}
    assert list(faults()) == []


def test_a_line_may_be_a_payment_that_was_recorded_by_hand(of):
    payment = paid(invoice(), 1_000)
    line = queued(of)
    join_line(by=finance(), line=line, payment=payment, at=NOW)
    line.refresh_from_db()
    assert (line.state, line.entry) == ("matched", payment)
    assert Entry.objects.filter(kind="payment").count() == 1
