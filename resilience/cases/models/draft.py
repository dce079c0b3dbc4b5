"""A form that a practice has begun and not sent."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from resilience.accounts.tiers import Tier
from resilience.accounts.visible import Tiered, TieredQuerySet
from resilience.cases.models.case import Case


class DraftQuerySet(TieredQuerySet["Draft"]):
    def unsent(self) -> DraftQuerySet:
        return self.filter(sent=None, thrown_away=None)


class Draft(Tiered):
    """A form of a programme, filled in part by part by people of a practice, seen by them alone.

    `answers` has those given so far by question; `parts` says of each part saved when, by whom
    (opaque) and its version, so that two people or tabs do not write over each other.
    """

    tiers: ClassVar = (Tier.PRACTICE,)

    programme = models.CharField(max_length=80)
    form = models.CharField(max_length=40)
    answers = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    parts = models.JSONField(default=dict)
    begun = models.DateTimeField()
    changed = models.DateTimeField()
    begun_by = models.CharField(max_length=200)
    sent = models.ForeignKey(Case, models.PROTECT, null=True, related_name="drafts")
    thrown_away = models.DateTimeField(null=True)

    objects = DraftQuerySet.as_manager()

    class Meta(Tiered.Meta):
        ordering = ("-changed", "pk")
        constraints = [
            *Tiered.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "programme", "form"],
                condition=Q(sent=None, thrown_away=None),
                name="one_open_draft",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.pk}"

    def version(self, part: str) -> int:
        """How often a part was saved."""
        saved: dict[str, Any] = self.parts.get(part, {})
        return int(saved.get("version", 0))
