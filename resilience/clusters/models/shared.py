"""Who sees what an area sets up for its practices."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.organisations.models import Ancestor, Organisation


def of_areas_seen(reader: Reader, column: str) -> Q:
    """Narrows a query to the areas, by the id in `column`, of which a reader sees counts, and to
    those above what a reader sees: a practice reads what its area set up for it."""
    seen = Q()
    for tier in (Tier.COUNTS, Tier.COMMISSIONER):
        scope = reader.sees(tier)
        if scope.everywhere:
            return Q()
        if scope:
            reached = Organisation.objects.filter(scope.within("pk"))
            above = Ancestor.objects.filter(
                descendant__in=reached.values("pk"),
                starts__lte=reader.day,
                ends__gt=reader.day,
            )
            seen |= scope.within(column) | Q(**{f"{column}__in": above.values("ancestor")})
    return seen or Q(pk__in=[])


class OfAnAreaQuerySet(models.QuerySet[Any]):
    """Rows of an `area` that its practices may read too: they name none of them."""

    def visible_to(self, reader: Reader) -> OfAnAreaQuerySet:
        return self.filter(of_areas_seen(reader, "area"))
