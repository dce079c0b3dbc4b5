"""Reading an extract of the general ledger into the books: all of it, or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import refuse
from resilience.audit.actions import record
from resilience.cases.models import Case
from resilience.funding.actions.moving import moved
from resilience.funding.actions.paying import SETTLED
from resilience.funding.books.posting import Line, locked_pot
from resilience.funding.ledger.columns import Table, why_not_columns
from resilience.funding.ledger.lines import Read, bare, lines
from resilience.funding.ledger.matching import Invoices, Open
from resilience.funding.ledger.sorting import Found, Sorted, sort
from resilience.funding.models import Entry, Extract, LedgerLine, Pot
from resilience.funding.models import Mapping as Remembered
from resilience.funding.rules import why_not_keep
from resilience.look import words
from resilience.programmes.local import in_force as pack_in_force

Kind = Entry.Kind


@dataclass(frozen=True)
class Settling:
    """A line of the ledger, the invoice that it pays or gives back, and where it was read."""

    told: Read
    invoice: Open
    why: str

    @property
    def kind(self) -> Entry.Kind:
        return Kind.PAYMENT if self.told.pence > 0 else Kind.RECOVERY

    @property
    def line(self) -> Line:
        """What it says in the books."""
        return Line(
            kind=self.kind,
            pence=abs(self.told.pence),
            day=self.told.day,
            why=self.why,
            commitment=self.invoice.commitment,
            stage=self.invoice.entry.stage,
            invoice=self.invoice.entry,
            code=self.told.code,
            document=self.told.document,
        )


def sorted_extract(
    *, by: Reader, pot: Pot, table: Table, columns: Mapping[str, str], at: datetime
) -> Sorted:
    """What would become of each line; nothing is written. Raises Refused as reading it would."""
    refuse(why_not_read(by, pot, table, columns))
    invoices = Invoices(pot, pack_in_force(pot.programme), timezone.localdate(at))
    return sort(pot, list(lines(table, columns)), invoices)


@transaction.atomic
def read_extract(
    *, by: Reader, pot: Pot, table: Table, columns: Mapping[str, str], at: datetime
) -> Extract:
    """Read an extract into the books of a pot: what fits an approved invoice is recorded as its
    payment, or as what came back of it; the rest waits for a person. Raises Refused."""
    told = list(lines(table, columns))
    cases = locked_cases(pot, (one.document for one in told if isinstance(one, Read)))
    pot = locked_pot(pot)
    refuse(why_not_read(by, pot, table, columns))
    today = timezone.localdate(at)
    found = sort(pot, told, Invoices(pot, pack_in_force(pot.programme), today, cases))
    extract = Extract.objects.create(
        pot=pot,
        name=table.file.name,
        sha256=table.file.sha256,
        at=at,
        by=by.actor,
        columns=dict(columns),
    )
    settling = [
        Settling(one.line, one.invoice, where(one.line.row, extract.name))
        for one in found.found
        if one.invoice is not None and isinstance(one.line, Read)
    ]
    made = settled(pot, cases, settling, by=by, at=at)
    entries = {one.told.row: entry for one, entry in zip(settling, made, strict=True)}
    LedgerLine.objects.bulk_create(
        [_kept(one, extract, entries.get(one.line.row)) for one in found.found], batch_size=500
    )
    Remembered.objects.update_or_create(
        holder_id=pot.holder_id,
        headings=table.key,
        defaults={"columns": dict(columns), "at": at, "by": by.actor},
    )
    record(
        by=by.actor,
        act="funding.ledger_read",
        subject=pot,
        organisation=pot.holder.code,
        after={"extract": extract.pk, **found.counts, "passed_over": len(found.passed)},
    )
    return extract


def why_not_read(by: Reader, pot: Pot, table: Table, columns: Mapping[str, str]) -> str:
    """Why an extract is not read into a pot; empty where it may be."""
    if why := why_not_keep(pot.holder, by):
        return why
    before = Extract.objects.filter(pot=pot, sha256=table.file.sha256).first()
    if before is not None:
        return (
            f"This file was read on {words.moment(before.at)}, as {before.name}: read the next one."
        )
    return ". ".join(why_not_columns(columns, table.labels).values())


def locked_cases(pot: Pot, documents: Iterable[str]) -> dict[int, Case]:
    """The cases of a pot of which an invoice has one of these numbers, in the order in which every
    act locks them; they stay as they are until the transaction ends."""
    wanted = set(map(bare, documents))
    invoices = Entry.objects.filter(pot=pot, kind=Kind.INVOICE, reverses=None).order_by()
    cases = {
        case
        for case, document in invoices.values_list("commitment__case", "document")
        if bare(document) in wanted
    }
    cases.discard(None)  # of what another agreement bears
    locked = Case.objects.select_for_update(of=("self",)).filter(pk__in=cases).order_by("pk")
    return {one.pk: one for one in locked}


def where(row: int, name: str) -> str:
    """Where a line was read, as the books say why they have its entry."""
    return f"Row {row} of {name}."


def settled(
    pot: Pot, cases: Mapping[int, Case], settling: Sequence[Settling], *, by: Reader, at: datetime
) -> list[Entry]:
    """Record what lines paid and gave back, all locked: an event for each commitment, as when it
    is recorded by hand, and what was paid first. The entries in the order of the lines."""
    together: dict[tuple[bool, int], list[int]] = defaultdict(list)
    for number, one in enumerate(settling):
        together[one.kind == Kind.RECOVERY, one.invoice.commitment.pk].append(number)
    made: dict[int, Entry] = {}
    for _, numbers in sorted(together.items()):
        first = settling[numbers[0]]
        of = first.invoice.commitment
        entries = moved(
            None if of.case_id is None else cases[of.case_id],
            pot,
            [settling[number].line for number in numbers],
            SETTLED[first.kind],
            of=of,
            by=by,
            at=at,
            right=Right.KEEP_BOOKS,
        )
        made |= zip(numbers, entries, strict=True)
    return [made[number] for number in range(len(settling))]


def _kept(found: Found, extract: Extract, entry: Entry | None) -> LedgerLine:
    line = found.line
    told = LedgerLine(
        pot=extract.pot,
        extract=extract,
        row=line.row,
        cells=line.cells,
        state=found.state,
        said=found.said,
        entry=entry,
    )
    if isinstance(line, Read):
        told.identity, told.day, told.pence = line.identity, line.day, line.pence
        told.document, told.payee = line.document, line.payee
        told.code, told.about = line.code, line.about
    return told
