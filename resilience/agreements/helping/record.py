"""What is known of a supplier's work: what it delivered and when, that it was held to account
(D4.3), and how practices rated the help. Only practices that the reader sees stand by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.tiers import Tier
from resilience.agreements.helping.found_useful import Rated, middle_rating
from resilience.agreements.models import Deliverable, HeldToAccount
from resilience.cases.openness.small import FEWEST
from resilience.organisations.models import Organisation


@dataclass(frozen=True)
class Delivered:
    """How many deliverables came by their day, later, are overdue, are not due yet, and were sent
    back; one sent back counts as late or overdue as well."""

    practices: int
    on_time: int
    late: int
    overdue: int
    coming: int
    sent_back: int


@dataclass(frozen=True)
class SupplierRecord:
    """What a reader may know of a supplier. `seen` is of the practices that they see, `others` of
    all other practices: none where these are fewer than five."""

    seen: Delivered
    others: Delivered | None
    deliverables: list[Deliverable]
    held: list[HeldToAccount]
    rated: Rated | None


def may_read_record(supplier: Organisation, reader: Reader) -> bool:
    """Those who plan help, deliberate or approve spending, and the supplier its own."""
    own = supplier.pk in reader.may(Right.DELIVER).organisations
    return own or bool(reader.sees(Tier.DELIBERATION) or reader.may(Right.APPROVE_SPENDING))


def record_of(supplier: Organisation, programme: str, reader: Reader) -> SupplierRecord:
    """The record of a supplier in a programme as a reader may know it; four queries."""
    every = Deliverable.objects.filter(
        help__supplier=supplier, plan__case__programme=programme
    ).select_related("plan__case__organisation")
    seen = list(every.visible_to(reader).order_by("-due", "pk"))
    others = list(every.exclude(pk__in=[one.pk for one in seen]))
    counted = _counted(others, reader.day)
    held = HeldToAccount.objects.visible_to(reader).filter(
        supplier=supplier, case__programme=programme
    )
    return SupplierRecord(
        seen=_counted(seen, reader.day),
        others=counted if counted.practices >= FEWEST else None,
        deliverables=seen,
        held=list(held.select_related("case__organisation").order_by("-at")),
        rated=middle_rating(supplier.pk, programme),
    )


def stands(one: Deliverable, day: date) -> str:
    """How a deliverable stands on a day, in words."""
    if one.delivered:
        return "On time" if one.delivered <= one.due else "Late"
    return "Overdue" if one.due < day else "Not due yet"


def _counted(found: Iterable[Deliverable], day: date) -> Delivered:
    found = list(found)
    words = [stands(one, day) for one in found]
    return Delivered(
        practices=len({one.plan.organisation_id for one in found}),
        on_time=words.count("On time"),
        late=words.count("Late"),
        overdue=words.count("Overdue"),
        coming=words.count("Not due yet"),
        sent_back=sum(1 for one in found if one.sent_back),
    )
