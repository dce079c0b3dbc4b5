"""What practices say about figures that are shown of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from resilience.accounts.tiers import Tier
from resilience.accounts.visible import Statement, StatementQuerySet

ANY = "any"
"""Instead of a period: said about the figure of every period."""
LONGEST = 1000


class Context(Statement):
    """The right of reply: what a practice says about its figure of an indicator and period, for
    anyone or for those who see what its commissioners see, as the practice chose."""

    tiers: ClassVar = (Tier.PUBLIC, Tier.COMMISSIONER)

    indicator = models.CharField(max_length=80)
    period = models.CharField(max_length=60, default=ANY)
    text = models.CharField(max_length=LONGEST)

    objects = StatementQuerySet.as_manager()

    class Meta(Statement.Meta):
        ordering = ("written", "pk")
        constraints = [
            *Statement.Meta.constraints,
            models.CheckConstraint(
                condition=Q(tier__in=[Tier.PUBLIC, Tier.COMMISSIONER]), name="context_tier"
            ),
            models.UniqueConstraint(
                fields=["organisation", "indicator", "period"],
                condition=Q(ended=None),
                name="one_context_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"context {self.pk}"
