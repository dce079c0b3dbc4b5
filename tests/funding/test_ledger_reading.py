"""An extract is read into the books: each row ends in exactly one state, and says why."""

from __future__ import annotations

import pytest

from resilience.accounts.rules import Refused
from resilience.cases.models import CaseEvent
from resilience.funding.books.proof import faults
from resilience.funding.models import Entry, Extract, LedgerLine
from tests.cases.world import reader
from tests.funding.ledgers import read, row, seen, states, why, workbook, written
from tests.funding.world import DAY, committed, invoiced, paid, pot

MATCHED, QUEUED, DUPLICATE, BROKEN = "matched", "queued", "duplicate", "broken"


@pytest.fixture
def of(case):
    """A pot from which £4,000 is committed, of which £3,000 is invoiced as INV-1."""
    of = pot(10_000)
    invoiced(committed(case, of, 4_000), 3_000)
    return of


def test_a_line_that_fits_an_approved_invoice_is_its_payment(of, case):
    extract = read(of, written(row()))
    assert states(extract) == {2: MATCHED}
    entry = Entry.objects.get(kind="payment")
    assert (entry.pence, entry.code, entry.document) == (100_000, "RES-SUPPLIER", "INV-1")
    assert entry.why == "Row 2 of ledger.csv."
    assert entry.ledger_line.extract == extract
    assert CaseEvent.objects.filter(case=case, kind="payment_made").count() == 1
    assert list(faults()) == []


def test_what_would_become_of_each_line_is_shown_before_and_writes_nothing(of):
    content = written(row(), row(document="INV-9"), row(day="soon"))
    shown = seen(of, content)
    assert not Extract.objects.exists()
    assert not Entry.objects.filter(kind="payment").exists()
    extract = read(of, content)
    assert {one.line.row: one.state for one in shown.found} == states(extract)


def test_words_that_may_be_about_a_patient_are_not_kept(of):
    extract = read(of, written(row(about="Locum for 943 476 5919"), row(document="9434765919")))
    kept = [one.cells for one in extract.lines.order_by("row")]
    assert kept[0]["Description"] == "Left out: a number in it looks like an NHS number"
    assert kept[1]["Invoice Number"] == "9434765919"  # numbers of invoices are what they are


def test_what_came_back_is_a_recovery_even_where_it_stands_above_its_payment(of):
    extract = read(of, written(row(pence="(400.00)", day="05/02/2019"), row()))
    assert states(extract) == {2: QUEUED, 3: MATCHED}  # 5 February is still to come
    assert why(extract)[2] == "5 February 2019 is still to come."
    other = read(of, written(row(pence="400.00-"), row(pence="2,000.00")), "next.csv")
    assert states(other) == {2: MATCHED, 3: MATCHED}
    assert Entry.objects.get(kind="recovery").pence == 40_000
    assert list(faults()) == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (row(document="INV-9"), "No invoice with the number INV-9 is approved"),
        (row(document=""), "It has no invoice number."),
        (row(pence="3,000.01"), "£3,000.01 is more than the £3,000 of the invoice"),
        (row(code="12345"), "“12345” is no finance code"),
        (row(code=""), "It has no finance code."),
        (row(day="3/2/2019"), "The invoice is of 4 February 2019, later than the payment."),
        (row(day="5 Feb 2019"), "5 February 2019 is still to come."),
        (row(payee="Other Hands"), "Invoice INV-1 is of Steady Hands Ltd, not of Other Hands."),
        (row(pence="-5"), "£0 was paid of it and is not back."),
    ],
)
def test_a_line_that_does_not_fit_waits_and_says_why(of, line, reason):
    extract = read(of, written(line))
    assert states(extract) == {2: QUEUED}
    assert reason in why(extract)[2]
    assert not Entry.objects.filter(kind="payment").exists()


def test_a_payment_without_an_approved_invoice_is_never_in_the_books(case):
    of = pot(10_000)
    committed(case, of, 4_000)
    extract = read(of, written(row()))
    assert states(extract) == {2: QUEUED}
    assert not Entry.objects.filter(kind="payment").exists()


def test_hostile_and_broken_lines_are_told_each_by_its_row(of):
    extract = read(
        of,
        written(
            row(day="=cmd|' /C calc'!A0"),
            row(pence="#REF!"),
            row(pence="1.234,50"),
            row(pence=""),
            row(day="30/02/2019"),
            row(day="02/25/2019"),
            row(pence="0.00"),
            row(document="X" * 101),
            (*row(), "500", "too many"),
            row(payee="=HYPERLINK(1)"),
            row(),
        ),
    )
    assert states(extract) == dict.fromkeys(range(2, 11), BROKEN) | {11: QUEUED, 12: MATCHED}
    told = why(extract)
    assert told[2].startswith("Day: “=cmd|' /C calc'!A0” is no day; write it like 30/06/2018")
    assert told[3].startswith("Amount: “#REF!” is no sum in pounds")
    assert "or a formula whose value was not saved" in told[5]
    assert "has the month first" in told[7]
    assert told[10].startswith("It has 8 cells, and there are 6 headings.")
    assert list(faults()) == []


def test_titles_above_and_totals_below_are_passed_over(of):
    shown = seen(
        of,
        written(
            row(),
            ("", "1,000.00", "", "", "", "Total"),
            ("End of report",),
            above=[("NHS England", "Ledger"), (), ("Period", "11")],
        ),
    )
    assert [one.line.row for one in shown.found] == [5]
    assert shown.passed == [6, 7]


def test_the_same_file_is_refused_the_second_time(of):
    content = written(row())
    read(of, content)
    with pytest.raises(Refused, match=r"This file was read on 4 February 2019 at 10:00"):
        read(of, content)
    assert LedgerLine.objects.count() == 1


def test_a_line_of_another_extract_is_not_paid_twice(of):
    read(of, written(row()))
    extract = read(of, written(row(), row(pence="5.00")), "next.csv")
    assert states(extract) == {2: DUPLICATE, 3: MATCHED}
    assert why(extract)[2] == "It is row 2 of ledger.csv."


def test_of_two_equal_payments_in_a_file_the_second_waits(of):
    content = written(row(), row())
    extract = read(of, content)
    assert states(extract) == {2: MATCHED, 3: QUEUED}
    assert "Is it another payment, or the same one twice?" in why(extract)[3]
    again = read(of, content + b",".join([b"x"] * 6), "next.csv")
    assert states(again) == {2: DUPLICATE, 3: DUPLICATE, 4: BROKEN}


def test_a_payment_recorded_by_hand_is_not_recorded_again(of):
    paid(Entry.objects.get(kind="invoice"), 1_000)
    extract = read(of, written(row()))
    assert "was recorded by hand for this invoice. Is it the same?" in why(extract)[2]


def test_debit_and_credit_stand_in_two_columns(of):
    headings = ("GL Date", "Debit", "Credit", "Invoice No", "Vendor", "Cost Centre")
    rows = [
        ("4-FEB-19", "1000", "", "inv-1", "STEADY HANDS LIMITED", "res-supplier"),
        ("4-FEB-19", "", "250", "INV-1", "Steady Hands Ltd", "RES-SUPPLIER"),
        ("4-FEB-19", "1", "1", "INV-1", "Steady Hands Ltd", "RES-SUPPLIER"),
    ]
    extract = read(of, written(*rows, headings=headings))
    assert states(extract) == {2: MATCHED, 3: MATCHED, 4: BROKEN}


def test_a_workbook_is_read_by_its_values(of):
    rows = [row(), ("=TODAY()", 5, "INV-1", "Steady Hands Ltd", "RES-SUPPLIER", "")]
    extract = read(of, workbook(*rows), "ledger.xlsx")
    assert states(extract) == {2: MATCHED, 3: BROKEN}


def test_only_who_keeps_the_books_reads_an_extract(of):
    for who in ("resilience", "commissioner"):
        with pytest.raises(Refused, match="Only those who keep the books"):
            read(of, written(row()), by=reader(who, DAY))
    assert not Extract.objects.exists()
