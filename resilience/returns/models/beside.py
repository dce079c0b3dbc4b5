"""What is known of the programmes beside this one (E14, E15, N.A29)."""

from __future__ import annotations

from django.db import models

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.audit.models import Kept, KeptQuerySet
from resilience.organisations.models import Organisation


class BesideQuerySet(KeptQuerySet):
    def visible_to(self, reader: Reader) -> BesideQuerySet:
        """For everybody who sees counts somewhere: it holds figures of all England."""
        return self.all() if reader.sees(Tier.COUNTS) else self.none()


class BesideFigure(Kept):
    """How many practices another programme (`beside` of the pack) had helped as at a day, and what
    it had spent, in pence; either may be unknown. `or_more` says that the number was told as so
    many and more. `source` says from where it is. What is entered later for a day counts."""

    programme = models.CharField(max_length=80)
    beside = models.CharField(max_length=40)
    as_at = models.DateField()
    practices = models.PositiveIntegerField(null=True)
    or_more = models.BooleanField(default=False)
    spent = models.BigIntegerField(null=True)
    source = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    acting_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")

    objects = BesideQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ("beside", "as_at", "at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(practices__isnull=False) | models.Q(spent__isnull=False),
                name="beside_tells_something",
            ),
        )

    def __str__(self) -> str:
        return f"{self.beside} as at {self.as_at}"
