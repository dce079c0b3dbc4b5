"""What does not bear an entry, in a sentence that says what would: committed never above what is
there, invoiced never above committed, paid never above invoiced, and all of it in its year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resilience.funding.models import Entry, Pot
from resilience.funding.years import Year
from resilience.look.words import day as day_words
from resilience.look.words import pounds

if TYPE_CHECKING:
    from resilience.funding.books.posting import Line

Kind = Entry.Kind
IN_ITS_YEAR = (Kind.COMMITMENT, Kind.VARIATION, Kind.INVOICE)
"""What is done in the year of its money; a payment may follow an invoice of that year."""


def why_not_borne(pot: Pot, line: Line, moves: Mapping[str, int]) -> str:
    """Why the books do not bear an entry; empty where they do."""
    checks: tuple[Callable[[Pot, Line, Mapping[str, int]], str], ...] = (
        _in_its_year,
        _of_the_pot,
        _of_the_stage,
        _of_the_commitment,
        _of_the_invoice,
        _not_below_nothing,
    )
    return next(filter(None, (check(pot, line, moves) for check in checks)), "")


def _in_its_year(pot: Pot, line: Line, moves: Mapping[str, int]) -> str:
    year = Year.called(pot.year)
    if line.reverses is not None or line.kind not in IN_ITS_YEAR or year.holds(line.day):
        return ""
    return (
        f"This is money of {pot.year}, so the day lies from {day_words(year.starts)} to "
        f"{day_words(year.ends)}. Use the money of the year that the day lies in."
    )


def _of_the_pot(pot: Pot, line: Line, moves: Mapping[str, int]) -> str:
    after = {
        name: getattr(pot, name) + moves.get(name, 0) * line.pence
        for name in ("allocated", "carried", "received", "committed")
    }
    available = after["allocated"] + after["carried"]
    if after["allocated"] < 0 or after["received"] < 0:
        return "That is more than there is to take back."
    if after["committed"] <= available:
        return ""
    if "committed" in moves:
        return (
            f"{pounds(max(0, pot.free))} of this money is free: commit at most that, or have more "
            "allocated first."
        )
    return (
        f"{pounds(pot.committed)} is committed already, so no less than that can be here: reduce "
        "commitments first."
    )


def _of_the_stage(pot: Pot, line: Line, moves: Mapping[str, int]) -> str:
    stage = line.stage
    if stage is None:
        return ""
    pence = stage.pence + moves.get("committed", 0) * line.pence
    invoiced = stage.invoiced + moves.get("invoiced", 0) * line.pence
    if pence < 0:
        return (
            f"{pounds(stage.pence)} of “{stage.title}” is committed since it was changed: take "
            "that change back first."
        )
    if invoiced <= pence:
        return ""
    if "committed" in moves:
        return f"{pounds(stage.invoiced)} of “{stage.title}” is invoiced, so it is no less."
    left = f"{pounds(stage.pence - stage.invoiced)} of “{stage.title}” is not invoiced: "
    if line.kind == Kind.RECOVERY:
        return f"{left}take back what was invoiced since this came back."
    return f"{left}approve at most that, or raise the commitment first."


def _of_the_commitment(pot: Pot, line: Line, moves: Mapping[str, int]) -> str:
    of = line.commitment
    if of is None:
        return ""
    committed, invoiced, paid = (
        getattr(of, name) + moves.get(name, 0) * line.pence
        for name in ("committed", "invoiced", "paid")
    )
    if invoiced > committed and "committed" in moves:
        return (
            f"{pounds(of.invoiced)} of this commitment is invoiced, so it is no less: take back "
            "what rests on it first."
        )
    if invoiced > committed:
        return (
            f"{pounds(of.committed - of.invoiced)} of this commitment is not invoiced: approve at "
            "most that, or raise the commitment first."
        )
    if paid > invoiced and "invoiced" in moves:
        return f"{pounds(of.paid)} of it is paid: take the payment back first."
    if paid > invoiced:
        return (
            f"{pounds(of.invoiced - of.paid)} is approved and not paid: record at most that, or "
            "approve the invoice first."
        )
    return "That is more than was paid." if paid < 0 else ""


def _of_the_invoice(pot: Pot, line: Line, moves: Mapping[str, int]) -> str:
    """A payment is within its own invoice, what came back within what was paid of it, and an
    invoice of which something is paid stays."""
    invoice = line.invoice
    if invoice is None:
        taken_back = line.reverses if line.kind == Kind.INVOICE else None
        if taken_back is not None and settled(taken_back).paid:
            return "Some of this invoice is paid: take the payment back first."
        return ""
    so_far = settled(invoice)
    paid = so_far.paid + (line.pence if line.kind == Kind.PAYMENT else 0)
    back = so_far.back + (line.pence if line.kind == Kind.RECOVERY else 0)
    if paid > invoice.pence or _taken_back(invoice):
        return f"{pounds(left_to_pay(invoice))} of this invoice is not paid: record at most that."
    if back > paid:
        return (
            f"{pounds(so_far.paid - so_far.back)} of this invoice was paid and has not come back: "
            "record at most that."
        )
    return ""


def _not_below_nothing(pot: Pot, line: Line, moves: Mapping[str, int]) -> str:
    """Whatever is not said better above."""
    stage = line.stage
    if stage is None or stage.invoiced + moves.get("invoiced", 0) * line.pence >= 0:
        return ""
    return f"{pounds(stage.invoiced)} of “{stage.title}” is invoiced: take back at most that."


@dataclass(frozen=True)
class Settled:
    """What was paid of an invoice, and what of that came back, in pence."""

    paid: int
    back: int


def settled(invoice: Entry) -> Settled:
    """How an invoice stands; one query."""
    found = Entry.objects.filter(invoice=invoice).values_list("kind", "pence")
    by_kind = {kind: sum(pence for one, pence in found if one == kind) for kind, _ in found}
    return Settled(by_kind.get(Kind.PAYMENT, 0), by_kind.get(Kind.RECOVERY, 0))


def left_to_pay(invoice: Entry) -> int:
    """What of an invoice was approved and is not paid, in pence; none once it is taken back. What
    came back is owed no more."""
    return 0 if _taken_back(invoice) else invoice.pence - settled(invoice).paid


def _taken_back(invoice: Entry) -> bool:
    """As it stands now: what was read of it before may be older than the lock of its pot."""
    return Entry.objects.filter(reverses=invoice).exists()
