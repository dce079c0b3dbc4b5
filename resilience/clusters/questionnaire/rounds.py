"""The stocktake in which a practice's answers count on a day (Q4)."""

from __future__ import annotations

from datetime import date

from resilience.clusters.models import Stocktake
from resilience.organisations.models import Ancestor, Organisation
from resilience.programmes.schema import Pack


def open_round(practice: Organisation, pack: Pack, day: date) -> Stocktake | None:
    """The round of an area above a practice that is open on a day for the pack's questionnaire,
    and whose result is not frozen; of several the one that closes first."""
    if pack.questionnaire is None:
        return None
    above = Ancestor.objects.filter(descendant=practice, starts__lte=day, ends__gt=day)
    return (
        Stocktake.objects.filter(
            area__in=above.values("ancestor"),
            programme=pack.id,
            questionnaire=pack.questionnaire.id,
            opens__lte=day,
            closes__gte=day,
            result=None,
        )
        .select_related("area")
        .order_by("closes", "pk")
        .first()
    )
