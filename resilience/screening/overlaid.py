"""Practices of a snapshot with what is known locally laid over them; derived, never entered."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.screening.outcome import IN_ORDER, Outcome

EYES = (Tier.COMMISSIONER, Tier.DELIBERATION)
"""For whose eyes there is a row: of whoever sees the practice, and of those who decide too."""


class OverlaidQuerySet(models.QuerySet["OverlaidPractice"]):
    def as_seen_by(self, reader: Reader | None) -> Self:
        """One row for each practice: of those who decide where the reader is one of them, else of
        everybody who sees it, which is also what a reader of counts has."""
        deciding = reader.sees(Tier.DELIBERATION) if reader else None
        if not deciding:
            return self.filter(eyes=Tier.COMMISSIONER)
        if deciding.everywhere:
            return self.filter(eyes=Tier.DELIBERATION)
        among = deciding.coded("code")
        return self.filter(
            (Q(eyes=Tier.DELIBERATION) & among) | (Q(eyes=Tier.COMMISSIONER) & ~among)
        )


class OverlaidPractice(Outcome):
    """How a practice of a snapshot comes out for certain eyes once what people entered is laid over
    what the screen found. A practice about which something counts has a row for each of `EYES`,
    and every reader sees exactly one of them instead of the screen's own."""

    snapshot = models.ForeignKey("screening.Snapshot", models.CASCADE, related_name="overlaid")
    # It goes by the cascade of the snapshot: one more would read every practice before it goes.
    base = models.ForeignKey("screening.ScreenedPractice", models.DO_NOTHING, related_name="+")
    eyes = models.CharField(max_length=20, choices=[(one.value, one.label) for one in EYES])

    objects = OverlaidQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "code", "eyes"], name="overlaid_once")
        ]
        indexes = [models.Index(fields=IN_ORDER, name="overlaid_in_order")]

    def __str__(self) -> str:
        return f"{self.code} {self.signal} for {self.eyes}"
