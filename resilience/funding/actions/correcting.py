"""Correcting the books: an entry is reversed by another, and both stay."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import refuse
from resilience.audit.actions import record
from resilience.funding.actions.committing import why_not_raise
from resilience.funding.actions.moving import locked_case, moved, said
from resilience.funding.actions.receiving import sides
from resilience.funding.books.posting import Line, locked_pot, posted
from resilience.funding.models import Entry, Pot
from resilience.funding.promising import why_not_spend
from resilience.funding.rules import why_not_for, why_not_keep

Kind = Entry.Kind
RIGHTS = {
    Kind.COMMITMENT: Right.COMMIT_MONEY,
    Kind.VARIATION: Right.COMMIT_MONEY,
    Kind.INVOICE: Right.APPROVE_INVOICES,
}
"""Who made an entry of a kind may take it back; all others are of those who keep the books."""


def right_to_reverse(entry: Entry) -> tuple[Right, int]:
    """Which right takes an entry back, and over which organisation, by its id."""
    right = RIGHTS.get(Kind(entry.kind), Right.KEEP_BOOKS)
    if right != Right.KEEP_BOOKS and entry.commitment is not None:
        return right, entry.commitment.organisation_id
    return Right.KEEP_BOOKS, entry.pot.holder_id


@transaction.atomic
def reverse(*, by: Reader, entry: Entry, seen: int | None, at: datetime, why: str) -> Entry:
    """Take an entry back by another of the same kind with the opposite sum. `seen` is the version
    of its case, or of its pot where it is of no commitment; where another agreement bears the money
    its room asks. Raises Refused where something rests on it, where it was taken back before, and
    where it takes back another itself."""
    if entry.kind == Kind.CARRY_OVER:
        return _carried_back(by=by, entry=entry, seen=seen, at=at, why=why)
    of = entry.commitment
    case = locked_case(of, seen, by) if of else None
    pot = locked_pot(entry.pot_id, None if of else seen)
    right, _ = right_to_reverse(entry)
    if of is not None and right != Right.KEEP_BOOKS:
        refuse(why_not_for(right, of, by))
    else:
        refuse(why_not_keep(pot.holder, by))
    refuse(_why_not_back(entry))
    if of is None:
        return _of_the_pot(pot, entry, by=by, at=at, why=why)
    # What was lowered is raised again by this, and so passes the gates as what is raised does.
    if entry.kind == Kind.VARIATION and entry.pence < 0:
        refuse(why_not_spend(pot, by))
        if case is not None:
            refuse(why_not_raise(of, case, -entry.pence, timezone.localdate(at)))
    line = _opposite(entry, at, why)
    (made,) = moved(case, pot, [line], "money_corrected", of=of, by=by, at=at, right=right)
    return made


def _carried_back(*, by: Reader, entry: Entry, seen: int | None, at: datetime, why: str) -> Entry:
    """Both sides of what was carried over, so that no money is made or lost: it leaves the later
    year, and is back in the earlier one, which is locked first as when it was carried over."""
    both = sides(entry)
    pots = [locked_pot(one.pot_id, seen if one.pk == entry.pk else None) for one in both]
    refuse(why_not_keep(entry.pot.holder, by) or _why_not_back(entry))
    left, came = both
    back = _of_the_pot(pots[1], came, by=by, at=at, why=why)
    again = _of_the_pot(pots[0], left, by=by, at=at, why=why)
    return back if entry.pk == came.pk else again


def _why_not_back(entry: Entry) -> str:
    if entry.reverses_id is not None:
        return "This entry takes another back: write that one anew instead."
    if Entry.objects.filter(reverses=entry).exists():
        return "This entry was taken back before."
    later = Entry.objects.filter(
        pot=entry.pot_id, number__gt=entry.number, kind=Kind.ALLOCATION, reverses=None
    )
    if entry.kind == Kind.ALLOCATION and later.filter(reversed_by=None).exists():
        return (
            "Another sum was entered in its place since, of which this is a part: enter the sum "
            "that holds, or take that one back first."
        )
    return ""


def _opposite(entry: Entry, at: datetime, why: str) -> Line:
    return Line(
        kind=Kind(entry.kind),
        pence=-entry.pence,
        day=timezone.localdate(at),
        why=said(why),
        commitment=entry.commitment,
        stage=entry.stage,
        invoice=entry.invoice,
        reverses=entry,
        code=entry.code,
        document=entry.document,
        standing=entry.standing,
    )


def _of_the_pot(pot: Pot, entry: Entry, *, by: Reader, at: datetime, why: str) -> Entry:
    """Take back an entry of no case, of a pot that is locked."""
    acting_for = by.acting_for(Right.KEEP_BOOKS, pot.holder_id)
    made = posted(pot, _opposite(entry, at, why), by=by, at=at, acting_for=acting_for)
    record(
        by=by.actor,
        act="funding.reversed",
        subject=pot,
        organisation=pot.holder.code,
        after={"entry": made.number, "reverses": entry.number},
    )
    return made
