"""Records about organisations that not everyone may see: `visible_to` on every one of them."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Subject, Tier
from resilience.organisations.models import Organisation


class TieredQuerySet(models.QuerySet["Tiered"]):
    def visible_to(self, reader: Reader) -> Self:
        """Those that a reader may see on the reader's day: of each tier within its own reach.

        Restricted ones are for the readers named for their subject, whatever else they hold.
        """
        seen = Q(tier=Tier.PUBLIC)
        for tier in Tier:
            if tier not in (Tier.PUBLIC, Tier.RESTRICTED) and (scope := reader.sees(tier)):
                seen |= Q(tier=tier) & scope.within("organisation")
        for subject in Subject:
            if scope := reader.reads(subject):
                seen |= Q(tier=Tier.RESTRICTED, subject=subject) & scope.within("organisation")
        return self.filter(seen)


class Tiered(models.Model):
    """A record about an organisation, of a confidentiality tier; `subject` where restricted."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    tier = models.CharField(max_length=20, choices=Tier.choices)
    subject = models.CharField(max_length=20, choices=Subject.choices, blank=True)

    objects = TieredQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(tier=Tier.RESTRICTED) ^ Q(subject=""),
                name="%(class)s_restricted_has_a_subject",
            )
        ]
