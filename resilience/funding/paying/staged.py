"""Plans of payments to begin with: one payment, those of the programme (Q7), or as a team paid
another practice before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.cases.models import Case
from resilience.funding.models import Commitment
from resilience.funding.years import Year
from resilience.programmes.schema import Pack

AS = "as-"
LATEST = 3


@dataclass(frozen=True)
class Plan:
    """A plan of payments: its id in an address, and its parts as a form begins with them."""

    id: str
    title: str
    parts: list[dict[str, Any]]


def plans(case: Case, pack: Pack, reader: Reader, holders: list[int]) -> list[Plan]:
    """The plans of payments that one may begin with, a single payment leading."""
    staged = pack.funding.staged if pack.funding else ()
    of_the_pack = [
        Plan(
            one.id,
            one.title,
            [{"title": p.title, "asks": p.asks, "pence": p.pounds * 100} for p in one.parts],
        )
        for one in staged
    ]
    return [Plan("", "One payment", [{}]), *of_the_pack, *_used(case, reader, holders)]


def _used(case: Case, reader: Reader, holders: list[int]) -> list[Plan]:
    """As the latest that were paid in parts from the same holders' money, each day as far from the
    day of its commitment as then."""
    seen = Commitment.objects.visible_to(reader).filter(
        pot__holder__in=holders, pot__programme=case.programme
    )
    in_parts = seen.annotate(parts=Count("stages")).filter(parts__gt=1).exclude(case=case)
    latest = in_parts.select_related("case").prefetch_related("stages").order_by("-at", "-pk")
    return [
        Plan(f"{AS}{one.pk}", f"As for {one.reference}", _as(one, reader.day))
        for one in latest[:LATEST]
    ]


def _as(one: Commitment, day: date) -> list[dict[str, Any]]:
    later: timedelta = day - timezone.localdate(one.at)
    last = Year.of(day).ends
    return [
        {
            "title": part.title,
            "asks": part.asks,
            "expected": min(part.expected + later, last),
            "pence": part.pence,
        }
        for part in one.stages.all()
    ]
