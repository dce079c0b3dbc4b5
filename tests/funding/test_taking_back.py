"""What was allocated, received or carried over is taken back by those who keep the books."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from resilience.accounts.rules import Refused
from resilience.funding.actions.correcting import reverse
from resilience.funding.actions.receiving import carry_over, receive
from resilience.funding.books.posting import PotChangedMeanwhile
from resilience.funding.books.proof import proven
from resilience.funding.models import Entry, Pot
from tests.cases.conftest import at
from tests.cases.world import reader
from tests.funding.tampered import tampered
from tests.funding.world import NOW, pot

POT = "/money/gprp-2018-19/2018-19/Q74/"
AFTER = at(2026, 4, 2, 10)


@pytest.fixture
def carried(world) -> tuple[Pot, Pot]:
    """£400 of £1,000 went over into the next year of a programme that allows it."""
    of = pot(1_000, year="2025-26")
    Pot.objects.update(programme="icb-support-2026-27")
    of.refresh_from_db()
    by = reader("finance", AFTER.date())
    told = {"by": by, "pot": of, "seen": 1, "at": AFTER, "day": AFTER.date(), "why": "Agreed."}
    carry_over(**told, pence=40_000)
    return Pot.objects.get(year="2025-26"), Pot.objects.get(year="2026-27")


def back(entry: Entry, seen: int, when=AFTER) -> Entry:
    by = reader("finance", when.date())
    return reverse(by=by, entry=entry, seen=seen, at=when, why="A slip.")


@pytest.mark.parametrize("side", [0, 1], ids=["where it left", "where it came"])
def test_what_was_carried_over_is_taken_back_on_both_sides(carried, side):
    entry = Entry.objects.get(pot=carried[side], kind="carry_over")
    made = back(entry, carried[side].version)
    assert made.reverses == entry
    assert list(Pot.objects.values_list("carried", flat=True)) == [0, 0]
    assert Entry.objects.filter(kind="carry_over").count() == 4
    assert proven() == []
    with pytest.raises(Refused, match="was taken back before"):
        back(entry, made.number)


def test_it_is_of_the_pot_that_somebody_looked_at(carried):
    entry = Entry.objects.get(pot=carried[0], kind="carry_over")
    with pytest.raises(PotChangedMeanwhile):
        back(entry, carried[0].version - 1)


def test_half_of_what_was_carried_over_is_a_fault(carried):
    tampered("update funding_entry set pence = pence + 1 where kind = 'carry_over' and pence > 0")
    tampered("update funding_pot set carried = carried + 1 where carried > 0")
    tampered("update funding_total set pence = pence + 1 where kind = 'carry_over' and pence > 0")
    (fault,) = proven()
    assert "makes up £0.01, not £0" in fault


def test_an_entry_of_the_money_is_taken_back_on_its_page(world, as_):
    of, by = pot(1_000), reader("finance", NOW.date())
    told = {"by": by, "pot": of, "seen": 1, "at": NOW, "day": date(2018, 6, 4), "why": "It came."}
    receive(**told, pence=40_000, document="TR-1")
    with time_machine.travel(NOW):
        client = as_("finance")
        assert f"{POT}entries/2/" in client.get(POT).text
        sent = {"why": "It was another’s.", "seen": "1"}
        assert "These books changed" in client.post(f"{POT}entries/2/", sent).text
        assert client.post(f"{POT}entries/2/", sent | {"seen": "2"}).url == POT
        page = client.get(POT).text
        assert "Takes entry 2 back" in page and "Taken back by entry 3" in page
        assert f"{POT}entries/2/" not in page
        assert "It was taken back" in client.get(f"{POT}entries/2/").text
    assert Pot.objects.get().received == 0
