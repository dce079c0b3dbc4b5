"""The entries of a pot that somebody sees: narrowed by kind and month, and as a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import TruncMonth
from django.http import HttpRequest

from resilience.accounts.reader import Reader
from resilience.funding.models import Commitment, Entry, Pot
from resilience.funding.review.months import last_of
from resilience.look import asked

COLUMNS = (
    "entry",
    "day",
    "written",
    "kind",
    "amount_pence",
    "commitment",
    "memorandum",
    "practice",
    "payee",
    "category",
    "route",
    "intended",
    "part",
    "finance_code",
    "document",
    "standing",
    "of_invoice",
    "takes_back",
    "taken_back_by",
    "why",
    "by",
    "acting_for",
)


@dataclass(frozen=True)
class Wanted:
    """Which entries an address asks for."""

    kind: str
    month: str
    months: list[date]

    @property
    def query(self) -> dict[str, str]:
        told = {"kind": self.kind, "month": self.month}
        return {name: value for name, value in told.items() if value}


def wanted(request: HttpRequest, pot: Pot) -> Wanted:
    """What is asked for; only months in which there are entries are understood."""
    months = TruncMonth("day")
    found = Entry.objects.filter(pot=pot).order_by().annotate(month=months).values("month")
    listed = sorted({row["month"] for row in found.distinct()})
    return Wanted(
        asked.one_of(request, "kind", Entry.Kind.values),
        asked.one_of(request, "month", [f"{one:%Y-%m}" for one in listed]),
        listed,
    )


def entries(pot: Pot, reader: Reader, what: Wanted) -> QuerySet[Entry]:
    """The newest leading, with all that is shown of them."""
    found = Entry.objects.visible_to(reader).filter(pot=pot)
    if what.kind:
        found = found.filter(kind=what.kind)
    if what.month:
        first = next(one for one in what.months if f"{one:%Y-%m}" == what.month)
        found = found.filter(day__gte=first, day__lte=last_of(first))
    related = ("stage", "invoice", "reverses", "reversed_by", "commitment__payee")
    return found.order_by("-number").select_related(
        *related, "commitment__case", "commitment__organisation"
    )


def commitments(pot: Pot, reader: Reader) -> QuerySet[Commitment]:
    """Those of the cases that somebody sees, the newest leading."""
    seen = Commitment.objects.visible_to(reader).filter(pot=pot)
    return seen.select_related("case", "organisation", "payee").order_by("-at", "-pk")


def table(found: QuerySet[Entry]) -> Iterator[dict[str, Any]]:
    """Entries as rows of a file, in the order in which they were written; `by` is the opaque id of
    the record of acts."""
    under = found.annotate(memorandum=F("commitment__memorandum__number"))
    for one in under.select_related("acting_for").order_by("number").iterator(chunk_size=2_000):
        of = one.commitment
        taken_back = getattr(one, "reversed_by", None)
        yield {
            "entry": one.number,
            "day": one.day,
            "written": one.at.isoformat(timespec="seconds"),
            "kind": one.get_kind_display(),
            "amount_pence": one.pence,
            "commitment": of.reference if of else None,
            "memorandum": one.memorandum,
            "practice": of.organisation.code if of else None,
            "payee": of.payee.name if of else None,
            "category": of.category if of else None,
            "route": of.route if of else None,
            "intended": of.intended if of else None,
            "part": one.stage.title if one.stage else None,
            "finance_code": one.code or None,
            "document": one.document or None,
            "standing": one.get_standing_display() or None,
            "of_invoice": one.invoice.number if one.invoice else None,
            "takes_back": one.reverses.number if one.reverses else None,
            "taken_back_by": taken_back.number if taken_back else None,
            "why": one.why,
            "by": one.by,
            "acting_for": one.acting_for.code if one.acting_for else None,
        }
