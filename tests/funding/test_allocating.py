"""What a holder is allocated, receives and carries over; and what takes the place of what."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from resilience.accounts.rules import Refused
from resilience.audit.models import Event
from resilience.funding.actions import allocating, receiving
from resilience.funding.actions.correcting import reverse
from resilience.funding.books.posting import PotChangedMeanwhile
from resilience.funding.books.proof import faults
from resilience.funding.models import Entry, Pot
from resilience.funding.shares.standings import standings
from tests.cases.conftest import at
from tests.cases.world import reader
from tests.funding.world import DAY, NOW, POUNDS, YEAR, committed, organisation, pot

pytestmark = pytest.mark.django_db
GPRP, ICB = "gprp-2018-19", "icb-support-2026-27"


def allocate(
    pounds: int, standing: str = "provisional", by: str = "finance", **other: Any
) -> Entry:
    now = Pot.objects.filter(holder__code="Q74").first()
    asked = {
        "by": reader(by, DAY),
        "programme": GPRP,
        "year": YEAR,
        "holder": organisation("Q74"),
        "seen": now.version if now else 0,
        "at": NOW,
        "pence": pounds * POUNDS,
        "standing": standing,
        "day": date(2018, 5, 31),
        "why": "As the letter has it.",
    }
    return allocating.allocate(**asked | other)


def test_the_first_sum_makes_the_pot_and_a_later_one_adds_the_difference(world):
    allocate(1_000)
    entry = allocate(1_250)
    of = Pot.objects.get()
    assert (entry.pence, of.allocated) == (250 * POUNDS, 1_250 * POUNDS)
    assert list(faults()) == []
    event = Event.objects.filter(act="funding.allocated").last()
    assert event.before == {"pence": 1_000 * POUNDS, "standing": "provisional"}


def test_what_is_final_after_audit_is_replaced_only_by_what_is_final(world):
    allocate(1_000)
    assert allocate(1_000, "final").pence == 0
    for standing in ("provisional", "computed"):
        with pytest.raises(Refused, match="final after audit"):
            allocate(900, standing)
    allocate(900, "final")
    of = Pot.objects.get()
    found = standings([of])[of.pk]
    assert found.pence == {"provisional": 100_000, "final": 90_000}
    assert (found.in_force, of.allocated) == ("final", 90_000)
    assert list(faults()) == []


def test_a_sum_that_is_taken_back_is_in_force_no_more(world):
    allocate(1_000)
    last = allocate(1_200, "final")
    reverse(by=reader("finance", DAY), entry=last, seen=2, at=NOW, why="The wrong letter.")
    of = Pot.objects.get()
    found = standings([of])[of.pk]
    assert (found.in_force, found.pence) == ("provisional", {"provisional": 100_000})
    assert of.allocated == 100_000


def test_a_sum_that_another_replaced_is_not_taken_back_under_it(world):
    first, last = allocate(1_000), allocate(1_200, "final")
    told = {"by": reader("finance", DAY), "at": NOW, "why": "The wrong letter."}
    with pytest.raises(Refused, match="entered in its place since"):
        reverse(entry=first, seen=2, **told)
    assert Pot.objects.get().allocated == 120_000
    reverse(entry=last, seen=2, **told)
    reverse(entry=first, seen=3, **told)
    assert Pot.objects.get().allocated == 0


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"by": "resilience"}, "Only those who keep the books"),
        ({"by": "national", "holder": "00K"}, "does not hold money of"),
        ({"year": "2031-32"}, "has no money for 2031-32: choose one of 2016-17"),
        ({"day": date(2019, 3, 1)}, "still to come"),
        ({"day": date(2016, 3, 1)}, "before 1 April 2017"),
        ({"standing": "rough"}, "provisional or final"),
        ({"pounds": 0}, "more than £0"),
        ({"why": " "}, "Write something"),
    ],
)
def test_what_is_no_allocation_is_refused_and_leaves_no_pot(world, changed, why):
    asked = {"pounds": 100} | changed
    if "holder" in asked:
        asked["holder"] = organisation(asked["holder"])
    with pytest.raises(Refused, match=why):
        allocate(**asked)
    assert not Pot.objects.exists()


def test_the_same_sum_again_and_a_page_that_is_out_of_date_are_told(world):
    allocate(100)
    with pytest.raises(Refused, match="£100 is what is allocated now, and it is provisional"):
        allocate(100)
    with pytest.raises(PotChangedMeanwhile):
        allocate(200, seen=0)


def test_no_less_is_allocated_than_is_committed(case):
    allocate(5_000)
    committed(case, Pot.objects.get(), 4_000)
    with pytest.raises(Refused, match="£4,000 is committed already"):
        allocate(3_999)


def test_shares_are_taken_over_but_where_a_sum_was_entered(world):
    allocate(1_000)
    shares = {"Q74": 60_000, "Q83": 40_000}
    asked = {"programme": GPRP, "year": YEAR, "at": NOW, "day": DAY, "why": "As computed."}
    national = reader("national", DAY)
    assert allocating.take_shares(by=national, shares=shares, **asked) == 1
    assert {one.holder.code: one.allocated for one in Pot.objects.all()} == {
        "Q74": 100_000,
        "Q83": 40_000,
    }
    assert allocating.take_shares(by=national, shares=shares | {"Q83": 50_000}, **asked) == 1
    for by in (national, reader("resilience", DAY)):
        with pytest.raises(Refused, match="Nothing changes"):
            allocating.take_shares(by=by, shares=shares | {"Q83": 50_000}, **asked)
    assert list(faults()) == []


def test_money_is_received_up_to_what_was_allocated(world):
    of = pot(1_000)
    asked = {"at": NOW, "day": date(2018, 6, 4), "document": "TR-1", "why": "It came."}
    by = reader("finance", DAY)
    receiving.receive(by=by, pot=of, seen=1, pence=40_000, **asked)
    with pytest.raises(Refused, match="£600 of what was allocated is not received yet"):
        receiving.receive(by=by, pot=of, seen=2, pence=60_001, **asked)
    with pytest.raises(Refused, match="before 1 April 2017"):
        receiving.receive(by=by, pot=of, seen=2, pence=1, **asked | {"day": date(1999, 6, 4)})
    of.refresh_from_db()
    assert of.received == 40_000


def carry(of: Pot, pounds: int, when: tuple[int, ...] = (2026, 4, 2)) -> Entry:
    moment = at(*when, 10)
    return receiving.carry_over(
        by=reader("finance", moment.date()),
        pot=of,
        seen=of.version,
        at=moment,
        pence=pounds * POUNDS,
        day=moment.date(),
        why="Finance agreed.",
    )


def icb_pot(pounds: int = 1_000) -> Pot:
    of = pot(pounds, year="2025-26")
    Pot.objects.filter(pk=of.pk).update(programme=ICB)
    of.refresh_from_db()
    return of


def test_a_programme_may_refuse_that_money_goes_over(world):
    with pytest.raises(Refused, match=r"cannot be used in the next one. \(G4.1, E25\)"):
        carry(pot(100), 100, (2019, 4, 2))


def test_what_is_free_goes_over_into_the_next_year_whose_entry_names_it(world):
    of = icb_pot()
    carry(of, 400)
    of.refresh_from_db()
    after = Pot.objects.get(year="2026-27")
    assert (of.carried, of.free) == (-40_000, 60_000)
    assert (after.carried, after.available) == (40_000, 40_000)
    assert after.entries.get().document == "From 2025-26, entry 2"
    assert after.entries.get().pence + of.entries.last().pence == 0
    with pytest.raises(Refused, match="£600 of this money is free"):
        carry(of, 601)
    assert list(faults()) == []


def test_nothing_goes_over_before_the_year_has_ended(world):
    with pytest.raises(Refused, match="The year ends on 31 March 2026"):
        carry(icb_pot(), 100, (2026, 3, 31))
