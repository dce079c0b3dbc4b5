"""What people do with lines of the ledger that wait: match them, set them aside, put them back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused, refuse
from resilience.audit.actions import record
from resilience.funding.actions.importing import Settling, locked_cases, settled, where
from resilience.funding.actions.moving import said
from resilience.funding.actions.paying import record_payment, record_recovery
from resilience.funding.books.posting import locked_pot
from resilience.funding.ledger.lines import Read
from resilience.funding.ledger.matching import Invoices, Open, what_differs
from resilience.funding.models import Entry, LedgerLine, Pot
from resilience.funding.rules import why_not_keep
from resilience.programmes.local import in_force as pack_in_force

Kind, State = Entry.Kind, LedgerLine.State
MOVED_ON = "Somebody dealt with this line meanwhile, so nothing was done. Look at it again."


@transaction.atomic
def match_line(
    *, by: Reader, line: LedgerLine, invoice: Entry, code: str, at: datetime, why: str
) -> Entry:
    """Match a line that waits to an invoice: its payment, or what came back of it, is recorded by
    the same rules as by hand. `why` is needed where the line says something else than the invoice.
    Raises Refused."""
    told, commitment = read_of(line), invoice.commitment
    if commitment is None or invoice.pot_id != line.pot_id:
        raise Refused("Choose an approved invoice of this money.")
    differs = what_differs(told, invoice, code)
    if differs and not why.strip():
        raise Refused(f"Say why you match it. {' '.join(differs)}")
    because = said(why) if why.strip() else "A person matched it."
    act = record_payment if told.pence > 0 else record_recovery
    entry = act(
        by=by,
        invoice=invoice,
        seen=commitment.case.version if commitment.case else None,
        at=at,
        pence=abs(told.pence),
        day=told.day,
        code=code,
        document=told.document or invoice.document,
        why=f"{where(line.row, line.extract.name)} {because}",
    )
    _settle(line, State.MATCHED, by=by, at=at, said=because, entry=entry)
    return entry


@transaction.atomic
def join_line(*, by: Reader, line: LedgerLine, payment: Entry, at: datetime) -> None:
    """Say that a line which waits is a payment that was recorded by hand. Raises Refused."""
    pot = locked_pot(line.pot_id)
    refuse(why_not_keep(pot.holder, by))
    if payment.pk not in {one.pk for one in recorded_by_hand(line)}:
        raise Refused("Choose a payment of this sum that no other line tells of.")
    _settle(line, State.MATCHED, by=by, at=at, said="It was recorded by hand.", entry=payment)


@transaction.atomic
def set_aside(*, by: Reader, line: LedgerLine, at: datetime, why: str) -> None:
    """Set a line aside that is no payment of this money. Raises Refused."""
    pot = locked_pot(line.pot_id)
    refuse(why_not_keep(pot.holder, by))
    _settle(line, State.SET_ASIDE, by=by, at=at, said=said(why))


@transaction.atomic
def put_back(*, by: Reader, line: LedgerLine, at: datetime) -> None:
    """Put a line back into the queue that was set aside, or whose payment was taken back. Raises
    Refused."""
    pot = locked_pot(line.pot_id)
    refuse(why_not_keep(pot.holder, by))
    line = LedgerLine.objects.select_related("entry__reversed_by").get(pk=line.pk)
    if line.state == State.MATCHED and not hasattr(line.entry, "reversed_by"):
        raise Refused("Take its payment back in the books first, and then put it back.")
    if line.state not in (State.MATCHED, State.SET_ASIDE):
        raise Refused(MOVED_ON)
    back = "It was put back."
    _settle(line, State.QUEUED, by=by, at=at, said=back, was=State(line.state))


@transaction.atomic
def try_again(*, by: Reader, pot: Pot, at: datetime) -> int:
    """Match every line that waits and now fits an approved invoice, and say anew why the others
    wait; how many were matched. Raises Refused."""
    refuse(why_not_keep(pot.holder, by))
    documents = _waiting(pot).values_list("document", flat=True)
    cases = locked_cases(pot, documents)
    pot = locked_pot(pot)
    invoices = Invoices(pot, pack_in_force(pot.programme), timezone.localdate(at), cases)
    settling: list[tuple[LedgerLine, Settling]] = []
    for line in sorted(_waiting(pot), key=lambda one: ((one.pence or 0) < 0, one.pk)):
        if _is_second(line):
            continue
        told = read_of(line)
        invoice = invoices.fitting(told)
        if isinstance(invoice, Open):
            invoice.settle(told.pence)
            name = where(line.row, line.extract.name)
            settling.append((line, Settling(told, invoice, name)))
        elif invoice != line.said:
            LedgerLine.objects.filter(pk=line.pk).update(said=invoice)
    entries = settled(pot, cases, [one for _, one in settling], by=by, at=at)
    for (line, _), entry in zip(settling, entries, strict=True):
        _settle(line, State.MATCHED, by=by, at=at, said="", entry=entry)
    return len(entries)


def read_of(line: LedgerLine) -> Read:
    """What a kept line says. Raises Refused for one that could not be read."""
    if line.day is None or line.pence is None:
        raise Refused("This row could not be read: mend it in the ledger’s file.")
    told = (line.document, line.payee, line.code, line.about)
    return Read(line.row, line.cells, line.day, line.pence, *told)


def recorded_by_hand(line: LedgerLine) -> list[Entry]:
    """Payments of a pot of a line's sum that no line tells of, the nearest day first."""
    pence, day = line.pence or 0, line.day or date.min
    found = Entry.objects.filter(
        pot=line.pot_id,
        kind=Kind.PAYMENT if pence > 0 else Kind.RECOVERY,
        pence=abs(pence),
        ledger_line=None,
        reverses=None,
        reversed_by=None,
    ).select_related("commitment__case", "commitment__payee", "invoice")
    return sorted(found, key=lambda one: abs(one.day - day))


def _waiting(pot: Pot) -> QuerySet[LedgerLine]:
    return LedgerLine.objects.filter(pot=pot, state=State.QUEUED).select_related("extract")


def _is_second(line: LedgerLine) -> bool:
    """Whether a line stands in its extract once more, of which a person says what it is."""
    same = LedgerLine.objects.filter(extract=line.extract_id, identity=line.identity)
    return same.filter(row__lt=line.row).exclude(state=State.DUPLICATE).exists()


def _settle(
    line: LedgerLine,
    state: LedgerLine.State,
    *,
    by: Reader,
    at: datetime,
    said: str,
    entry: Entry | None = None,
    was: LedgerLine.State = State.QUEUED,
) -> None:
    """Say what became of a line, unless somebody else did so meanwhile."""
    done = LedgerLine.objects.filter(pk=line.pk, state=was).update(
        state=state, said=said, entry=entry, settled_by=by.actor, settled_at=at
    )
    if not done:
        raise Refused(MOVED_ON)
    record(
        by=by.actor,
        act=f"funding.ledger_line_{state}",
        subject=line,
        organisation=line.pot.holder.code,
        after={"entry": entry.number if entry else None, "said": said},
    )
