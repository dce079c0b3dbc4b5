"""What was decided on a request, for which reasons, and what the practice was told."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from resilience.accounts.reader import Reader
from resilience.audit.models import Kept, KeptQuerySet
from resilience.cases.models.assessment import Placement
from resilience.cases.models.case import Case
from resilience.organisations.models import Organisation


class DecisionQuerySet(KeptQuerySet):
    def visible_to(self, reader: Reader) -> DecisionQuerySet:
        """Those of the cases that a reader sees: a decision is told to the practice."""
        return self.filter(case__in=Case.objects.visible_to(reader))


class Decision(Kept):
    """One decision; the latest of a case is in force. `outcome` is that of the pack, `categories`
    the menu entries offered, `letter` the very words that the practice was sent. It rests on a
    justified placement, always."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    acting_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=40)
    categories = models.JSONField(default=list)
    reasons = models.TextField()
    letter = models.TextField()
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="decisions")

    objects = DecisionQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["case", "number"], name="decisions_in_turn"),
            models.CheckConstraint(condition=~Q(reasons=""), name="decision_has_reasons"),
        )

    def __str__(self) -> str:
        return f"{self.case_id}.{self.number} {self.outcome}"
