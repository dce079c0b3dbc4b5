"""Money that reached its holder, and money of a year that goes over into the next (G4.4)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.audit.actions import record
from resilience.funding.actions.moving import not_ahead, not_long_before, said
from resilience.funding.actions.paying import more_than_nothing, numbered
from resilience.funding.books.posting import Line, locked_pot, posted
from resilience.funding.models import Entry, Pot
from resilience.funding.rules import why_not_keep
from resilience.funding.years import Year
from resilience.look import words
from resilience.programmes.local import in_force as pack_in_force
from resilience.programmes.schema.funding import Funding


@transaction.atomic
def receive(
    *,
    by: Reader,
    pot: Pot,
    seen: int,
    at: datetime,
    pence: int,
    day: date,
    document: str,
    why: str,
) -> Entry:
    """Record that money of a pot reached its holder's ledger."""
    pot = locked_pot(pot, seen)
    refuse(why_not_keep(pot.holder, by))
    not_ahead(day, at)
    not_long_before(day, pot.year)
    due = pot.allocated - pot.received
    if more_than_nothing(pence) > due:
        raise Refused(
            f"{words.pounds(max(0, due))} of what was allocated is not received yet: record at "
            "most that, or enter the allocation first."
        )
    line = Line(
        kind=Entry.Kind.TRANSFER,
        pence=pence,
        day=day,
        why=said(why),
        document=numbered(document),
    )
    return _of_the_pot(pot, line, "received", by=by, at=at)


def due_by(funding: Funding, year: str) -> date:
    """The last day of the month by whose end the money is with its holder (G4.4)."""
    month = Year.called(year).month(funding.transfer_month + 1)
    return date.fromordinal(month.toordinal() - 1)


def why_not_carry(pot: Pot, day: date) -> str:
    """Why nothing of a pot goes over into the next year; empty where it may."""
    pack, year = pack_in_force(pot.programme), Year.called(pot.year)
    if pack.funding is None:
        return f"{pack.title} has no money of its own."
    if pack.funding.carry_over == "refused":
        return f"{pack.funding.carry_over_why} ({', '.join(pack.funding.carry_over_cite)})"
    if pack.funding.year(year.next.label) is None:
        return f"{pack.title} has no money for {year.next.label} into which it could go."
    if day <= year.ends:
        return (
            f"The year ends on {words.day(year.ends)}: what is left then can be carried over "
            "from the day after."
        )
    if pot.free <= 0:
        return "Nothing of this money is free: all of it is committed."
    return ""


@transaction.atomic
def carry_over(
    *, by: Reader, pot: Pot, seen: int, at: datetime, pence: int, day: date, why: str
) -> Entry:
    """Carry what is free of a year into the next: it leaves this pot and is added to the holder's
    pot of the next year, whose entry is given back."""
    pot = locked_pot(pot, seen)
    refuse(why_not_keep(pot.holder, by) or why_not_carry(pot, day))
    not_ahead(day, at)
    if more_than_nothing(pence) > pot.free:
        raise Refused(f"{words.pounds(pot.free)} of this money is free: carry over at most that.")
    because, later = said(why), Year.called(pot.year).next.label
    # The earlier year is always locked first, so that two never wait for each other.
    following = locked_pot(
        Pot.objects.get_or_create(programme=pot.programme, year=later, holder=pot.holder)[0]
    )
    leaves = Line(
        kind=Entry.Kind.CARRY_OVER, pence=-pence, day=day, why=because, document=f"To {later}"
    )
    left = _of_the_pot(pot, leaves, "carried_over", by=by, at=at)
    comes = Line(
        kind=Entry.Kind.CARRY_OVER,
        pence=pence,
        day=day,
        why=because,
        document=_came_from(left),
    )
    return _of_the_pot(following, comes, "carried_in", by=by, at=at)


def sides(entry: Entry) -> tuple[Entry, Entry]:
    """The entry by which money left a year, and the one by which it came into the next."""
    every = Entry.objects.filter(
        kind=Entry.Kind.CARRY_OVER,
        pot__programme=entry.pot.programme,
        pot__holder=entry.pot.holder_id,
        reverses=None,
    ).select_related("pot__holder")
    leaving = [one for one in every if one.pence < 0]
    for left in leaving:
        for came in every:
            if came.document == _came_from(left) and entry.pk in (left.pk, came.pk):
                return left, came
    raise Refused("The other side of what was carried over is not in these books.")


def _came_from(left: Entry) -> str:
    return f"From {left.pot.year}, entry {left.number}"


def _of_the_pot(pot: Pot, line: Line, act: str, *, by: Reader, at: datetime) -> Entry:
    acting_for = by.acting_for(Right.KEEP_BOOKS, pot.holder_id)
    made = posted(pot, line, by=by, at=at, acting_for=acting_for)
    record(
        by=by.actor,
        act=f"funding.{act}",
        subject=pot,
        organisation=pot.holder.code,
        after={"pence": line.pence, "entry": made.number},
    )
    return made
