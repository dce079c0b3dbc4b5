"""Help of earlier years: what practices received, and offers they did not take up (GB2.4-GB2.6)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from resilience.accounts.tiers import Tier
from resilience.accounts.visible import Tiered, TieredQuerySet


class PastSupport(Tiered):
    """That a programme of an earlier year helped a practice, or offered to.

    `source` and `line` say from which file it was read.
    """

    class What(models.TextChoices):
        RECEIVED = "received", "received help"
        DECLINED = "declined", "was offered help and did not take it up"

    tiers: ClassVar = (Tier.COMMISSIONER,)

    scheme = models.CharField(max_length=150)
    year = models.CharField(max_length=7)
    """A financial year such as 2016-17; empty where it is not known (E9)."""
    what = models.CharField(max_length=10, choices=What.choices)
    note = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=200)
    line = models.PositiveIntegerField()
    added = models.DateTimeField()

    objects = TieredQuerySet["PastSupport"].as_manager()

    class Meta(Tiered.Meta):
        ordering = ("organisation", "scheme", "year", "pk")
        constraints = [
            *Tiered.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "scheme", "year", "what"], name="past_support_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.year}: {self.what}"
