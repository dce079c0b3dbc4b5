"""What no constraint of a database can say of the books: that an entry fits what it names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F, Max, Min, Q, Sum
from django.db.models.functions import Coalesce, TruncDate

from resilience.funding.books.bearing import IN_ITS_YEAR
from resilience.funding.models import Commitment, Entry, Pot
from resilience.funding.years import Year
from resilience.look.words import day as day_words
from resilience.look.words import pounds

Kind = Entry.Kind
SIDES = 2


def _another(name: str, of: str) -> Q:
    """That an entry names another thing than the entry it belongs to."""
    return Q(**{f"{name}__isnull": False}) & ~Q(**{name: F(f"{of}__{name}")})


ENTRIES = {
    "does not take back what it says it does": Q(reverses__isnull=False)
    & (
        ~Q(kind=F("reverses__kind"))
        | ~Q(pence=-F("reverses__pence"))
        | ~Q(pot=F("reverses__pot"))
        | _another("commitment", "reverses")
        | _another("stage", "reverses")
        | Q(reverses__reverses__isnull=False)
    ),
    "settles something else than an approved invoice of its own part": Q(invoice__isnull=False)
    & (
        ~Q(invoice__kind=Kind.INVOICE)
        | Q(invoice__reverses__isnull=False)
        | ~Q(pot=F("invoice__pot"))
        | _another("commitment", "invoice")
        | _another("stage", "invoice")
    ),
    "is of a part of another commitment, or of none": Q(commitment__isnull=False)
    & (Q(stage=None) | ~Q(commitment=F("stage__commitment"))),
    "is in the books of another pot than its commitment": Q(commitment__isnull=False)
    & ~Q(pot=F("commitment__pot")),
}
"""What an entry does not fit."""
COMMITMENTS = {
    "is under the memorandum of another case": Q(case__isnull=False)
    & ~Q(case=F("memorandum__case")),
    "is under the financial assistance of another case": Q(assistance__isnull=False)
    & ~Q(case=F("assistance__case")),
    "is under the business case of another case": Q(business_case__isnull=False)
    & ~Q(case=F("business_case__case")),
    "is money of another programme than its case": Q(case__isnull=False)
    & ~Q(case__programme=F("pot__programme")),
    "is under no case, and yet beside one": Q(case=None)
    & (Q(assistance__isnull=False) | Q(business_case__isnull=False)),
}
"""What a commitment does not fit."""


def misfits() -> Iterator[str]:
    """A sentence for each entry, commitment, invoice and pot that does not fit what it names."""
    for what, wrong in ENTRIES.items():
        for entry in Entry.objects.filter(wrong).select_related("pot__holder").order_by("pk"):
            yield f"{entry} {what}."
    for what, wrong in COMMITMENTS.items():
        for one in Commitment.objects.filter(wrong).select_related("case").order_by("pk"):
            yield f"Commitment {one} {what}."
    yield from _unsigned()
    yield from _overpaid()
    yield from _out_of_turn()
    yield from _out_of_year()
    yield from _half_carried()


def _unsigned() -> Iterator[str]:
    """Commitments made before both sides had signed their memorandum, or after its last day as
    first agreed or extended (G10.6)."""
    signed = Q(memorandum__signatures__signed__lte=F("day"))
    under = Commitment.objects.filter(memorandum__isnull=False)
    rows = under.annotate(day=TruncDate("at")).annotate(
        signed=Count("memorandum__signatures__side", filter=signed, distinct=True),
        until=Coalesce(Max("memorandum__extensions__until"), F("memorandum__ends")),
    )
    wrong = rows.filter(Q(signed__lt=SIDES) | Q(day__gt=F("until")))
    for one in wrong.select_related("case").order_by("pk"):
        yield f"Commitment {one} was made while its memorandum was not in force."


def _overpaid() -> Iterator[str]:
    def of(kind: Kind) -> Any:
        return Coalesce(Sum("pence", filter=Q(kind=kind)), 0)

    rows = Entry.objects.filter(invoice__isnull=False).order_by().values("invoice")
    rows = rows.annotate(
        approved=F("invoice__pence"),
        withdrawn=F("invoice__reversed_by"),
        paid=of(Kind.PAYMENT),
        back=of(Kind.RECOVERY),
    )
    wrong = Q(paid__gt=F("approved")) | Q(back__gt=F("paid"))
    for row in rows.filter(wrong | Q(withdrawn__isnull=False, paid__gt=0)):
        invoice = Entry.objects.select_related("pot__holder").get(pk=row["invoice"])
        left = 0 if row["withdrawn"] else row["approved"]
        yield (
            f"{invoice}: {pounds(left)} is approved, {pounds(row['paid'])} was paid and "
            f"{pounds(row['back'])} came back."
        )


def _out_of_turn() -> Iterator[str]:
    """Pots whose entries are not numbered from 1 to the pot's version without a gap."""
    rows = Pot.objects.annotate(many=Count("entries"), last=Max("entries__number"))
    for pot in rows.select_related("holder").order_by("pk"):
        if not pot.version == pot.many == (pot.last or 0):
            yield (
                f"{pot}: {pot.many:,} entries are there, the last is number {pot.last or 0:,}, "
                f"and {pot.version:,} were written."
            )


def _out_of_year() -> Iterator[str]:
    """Pots with money committed or invoiced outside their year."""
    own = Q(entries__kind__in=IN_ITS_YEAR, entries__reverses=None)
    rows = Pot.objects.order_by("pk").annotate(
        first=Min("entries__day", filter=own), last=Max("entries__day", filter=own)
    )
    for pot in rows.select_related("holder"):
        for day in {pot.first, pot.last} - {None}:
            if not Year.called(pot.year).holds(day):
                yield f"{pot}: money was committed or invoiced on {day_words(day)}."


def _half_carried() -> Iterator[str]:
    """Holders whose years together were given, or lost, what none of them was allocated."""
    own = Pot.objects.order_by().values("programme", "holder__name").annotate(sum=Sum("carried"))
    for row in own.exclude(sum=0):
        yield (
            f"{row['programme']}, {row['holder__name']}: what was carried over from year to year "
            f"makes up {pounds(row['sum'])}, not £0."
        )
