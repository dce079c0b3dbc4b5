"""What a holder means to spend its money on, what it expects to spend by the end of the year, and
why it came otherwise (G4.6, G4.9, G4.10)."""

from __future__ import annotations

from django.db import models

from resilience.accounts.reader import Reader
from resilience.audit.models import Kept, KeptQuerySet
from resilience.funding.models.books import Pot
from resilience.organisations.models import Organisation


class OfAPotQuerySet(KeptQuerySet):
    def visible_to(self, reader: Reader) -> OfAPotQuerySet:
        """Those of the pots that a reader sees."""
        return self.filter(pot__in=Pot.objects.visible_to(reader))


class OfAPot(Kept):
    """Something said of a pot. It stays: what is said later takes its place."""

    pot = models.ForeignKey(Pot, models.PROTECT, related_name="%(class)ss")
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    acting_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")

    objects = OfAPotQuerySet.as_manager()

    class Meta(Kept.Meta):
        abstract = True
        ordering = ("at", "pk")


class IndicativeShare(OfAPot):
    """How much of a pot is meant for each category of intended spend (G4.9): `shares` is pence by
    the category's id, which make up the allocation as it stood; `partners` says with whom it was
    talked over (G4.10)."""

    shares = models.JSONField()
    partners = models.TextField()
    reason = models.TextField()

    def __str__(self) -> str:
        return f"shares of {self.pot}"


class Variance(OfAPot):
    """Why what was spent in a category differs from what was meant (G4.10)."""

    intended = models.CharField(max_length=40)
    reason = models.TextField()

    def __str__(self) -> str:
        return f"{self.intended} of {self.pot}"


class Forecast(OfAPot):
    """What a holder expects to have spent of a pot by the end of the year, in pence, and on what
    that rests; `month` is the first day of the month that it was said for (G4.6)."""

    month = models.DateField()
    pence = models.BigIntegerField()
    basis = models.TextField()

    class Meta(OfAPot.Meta):
        constraints = (
            models.CheckConstraint(condition=models.Q(pence__gte=0), name="forecast_not_below_0"),
        )

    def __str__(self) -> str:
        return f"forecast of {self.pot} in {self.month:%Y-%m}"
