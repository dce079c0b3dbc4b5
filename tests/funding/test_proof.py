"""What the proof of the books finds, and `resilience books` that tells it."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command
from django.db import transaction

from resilience.funding.actions.correcting import reverse
from resilience.funding.actions.paying import record_recovery
from resilience.funding.books.proof import faults, proven
from resilience.funding.models import Commitment, Entry, Pot
from tests.agreements.world import promised
from tests.cases.world import reader
from tests.funding.tampered import tampered
from tests.funding.world import DAY, NOW, allocated, committed, helped, invoiced, paid, pot


@pytest.fixture
def books(case) -> Pot:
    """£10,000, of which £4,000 was committed, £3,000 invoiced, £2,000 paid and £500 came back;
    £1,000 were allocated by mistake."""
    of = pot(10_000)
    invoice = invoiced(committed(case, of, 4_000), 3_000)
    paid(invoice, 2_000)
    case.refresh_from_db()
    record_recovery(
        by=reader("finance", DAY),
        invoice=invoice,
        seen=case.version,
        at=NOW,
        pence=50_000,
        day=DAY,
        code="RES-SUPPLIER",
        document="GL-2",
        why="Paid twice.",
    )
    slip = allocated(of, 1_000)
    of.refresh_from_db()
    reverse(by=reader("finance", DAY), entry=slip, seen=of.version, at=NOW, why="A slip.")
    return of


def told(monkeypatch, capsys, form: str = "table") -> tuple[str, int]:
    """What the command writes, and how it ends."""
    monkeypatch.setattr("resilience.site.management.commands.books.prepare", lambda: None)
    try:
        call_command("books", format=form)
    except SystemExit as end:
        return capsys.readouterr().out, int(str(end.code))
    return capsys.readouterr().out, 0


def test_books_that_are_right_are_proven(books, monkeypatch, capsys):
    out, code = told(monkeypatch, capsys)
    assert out.splitlines()[-1] == "the books are right: 7 entries, 1 pots"
    assert "10,000.00" in out and "4,000.00" in out and "Cumbria and North East" in out
    assert code == 0


def test_another_program_reads_the_sums_in_pence(books, monkeypatch, capsys):
    out, _ = told(monkeypatch, capsys, "json")
    found = json.loads(out)
    assert (found["entries"], found["faults"]) == (7, [])
    (one,) = found["pots"]
    assert (one["holder"], one["year"], one["programme"]) == ("Q74", "2018-19", "gprp-2018-19")
    sums = [one[f"{name}_pence"] for name in ("allocated", "committed", "invoiced", "paid", "free")]
    assert sums == [1_000_000, 400_000, 250_000, 150_000, 600_000]


def test_each_fault_is_a_sentence_and_ends_the_command_with_1(books, monkeypatch, capsys):
    Pot.objects.update(committed=400_001)
    out, code = told(monkeypatch, capsys)
    assert "committed: £4,000.01 is kept, its entries sum to £4,000." in out
    assert out.splitlines()[-1] == "1 faults: 7 entries, 1 pots"
    assert code == 1


def test_books_without_a_pot_are_right(db, monkeypatch, capsys):
    assert told(monkeypatch, capsys) == ("the books are right: 0 entries, 0 pots\n", 0)


ENTRY = "update funding_entry set"
FAULTS = {
    "a commitment's sum": (
        "update funding_commitment set committed = committed + 1",
        "/1, committed: £4,000.01 is kept",
    ),
    "a part's sum": ("update funding_stage set invoiced = 0", "When it is done, invoiced: £0 is"),
    "a month's sum": ("update funding_total set pence = 7 where kind = 'payment'", "£0.07 is kept"),
    "a month that is lost": ("delete from funding_total where kind = 'payment'", "£0 is kept"),
    "another sum": (f"{ENTRY} pence = 1 where kind = 'payment'", "paid: £1,500 is kept"),
    "a reversal of another sum": (
        f"{ENTRY} pence = -99 where reverses_id is not null",
        "does not take back",
    ),
    "a reversal of another kind": (
        f"{ENTRY} kind = 'carry_over' where reverses_id is not null",
        "does not take back",
    ),
    "a payment of no invoice": (
        f"{ENTRY} invoice_id = (select id from funding_entry where kind = 'commitment')"
        " where kind = 'payment'",
        "settles something else",
    ),
    "a number left out": (
        f"{ENTRY} number = 99 where reverses_id is not null",
        "7 entries are there, the last is number 99, and 7 were written",
    ),
    "entries without a part": (f"{ENTRY} stage_id = null", "is of a part of another commitment"),
    "more paid than approved": (
        f"{ENTRY} pence = 300001 where kind = 'payment'",
        "£3,000 is approved, £3,000.01 was paid",
    ),
    "more back than paid": (f"{ENTRY} pence = 200001 where kind = 'recovery'", "£2,000.01 came"),
    "committed in another year": (
        f"{ENTRY} day = '2019-04-01' where kind = 'commitment'",
        "committed or invoiced on 1 April 2019",
    ),
    "before both had signed": (
        "delete from agreements_signature where side = 'body'",
        "while its memorandum was not in force",
    ),
    "after the memorandum's last day": (
        "update agreements_memorandum set ends = '2019-02-03'",
        "while its memorandum was not in force",
    ),
    "money of another programme": (
        "update funding_pot set programme = 'icb-support-2026-27'",
        "is money of another programme",
    ),
}


def test_what_somebody_changes_behind_the_books_is_found(books):
    assert proven() == []
    for what, (statement, found) in FAULTS.items():
        assert any(found in fault for fault in proven_after(statement)), what
    assert proven() == []


def test_what_names_another_case_or_pot_is_found(books, referred):
    other = helped(promised(referred("A81002", by="second_lead")))
    elsewhere = pot(10_000, holder="Y54")
    committed(other, elsewhere, 4_000, by="regional")
    one, two = Commitment.objects.order_by("pk")
    swapped = {
        "is under the memorandum of another case": (
            "update funding_commitment set memorandum_id = %s where id = %s",
            two.memorandum_id,
        ),
        "is in the books of another pot": (
            "update funding_commitment set pot_id = %s where id = %s",
            elsewhere.pk,
        ),
        "is of a part of another commitment": (
            "update funding_entry set stage_id = %s where kind = 'invoice' and commitment_id = %s",
            two.stages.get().pk,
        ),
    }
    for found, (statement, value) in swapped.items():
        assert any(found in fault for fault in proven_after(statement, value, one.pk)), found
    assert proven() == []


def proven_after(statement: str, *values: object) -> list[str]:
    """The faults once a statement was run, which is then undone."""
    with transaction.atomic():
        tampered(statement, *values)
        found = proven()
        transaction.set_rollback(True)
    return found


def test_the_proof_asks_as_often_for_many_entries_as_for_few(books, django_assert_num_queries):
    with django_assert_num_queries(22):
        assert list(faults()) == []
    before = Entry.objects.count()
    for _ in range(20):
        allocated(books, 1)
    assert Entry.objects.count() == before + 20
    with django_assert_num_queries(22):
        assert list(faults()) == []
