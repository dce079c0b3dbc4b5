"""Correcting the books: an entry is reversed by another, and both stay."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.audit.actions import record
from resilience.cases.happening import locked
from resilience.funding.actions.committing import why_not_raise
from resilience.funding.actions.moving import moved, said
from resilience.funding.books.posting import Line, locked_pot, posted
from resilience.funding.models import Entry
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
def reverse(*, by: Reader, entry: Entry, seen: int, at: datetime, why: str) -> Entry:
    """Take an entry back by another of the same kind with the opposite sum. `seen` is the version
    of its case, or of its pot where it is of no case. Raises Refused where something rests on it,
    where it was taken back before, and where it takes back another itself."""
    case = locked(entry.commitment.case, seen, by) if entry.commitment else None
    pot = locked_pot(entry.pot_id, None if case else seen)
    right, _ = right_to_reverse(entry)
    if case is not None and right != Right.KEEP_BOOKS:
        refuse(why_not_for(right, case, by))
    else:
        refuse(why_not_keep(pot.holder, by))
    if entry.reverses_id is not None:
        raise Refused("This entry takes another back: write that one anew instead.")
    if Entry.objects.filter(reverses=entry).exists():
        raise Refused("This entry was taken back before.")
    # What was lowered is raised again by this, and so passes the gates as what is raised does.
    if entry.commitment and case is not None and entry.kind == Kind.VARIATION and entry.pence < 0:
        day = timezone.localdate(at)
        refuse(why_not_spend(pot, by))
        refuse(why_not_raise(entry.commitment, case, -entry.pence, day))
    line = Line(
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
    if case is not None:
        (made,) = moved(case, pot, [line], "money_corrected", by=by, at=at, right=right)
        return made
    acting_for = by.acting_for(Right.KEEP_BOOKS, pot.holder_id)
    made = posted(pot, line, by=by, at=at, acting_for=acting_for)
    record(
        by=by.actor,
        act="funding.reversed",
        subject=pot,
        organisation=pot.holder.code,
        after={"entry": made.number, "reverses": entry.number},
    )
    return made
