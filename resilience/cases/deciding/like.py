"""What was decided on like requests: those that stand in the same band of the matrix (GC22)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Abs

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.cases.models import Case, Decision, Placement
from resilience.programmes.schema.deciding import Deciding


@dataclass(frozen=True)
class Like:
    """How often requests of a band were decided in which way, by the title of the outcome, and
    those nearest on the matrix, the newest first."""

    counts: dict[str, int]
    nearest: list[tuple[Decision, str]]
    """Each with the title of its outcome."""


def decided_alike(
    case: Case, placement: Placement, deciding: Deciding, reader: Reader, most: int
) -> Like:
    """The decisions in force on other requests in the band of a placement, of those practices on
    which the reader deliberates; two queries."""
    latest = Decision.objects.filter(case=OuterRef("case")).order_by("-number").values("pk")[:1]
    found = (
        Decision.objects.filter(
            reader.sees(Tier.DELIBERATION).within("case__organisation"),
            case__programme=case.programme,
            placement__band=placement.band,
            pk=Subquery(latest),
        )
        .exclude(case=case)
        .annotate(
            away=Abs(F("placement__scope") - placement.scope)
            + Abs(F("placement__impact") - placement.impact)
        )
    )
    titles = {one.id: one.title for one in deciding.outcomes}
    counted = Counter(found.order_by().values_list("outcome", flat=True))
    nearest = found.select_related("case__organisation", "placement").order_by("away", "-at")
    return Like(
        {title: counted[id_] for id_, title in titles.items() if counted[id_]},
        [(one, titles.get(one.outcome, one.outcome)) for one in nearest[:most]],
    )
