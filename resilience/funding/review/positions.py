"""How far the money should be by a day of the year, and how far it is (G12.7, G12.8, E25)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import Sum

from resilience.funding.models import Entry, Pot
from resilience.funding.review.figures import NOTHING, Row, Sums, sums_by
from resilience.funding.review.months import last_of
from resilience.funding.review.reading import Review
from resilience.programmes.schema.funding import Position


@dataclass(frozen=True)
class Stand:
    """How one holder stands against a position, in pence. Spending of the whole year is
    `tested` once that has ended: `accrued` was approved by its last day and not paid until then,
    and `paid_since` is what of that was paid later."""

    pot: Pot
    position: Position
    day: date
    budget: int
    reached: int
    due: bool
    tested: bool = False
    accrued: int = 0
    paid_since: int = 0

    @property
    def whole_months(self) -> bool:
        """What counts are whole months, or all that is there."""
        return not self.due or self.day == last_of(self.day.replace(day=1))

    @property
    def needed(self) -> int:
        """Pence that make up the share, rounded up."""
        return -(-self.budget * self.position.percent // 100)

    @property
    def by(self) -> int:
        """How much more than needed; below nothing, how much is missing."""
        return self.reached - self.needed

    @property
    def percent(self) -> float | None:
        """What is reached of the budget; None without one."""
        return 100 * self.reached / self.budget if self.budget else None

    @property
    def state(self) -> Literal["met", "not_met", "not_due", "no_budget"]:
        if not self.budget:
            return "no_budget"
        if not self.due:
            return "not_due"
        return "met" if self.by >= 0 else "not_met"


def positions(review: Review) -> list[tuple[Position, date, list[Stand]]]:
    """Each position of the pack, its day, and how every holder stands; no query, but for positions
    within a month and for what was paid after the year."""
    funding = review.pack.funding
    found = []
    for position in funding.positions if funding else ():
        day = position.day(review.month.year.starts)
        found.append((position, day, list(_stands(review, position, day))))
    return found


def _stands(review: Review, position: Position, day: date) -> Iterator[Stand]:
    due = day < review.month.until or (day == review.month.until and not review.month.so_far)
    sums = _until(review, min(day, review.month.until))
    tested = due and position.of == "paid" and day == review.month.year.ends
    since = _paid_since(review, day) if tested else {}
    for pk, pot in review.pots.items():
        own = sums.get(pk, NOTHING)
        yield Stand(
            pot,
            position,
            day,
            own.budget,
            getattr(own, position.of),
            due,
            tested,
            own.invoiced - own.paid if tested else 0,
            since.get(pk, 0),
        )


def _until(review: Review, day: date) -> dict[int, Sums]:
    """By pot, the sums until a day: of whole months from their totals, of a part of one from its
    entries."""
    first = day.replace(day=1)
    if day in (last_of(first), review.month.until):
        whole, part = [row for row in review.rows if row.month <= first], []
    else:
        whole = [row for row in review.rows if row.month < first]
        found = Entry.objects.filter(pot__in=list(review.pots), day__gte=first, day__lte=day)
        sums = found.order_by().values("pot", "kind").annotate(sum=Sum("pence"))
        rows = sums.values_list("pot", "kind", "sum")
        part = [Row(pot, first, kind, pence) for pot, kind, pence in rows]
    return sums_by([*whole, *part], lambda row: row.pot)


def _paid_since(review: Review, day: date) -> dict[int, int]:
    """By pot, what was paid after a day, and until somebody looks, of invoices approved by then;
    one query."""
    found = Entry.objects.filter(
        pot__in=list(review.pots),
        kind__in=(Entry.Kind.PAYMENT, Entry.Kind.RECOVERY),
        day__gt=day,
        day__lte=review.of.reader.day,
        invoice__day__lte=day,
    )
    rows = found.order_by().values_list("pot", "kind").annotate(Sum("pence"))
    places = [Row(pot, day.replace(day=1), kind, pence) for pot, kind, pence in rows]
    return {pot: sums.paid for pot, sums in sums_by(places, lambda row: row.pot).items()}
