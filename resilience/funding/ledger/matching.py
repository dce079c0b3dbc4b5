"""Which invoice a line of the ledger paid: the rules by which a line is matched without a person,
and why it waits for one where they do not hold. A payment without an approved invoice is none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet, Sum

from resilience.funding.actions.paying import why_not_code
from resilience.funding.ledger.lines import Read, bare, same_payee
from resilience.funding.models import Commitment, Entry, Pot
from resilience.look import words
from resilience.programmes.schema import Pack

Kind = Entry.Kind


@dataclass
class Open:
    """An approved invoice, with what is paid of it and what came back, in pence: these go on while
    lines are matched. `by_hand` are days and sums of payments that no ledger told."""

    entry: Entry
    commitment: Commitment
    paid: int = 0
    back: int = 0
    by_hand: set[tuple[date, int]] = field(default_factory=set)

    @property
    def left(self) -> int:
        """What is not paid."""
        return self.entry.pence - self.paid

    @property
    def payee(self) -> str:
        return self.commitment.payee.name

    def is_of(self, payee: str) -> bool:
        """Whether it is of a payee, given by name or by code."""
        of = self.commitment.payee
        return same_payee(payee) in (same_payee(of.name), of.code.casefold())

    def settle(self, pence: int) -> None:
        """A line was matched to it."""
        if pence > 0:
            self.paid += pence
        else:
            self.back -= pence


class Invoices:
    """The approved invoices of a pot by their number: of all its cases or of some, and of what no
    case bears."""

    def __init__(self, pot: Pot, pack: Pack, today: date, cases: Collection[int] | None = None):
        self.pack, self.today = pack, today
        self.all = _invoices(pot, cases)
        self.numbered: dict[str, list[Open]] = defaultdict(list)
        for one in self.all:
            self.numbered[bare(one.entry.document)].append(one)

    def fitting(self, line: Read) -> Open | str:
        """The invoice that a line paid or gave back, or why it waits for a person."""
        if why := why_not_code(line.code, self.pack) if line.code else "It has no finance code.":
            return why
        if line.day > self.today:
            return f"{words.day(line.day)} is still to come."
        if not line.document:
            return "It has no invoice number."
        named = self.numbered.get(bare(line.document), [])
        if not named:
            return f"No invoice with the number {line.document} is approved from this money."
        own = [one for one in named if one.is_of(line.payee)]
        if not own:
            whose = " or ".join(sorted({one.payee for one in named}))
            return f"Invoice {line.document} is of {whose}, not of {line.payee or 'nobody'}."
        if len(own) > 1:
            return f"{len(own)} approved invoices have the number {line.document}."
        return why_not_sum(own[0], line) or own[0]


def why_not_sum(invoice: Open, line: Read) -> str:
    """Why a line's sum or day does not fit an invoice; empty where they do."""
    day, pence = line.day, line.pence
    if day < invoice.entry.day:
        return f"The invoice is of {words.day(invoice.entry.day)}, later than the payment."
    if (day, pence) in invoice.by_hand:
        return (
            f"A payment of {words.pounds(pence)} on {words.day(day)} was recorded by hand for this "
            "invoice. Is it the same?"
        )
    if pence < 0:
        there = invoice.paid - invoice.back
        return "" if -pence <= there else f"{words.pounds(there)} was paid of it and is not back."
    if invoice.left == 0:
        return "This invoice is paid in full."
    if pence > invoice.left:
        return (
            f"{words.pounds(pence)} is more than the {words.pounds(invoice.left)} of the invoice "
            "that is not paid."
        )
    return ""


def what_differs(line: Read, invoice: Entry, code: str) -> list[str]:
    """What a line says otherwise than an invoice to which a person matches it, a sentence each."""
    payee = invoice.commitment.payee if invoice.commitment else None
    found = []
    if bare(line.document) != bare(invoice.document):
        told = line.document or "no invoice number"
        found.append(f"The line has {told}, the invoice is {invoice.document}.")
    if payee and same_payee(line.payee) not in (same_payee(payee.name), payee.code.casefold()):
        found.append(f"The line names {line.payee or 'nobody'}, the invoice is of {payee.name}.")
    if line.code != code:
        told = f"the code {line.code}" if line.code else "no finance code"
        found.append(f"The line has {told}, and it would stand under {code}.")
    return found


def _invoices(pot: Pot, cases: Collection[int] | None) -> list[Open]:
    """Those that were not taken back; three queries."""
    entries = Entry.objects.filter(pot=pot, kind=Kind.INVOICE, reverses=None, reversed_by=None)
    if cases is not None:
        entries = entries.filter(Q(commitment__case=None) | Q(commitment__case__in=cases))
    related = (
        *("commitment__payee", "commitment__organisation", "commitment__case"),
        *("stage", "reversed_by"),
    )
    rows = entries.select_related(*related).order_by("number")
    found = {one.pk: Open(one, one.commitment) for one in rows if one.commitment is not None}
    settling = Entry.objects.filter(pot=pot, kind__in=(Kind.PAYMENT, Kind.RECOVERY)).order_by()
    for pk, kind, pence in settling.values_list("invoice", "kind").annotate(Sum("pence")):
        if pk in found and kind == Kind.PAYMENT:
            found[pk].paid += pence
        elif pk in found:
            found[pk].back += pence
    for pk, day, pence in _by_hand(settling):
        if pk in found:
            found[pk].by_hand.add((day, pence))
    return list(found.values())


def _by_hand(settling: QuerySet[Entry]) -> Iterator[tuple[int | None, date, int]]:
    """The invoice, day and sum of what no ledger told; what came back is below nought."""
    entries = settling.filter(ledger_line=None, reverses=None, reversed_by=None)
    for invoice, kind, day, pence in entries.values_list("invoice", "kind", "day", "pence"):
        yield invoice, day, pence if kind == Kind.PAYMENT else -pence
