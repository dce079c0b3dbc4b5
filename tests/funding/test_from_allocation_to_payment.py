"""Money goes from what was allocated to what was paid, and never beyond what bears it."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from resilience.accounts.rules import Refused
from resilience.funding.actions.correcting import reverse
from resilience.funding.books.proof import faults
from resilience.funding.models import Pot
from tests.cases.world import reader
from tests.funding.world import DAY, NOW, committed, invoiced, paid, pot


def test_money_is_allocated_committed_invoiced_and_paid(case):
    one = committed(case, pot(10_000), 4_000)
    paid(invoiced(one, 3_000), 2_000)
    one.refresh_from_db()
    assert (one.committed, one.invoiced, one.paid) == (400_000, 300_000, 200_000)
    of = Pot.objects.get()
    assert (of.allocated, of.committed, of.invoiced, of.paid) == (
        1_000_000,
        400_000,
        300_000,
        200_000,
    )
    assert list(faults()) == []


def test_no_more_is_committed_than_is_there(case):
    of = pot(3_999)
    with pytest.raises(Refused, match="£3,999 of this money is free"):
        committed(case, of, 4_000)


def test_no_more_is_invoiced_than_committed_nor_paid_than_invoiced(case):
    one = committed(case, pot(), 4_000)
    with pytest.raises(Refused, match="£4,000 of “When it is done” is not invoiced"):
        invoiced(one, 4_001)
    invoice = invoiced(one, 1_000)
    with pytest.raises(Refused, match="£1,000 is approved and not paid"):
        paid(invoice, 1_001)


def test_the_database_itself_refuses_what_no_pot_bears(case):
    of = pot(1_000)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pot.objects.filter(pk=of.pk).update(committed=100_001)


def test_the_database_refuses_to_change_an_entry(case):
    pot()
    with pytest.raises(DatabaseError, match="reverse it"), transaction.atomic():
        connection.cursor().execute("update funding_entry set pence = 1")


def test_an_entry_is_taken_back_by_another_and_both_stay(case):
    one = committed(case, pot(), 4_000)
    entry = one.entries.get()
    case.refresh_from_db()
    reverse(by=reader("resilience", DAY), entry=entry, seen=case.version, at=NOW, why="A slip.")
    one.refresh_from_db()
    assert one.committed == 0
    assert [each.pence for each in one.entries.all()] == [400_000, -400_000]
    assert list(faults()) == []
