"""The one way into the books: an entry, and with it the sums of its pot, its commitment, its part
and its month, in the caller's transaction.

The pot is locked first, so that two who commit the last money of a pot come one after the other;
the database refuses what no pot or commitment bears, whatever stands here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused, refuse
from resilience.funding.books.bearing import why_not_borne
from resilience.funding.models import Commitment, Entry, Pot, Stage, Total
from resilience.organisations.models import Organisation

Kind = Entry.Kind
MOVES: Mapping[str, Mapping[str, int]] = {
    Kind.ALLOCATION: {"allocated": 1},
    Kind.TRANSFER: {"received": 1},
    Kind.CARRY_OVER: {"carried": 1},
    Kind.COMMITMENT: {"committed": 1},
    Kind.VARIATION: {"committed": 1},
    Kind.INVOICE: {"invoiced": 1},
    Kind.PAYMENT: {"paid": 1},
    # What came back is owed no more, and may be invoiced again.
    Kind.RECOVERY: {"paid": -1, "invoiced": -1},
}
"""Which sums an entry of a kind moves, and which way."""
OF_A_STAGE = {"committed": "pence", "invoiced": "invoiced"}
"""What a sum is called in a part of a commitment, where it has one."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """What an entry says: whole pence, when by the ledger, why, and what it belongs to."""

    kind: Entry.Kind
    pence: int
    day: date
    why: str
    commitment: Commitment | None = None
    stage: Stage | None = None
    invoice: Entry | None = None
    reverses: Entry | None = None
    code: str = ""
    document: str = ""
    standing: str = ""


class PotChangedMeanwhile(Refused):
    """Somebody changed a pot since it was looked at; nothing was overwritten."""

    def __init__(self) -> None:
        super().__init__(
            "These books changed after you opened the page, so nothing was done. Look at them "
            "again before you go on: what you wrote is still here."
        )


def locked_pot(pot: Pot | int, seen: int | None = None) -> Pot:
    """The pot as it stands, which nobody else changes until the transaction ends. Raises
    PotChangedMeanwhile where it is not the version that somebody looked at."""
    pk = pot if isinstance(pot, int) else pot.pk
    current = Pot.objects.select_for_update(of=("self",)).get(pk=pk)
    if seen is not None and current.version != seen:
        raise PotChangedMeanwhile
    return current


def posted(
    pot: Pot, line: Line, *, by: Reader, at: datetime, acting_for: Organisation | None
) -> Entry:
    """Add an entry to the books of a pot that is locked. Raises Refused with what does not bear
    it."""
    moves = MOVES[line.kind]
    # As it stands under the lock of its pot, whatever the caller read before.
    commitment = line.commitment
    if commitment is not None:
        commitment.refresh_from_db(fields=["committed", "invoiced", "paid"])
    if line.stage is not None:
        line.stage.refresh_from_db(fields=["pence", "invoiced"])
    refuse(why_not_borne(pot, line, moves))
    pot.version += 1
    _move(pot, moves, line.pence, "version")
    if commitment is not None:
        _move(commitment, moves, line.pence)
    if line.stage is not None:
        _move(
            line.stage,
            {OF_A_STAGE[name]: way for name, way in moves.items() if name in OF_A_STAGE},
            line.pence,
        )
    _total(pot, line)
    return Entry.objects.create(
        pot=pot,
        number=pot.version,
        kind=line.kind,
        pence=line.pence,
        day=line.day,
        at=at,
        by=by.actor,
        acting_for=acting_for,
        why=line.why,
        commitment=commitment,
        stage=line.stage,
        invoice=line.invoice,
        reverses=line.reverses,
        code=line.code,
        document=line.document,
        standing=line.standing,
    )


def _move(
    row: Pot | Commitment | Stage, moves: Mapping[str, int], pence: int, *others: str
) -> None:
    for name, way in moves.items():
        setattr(row, name, getattr(row, name) + way * pence)
    if moves or others:
        row.save(update_fields=[*moves, *others])


def _total(pot: Pot, line: Line) -> None:
    """Add to what the monthly review reads."""
    of = line.commitment
    total, _ = Total.objects.get_or_create(
        pot=pot,
        month=line.day.replace(day=1),
        kind=line.kind,
        intended=of.intended if of else "",
        category=of.category if of else "",
        route=of.route if of else "",
        code=line.code,
    )
    total.pence += line.pence
    total.save(update_fields=["pence"])
