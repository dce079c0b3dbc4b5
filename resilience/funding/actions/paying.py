"""Approving invoices, and recording what finance paid and what came back. Nobody is paid here."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.funding.actions.moving import locked_case, moved, not_ahead, said
from resilience.funding.bearing_help import why_not_help
from resilience.funding.books.posting import Line, locked_pot
from resilience.funding.ledger.lines import bare
from resilience.funding.models import Commitment, Entry, Stage
from resilience.funding.rules import why_not_for, why_not_keep
from resilience.look import words
from resilience.notices.actions import one_line
from resilience.programmes.local import in_force as pack_in_force
from resilience.programmes.schema import Pack

LONGEST_DOCUMENT = 100
SETTLED = {Entry.Kind.PAYMENT: "payment_made", Entry.Kind.RECOVERY: "money_recovered"}
"""What happened to the case, by the kind of entry that settles an invoice."""
ADDING = (Entry.Kind.COMMITMENT, Entry.Kind.VARIATION)


@transaction.atomic
def approve_invoice(
    *,
    by: Reader,
    commitment: Commitment,
    stage: Stage,
    seen: int | None,
    at: datetime,
    pence: int,
    day: date,
    document: str,
    why: str,
) -> Entry:
    """Approve an invoice for a part of a commitment, having seen what the part asks for (`why` says
    so); `day` is the last on which the help that it is for was given. Whoever committed or raised
    the money has somebody else approve it. `seen` is the version of its case; for a commitment that
    has none, its room asks, and has looked at what opens the part."""
    case = locked_case(commitment, seen, by)
    pot = locked_pot(commitment.pot_id)
    refuse(why_not_approve(commitment, by))
    not_ahead(day, at)
    refuse(why_not_help(commitment, day))
    document = numbered(document)
    stage = Stage.objects.get(pk=stage.pk, commitment=commitment)
    known = Entry.objects.filter(
        commitment__payee=commitment.payee_id,
        kind=Entry.Kind.INVOICE,
        reverses=None,
        reversed_by=None,
    ).values_list("document", flat=True)
    if bare(document) in map(bare, known):
        raise Refused(
            f"Invoice {document} of {commitment.payee.name} was approved before: look at it, or "
            "give another number."
        )
    line = Line(
        kind=Entry.Kind.INVOICE,
        pence=more_than_nothing(pence),
        day=day,
        why=said(why),
        commitment=commitment,
        stage=stage,
        document=document,
    )
    (made,) = moved(
        case,
        pot,
        [line],
        "invoice_approved",
        by=by,
        at=at,
        of=commitment,
        right=Right.APPROVE_INVOICES,
    )
    return made


def why_not_approve(commitment: Commitment, by: Reader) -> str:
    """Why somebody may not approve invoices for a commitment; empty where they may."""
    if why := why_not_for(Right.APPROVE_INVOICES, commitment, by):
        return why
    added = commitment.entries.filter(kind__in=ADDING, pence__gt=0, by=by.actor)
    if added.exists():
        return "You committed this money, so somebody else approves its invoices."
    return ""


@transaction.atomic
def settle(
    kind: Entry.Kind,
    *,
    by: Reader,
    invoice: Entry,
    seen: int | None,
    at: datetime,
    pence: int,
    day: date,
    code: str,
    document: str,
    why: str,
) -> Entry:
    """Record what finance paid of an approved invoice, or what of it came back, which may then be
    used for something else; either under a finance code."""
    commitment = invoice.commitment
    if invoice.kind != Entry.Kind.INVOICE or commitment is None:
        raise Refused("Choose an invoice that was approved.")
    case = locked_case(commitment, seen, by)
    pot = locked_pot(invoice.pot_id)
    refuse(why_not_keep(pot.holder, by))
    not_ahead(day, at)
    if day < invoice.day:
        raise Refused(
            f"The invoice is of {words.day(invoice.day)}: give a day from then until today."
        )
    refuse(why_not_code(code, pack_in_force(pot.programme)))
    line = Line(
        kind=kind,
        pence=more_than_nothing(pence),
        day=day,
        why=said(why),
        commitment=commitment,
        stage=invoice.stage,
        invoice=invoice,
        code=code,
        document=numbered(document),
    )
    (made,) = moved(
        case,
        pot,
        [line],
        SETTLED[kind],
        by=by,
        at=at,
        of=commitment,
        right=Right.KEEP_BOOKS,
    )
    return made


record_payment = partial(settle, Entry.Kind.PAYMENT)
record_recovery = partial(settle, Entry.Kind.RECOVERY)


def why_not_code(code: str, pack: Pack) -> str:
    """Why a payment can't stand under a finance code (G4.5); empty where it can."""
    codes = pack.funding.codes if pack.funding else ()
    if any(one.id == code for one in codes):
        return ""
    listed = ", ".join(one.id for one in codes)
    return f"“{code}” is no finance code of {pack.title}: give one of {listed}."


def numbered(document: str) -> str:
    """The number of an invoice or of a line, on one line. Raises Refused where there is none."""
    tidy = one_line(document)
    if not tidy or len(tidy) > LONGEST_DOCUMENT:
        raise Refused(f"Give the number of the document, in at most {LONGEST_DOCUMENT} characters.")
    return tidy


def more_than_nothing(pence: int) -> int:
    """A sum of money that moves. Raises Refused for none."""
    if pence <= 0:
        raise Refused("Give a sum of more than £0.")
    return pence
