"""What the database itself refuses, whoever asks it and by whatever way: plain SQL."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from resilience.audit.models import EventsAreKept
from resilience.funding.actions.correcting import reverse
from resilience.funding.models import Entry, Pot
from tests.cases.world import reader
from tests.funding.tampered import refused
from tests.funding.world import DAY, NOW, allocated, committed, invoiced, paid, pot

COPY = (
    "insert into funding_entry (pot_id, number, kind, pence, day, at, {by}, why, commitment_id, "
    "stage_id, invoice_id, reverses_id, code, document, standing) select pot_id, {number}, {kind}, "
    "{pence}, day, at, {by}, why, {commitment}, stage_id, {invoice}, {reverses}, {code}, document, "
    "standing from funding_entry where kind = 'payment'"
)
SAME = {
    "number": "99",
    "kind": "kind",
    "pence": "pence",
    "commitment": "commitment_id",
    "invoice": "invoice_id",
    "reverses": "null",
    "code": "code",
}
ENTRIES = {
    "a payment without a code": {"code": "''"},
    "a payment of no invoice": {"invoice": "null"},
    "a payment for no commitment": {"commitment": "null"},
    "an allocation for a commitment": {"kind": "'allocation'"},
    "a kind that there is not": {"kind": "'gift'"},
    "no sum": {"pence": "0"},
    "less than nothing, and no reversal": {"pence": "-1"},
    "a number that is there": {"number": "1"},
    "a second reversal": {
        "pence": "-100000",
        "kind": "'allocation'",
        "commitment": "null",
        "reverses": "(select reverses_id from funding_entry where reverses_id is not null)",
    },
}
CHANGES = {
    "committed beyond what is there": "update funding_pot set committed = allocated + carried + 1",
    "allocated less than is committed": "update funding_pot set allocated = committed - 1",
    "carried more than is free": "update funding_pot set carried = -700000",
    "invoiced beyond committed": "update funding_pot set invoiced = committed + 1",
    "paid beyond invoiced": "update funding_pot set paid = invoiced + 1",
    "paid less than nothing": "update funding_pot set paid = -1",
    "received less than nothing": "update funding_pot set received = -1",
    "a second pot": "insert into funding_pot (programme, year, holder_id, version, allocated, "
    "carried, received, committed, invoiced, paid) select programme, year, holder_id, 0, 0, 0, 0, "
    "0, 0, 0 from funding_pot",
    "a commitment invoiced beyond": "update funding_commitment set invoiced = committed + 1",
    "a commitment paid beyond": "update funding_commitment set paid = invoiced + 1",
    "a commitment below what is invoiced": "update funding_commitment set committed = invoiced - 1",
    "a commitment without memorandum": "update funding_commitment set memorandum_id = null",
    "a commitment of no pot": "update funding_commitment set pot_id = null",
    "a part invoiced beyond": "update funding_stage set invoiced = pence + 1",
    "a part below what is invoiced": "update funding_stage set pence = invoiced - 1",
    "an entry changed": "update funding_entry set pence = pence + 1",
    "an entry removed": "delete from funding_entry",
    "an entry given to another pot": "update funding_entry set pot_id = pot_id",
}


@pytest.fixture
def books(case) -> Pot:
    """£10,000, of which £4,000 is committed, £3,000 invoiced and £2,000 paid; £1,000 more was a
    slip that was taken back."""
    of = pot(10_000)
    paid(invoiced(committed(case, of, 4_000), 3_000), 2_000)
    slip = allocated(of, 1_000)
    of.refresh_from_db()
    reverse(by=reader("finance", DAY), entry=slip, seen=of.version, at=NOW, why="A slip.")
    return of


def test_no_plain_sql_gets_money_past_what_bears_it(books):
    for what, statement in CHANGES.items():
        why = refused(statement)
        assert why, what
        assert "syntax" not in why and "no such" not in why and "does not exist" not in why, why
    assert refused("update funding_pot set committed = allocated") == "", "and what is borne is not"


def test_no_entry_is_written_that_no_books_have(books):
    by = connection.ops.quote_name("by")
    for what, other in ENTRIES.items():
        why = refused(COPY.format(by=by, **SAME | other))
        assert "constraint" in why.lower(), (what, why)
    assert refused(COPY.format(by=by, **SAME)) == "", "but one that could be, which the proof finds"


def test_no_query_of_the_product_changes_or_removes_an_entry(books):
    entry = Entry.objects.first()
    for act in (
        lambda: Entry.objects.update(pence=1),
        lambda: Entry.objects.all().delete(),
        lambda: Entry.objects.bulk_update([entry], ["pence"]),
        entry.delete,
        entry.save,
    ):
        with pytest.raises(EventsAreKept):
            act()
    with pytest.raises(DatabaseError), transaction.atomic():
        Pot.objects.update(paid=300_001)
