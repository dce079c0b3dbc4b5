"""What pages of the ledger show: what waits, and which invoices a line may have paid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.funding.ledger.lines import Read, bare, same_payee
from resilience.funding.ledger.matching import Invoices, Open, why_not_sum
from resilience.funding.models import Extract, LedgerLine, Pot
from resilience.funding.models import Mapping as Remembered
from resilience.programmes.schema import Pack

State = LedgerLine.State
MOST = 10
"""Invoices that are offered for a line."""


def waiting(pot: Pot) -> int:
    """How many lines of the ledger wait for a person."""
    return LedgerLine.objects.filter(pot=pot, state=State.QUEUED).count()


def pot_kept(reader: Reader, programme: str, year: str, holder: str) -> Pot:
    """A pot whose books a reader keeps; 404 where they do not."""
    kept = Pot.objects.filter(reader.may(Right.KEEP_BOOKS).within("holder"))
    asked = kept.filter(programme=programme, year=year, holder__code=holder)
    return get_object_or_404(asked.select_related("holder"))


def remembered(pot: Pot) -> dict[str, dict[str, str]]:
    """Which columns said what in a holder's extracts, by the key of their headings."""
    found = Remembered.objects.filter(holder=pot.holder_id)
    return dict(found.values_list("headings", "columns"))


def counts(extracts: list[Extract]) -> dict[int, dict[str, int]]:
    """How many lines of each extract are in each state."""
    found: dict[int, dict[str, int]] = {one.pk: {} for one in extracts}
    lines = LedgerLine.objects.filter(extract__in=extracts).order_by()
    for extract, state, count in lines.values_list("extract", "state").annotate(Count("pk")):
        found[extract][state] = count
    return found


def queue(pot: Pot) -> QuerySet[LedgerLine]:
    """The lines that wait, the oldest first."""
    lines = LedgerLine.objects.filter(pot=pot, state=State.QUEUED)
    return lines.select_related("extract").order_by("extract__at", "extract", "row")


@dataclass(frozen=True)
class Candidate:
    """An invoice that a line may have paid, and what else than the invoice the line says."""

    invoice: Open
    same: Mapping[str, bool]


def candidates(line: Read, pot: Pot, pack: Pack, today: date) -> list[Candidate]:
    """The invoices whose sum and day a line fits, those that are nearest by number, payee and sum
    first."""
    fitting = [
        one
        for one in Invoices(pot, pack, today).all
        if why_not_sum(one, line) == "" or (line.day, line.pence) in one.by_hand
    ]
    nearest = sorted(fitting, key=lambda one: _nearness(line, one), reverse=True)
    return [Candidate(one, _same(line, one)) for one in nearest[:MOST]]


def _same(line: Read, invoice: Open) -> dict[str, bool]:
    whole = invoice.left if line.pence > 0 else invoice.paid - invoice.back
    return {
        "number": bare(line.document) == bare(invoice.entry.document),
        "payee": invoice.is_of(line.payee),
        "sum": abs(line.pence) == whole,
    }


def _nearness(line: Read, invoice: Open) -> float:
    same = _same(line, invoice)
    number = _alike(bare(line.document), bare(invoice.entry.document))
    payee = 1.0 if same["payee"] else _alike(same_payee(line.payee), same_payee(invoice.payee))
    return 2 * number + 2 * payee + same["sum"]


def _alike(one: str, other: str) -> float:
    """How alike two texts are: 1 for the same, 0 for nothing in common."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
