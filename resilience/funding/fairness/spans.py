"""Days from asking to the first payment, case by case: what of that each stage took."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Min, Q, QuerySet

from resilience.agreements.timing.times import Times, times_of
from resilience.cases.models import Case
from resilience.funding.models import Commitment, Entry

PAID = "paid"


@dataclass(frozen=True)
class Span:
    """From one stage of a case, or from asking, to another."""

    id: str
    title: str
    since: str
    until: str
    about: str


SPANS = (
    Span("decision", "From asking to a decision", "", "decided", "Every request counts."),
    Span(
        "agreement",
        "From the decision to a memorandum in force",
        "decided",
        "in_force",
        "Those count for whom help was decided.",
    ),
    Span(
        "payment",
        "From the memorandum to the first payment",
        "in_force",
        PAID,
        "Those count for whom money is committed.",
    ),
    Span(
        "whole",
        "From asking to the first payment",
        "",
        PAID,
        "Those count for whom money is committed.",
    ),
)
"""In the order in which they are waited for, then all of it."""


@dataclass(frozen=True)
class Way:
    """How far one case came on the way to its money, as at a day."""

    times: Times
    funded: bool
    """Money is committed for it."""

    def days(self, span: Span, day: date) -> tuple[int, bool] | None:
        """Days of a span with True, or days waited in it so far with False; None for who does not
        wait for its end."""
        times = self.times
        since = times.reached.get(span.since) if span.since else times.begun
        waits = self.funded if span.until == PAID else times.promised or span.until == "decided"
        if since is None or not waits:
            return None
        if until := times.reached.get(span.until):
            return max(0, (until - since).days), True
        until = min(times.ended or day, day)
        return (max(0, (until - since).days), False)


def ways(cases: QuerySet[Case], day: date) -> dict[int, Way]:
    """By case its way as it stood at the end of a day; five queries however many there are."""
    those = cases.order_by().values_list("pk", flat=True)
    paid = _first_payments(those, day)
    funded = set(
        Commitment.objects.filter(case__in=those, committed__gt=0, at__date__lte=day)
        .order_by()
        .values_list("case", flat=True)
    )
    return {
        one.case: Way(
            replace(one, reached={**one.reached, PAID: paid[one.case]})
            if one.case in paid
            else one,
            one.case in funded or one.case in paid,
        )
        for one in times_of(cases, day)
    }


def _first_payments(cases: QuerySet[Case, int], day: date) -> dict[int, date]:
    """By case, when something was first paid that was not taken back by the end of a day."""
    paid = Entry.objects.filter(
        kind=Entry.Kind.PAYMENT, commitment__case__in=cases, day__lte=day, reverses=None
    )
    stands = Q(reversed_by=None) | Q(reversed_by__day__gt=day)
    rows = paid.filter(stands).order_by().values_list("commitment__case")
    return dict(rows.annotate(Min("day")))
