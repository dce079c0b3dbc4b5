"""Allocating the money of a year: sums entered as provisional or final, or taken over as the share
that was computed (G4.1, G4.3, GA.1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.audit.actions import record
from resilience.funding.actions.moving import not_ahead, not_long_before, said
from resilience.funding.books.posting import Line, locked_pot, posted
from resilience.funding.models import Entry, Pot
from resilience.funding.rules import why_not_keep
from resilience.funding.shares.standings import Standings, standings
from resilience.look import words
from resilience.look.forms import MOST_PENCE
from resilience.organisations.models import Organisation
from resilience.programmes.local import in_force as pack_in_force
from resilience.programmes.schema import Pack

Standing = Entry.Standing
SURER = (Standing.COMPUTED, Standing.PROVISIONAL, Standing.FINAL)
"""From what is least to what is most sure: nothing takes the place of what is surer."""


@transaction.atomic
def allocate(
    *,
    by: Reader,
    programme: str,
    year: str,
    holder: Organisation,
    seen: int,
    at: datetime,
    pence: int,
    standing: str,
    day: date,
    why: str,
) -> Entry:
    """Enter what a holder is allocated for a year in all; the books take the difference to what was
    allocated until now. `seen` is 0 where the holder had no money of that year yet."""
    refuse(why_not_keep(holder, by) or why_not_held(pack_in_force(programme), year, holder))
    pot = locked_pot(_pot(programme, year, holder), seen)
    return _allocated(pot, by=by, at=at, pence=pence, standing=standing, day=day, why=why)


@transaction.atomic
def take_shares(
    *,
    by: Reader,
    programme: str,
    year: str,
    shares: Mapping[str, int],
    at: datetime,
    day: date,
    why: str,
) -> int:
    """Allocate to holders, by code, the shares in pence that were computed for them; to those for
    whom somebody entered a sum, nothing changes. Says to how many. Only for holders whose books
    one keeps."""
    pack = pack_in_force(programme)
    holders = Organisation.objects.filter(by.may(Right.KEEP_BOOKS).within("pk"), code__in=shares)
    taken = 0
    for holder in holders.order_by("pk"):
        refuse(why_not_held(pack, year, holder))
        pot = locked_pot(_pot(programme, year, holder))
        now, pence = standings([pot])[pot.pk], shares[holder.code]
        if now.in_force in ("", Standing.COMPUTED) and pence != pot.allocated:
            _allocated(pot, by=by, at=at, pence=pence, standing=Standing.COMPUTED, day=day, why=why)
            taken += 1
    if not taken:
        raise Refused(
            "Nothing changes: these shares are allocated already, a sum was entered in their "
            "place, or you do not keep these books."
        )
    return taken


def why_not_held(pack: Pack, year: str, holder: Organisation) -> str:
    """Why an organisation holds no money of a programme's year; empty where it may."""
    funding = pack.funding
    if funding is None:
        return f"{pack.title} has no money of its own."
    if funding.year(year) is None:
        years = ", ".join(one.year for one in funding.years)
        return f"{pack.title} has no money for {year}: choose one of {years}."
    if holder.kind != funding.holder:
        return f"{holder.name} does not hold money of {pack.title}."
    return ""


def why_not_standing(now: Standings, standing: str) -> str:
    """Why a sum does not take the place of the one in force; empty where it does (GA.1)."""
    if standing not in SURER:
        return "Say whether the sum is provisional or final after audit."
    if now.in_force in SURER and SURER.index(Standing(standing)) < SURER.index(
        Standing(now.in_force)
    ):
        return (
            f"The sum in force is {now.words}, which what is {Standing(standing).label} does not "
            f"replace. Enter another that is {now.words}, or take that entry back first."
        )
    return ""


def _pot(programme: str, year: str, holder: Organisation) -> Pot:
    """The pot of a holder, made if there is none; of two who make it at once one finds it."""
    return Pot.objects.get_or_create(programme=programme, year=year, holder=holder)[0]


def _allocated(
    pot: Pot, *, by: Reader, at: datetime, pence: int, standing: str, day: date, why: str
) -> Entry:
    """Enter a sum for a pot that is locked."""
    now = standings([pot])[pot.pk]
    refuse(why_not_standing(now, standing))
    not_ahead(day, at)
    not_long_before(day, pot.year)
    if not 0 <= pence <= MOST_PENCE or not (pence or now.in_force):
        raise Refused(f"Give a sum of more than £0 and at most {words.pounds(MOST_PENCE)}.")
    if pence == pot.allocated and standing == now.in_force:
        raise Refused(f"{words.pounds(pence)} is what is allocated now, and it is {now.words}.")
    before = {"pence": pot.allocated, "standing": now.in_force}
    line = Line(
        kind=Entry.Kind.ALLOCATION,
        pence=pence - pot.allocated,
        day=day,
        why=said(why),
        standing=standing,
    )
    acting_for = by.acting_for(Right.KEEP_BOOKS, pot.holder_id)
    made = posted(pot, line, by=by, at=at, acting_for=acting_for)
    record(
        by=by.actor,
        act="funding.allocated",
        subject=pot,
        organisation=pot.holder.code,
        before=before,
        after={"pence": pence, "standing": standing, "entry": made.number},
    )
    return made
