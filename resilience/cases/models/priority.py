"""Proposals of whom to help with a stated budget, what people made of them, and the list looked at
again (G8.4, G8.7, G8.9, P3)."""

from __future__ import annotations

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.accounts.visible import Tiered, TieredQuerySet
from resilience.audit.models import Kept, KeptQuerySet
from resilience.cases.models.case import Case


class ProposalQuerySet(TieredQuerySet["Proposal"]):
    """Proposals; each is of those who deliberate in its footprint."""


class Proposal(Tiered):
    """What makes the most of a budget for the cases placed in the footprint of a team
    (`organisation`), as it was worked out `at` a moment; `accepted` by somebody or not yet.

    `inputs` holds what it was worked out from, by case: points, cost in pence, band, continuing or
    new, whether the cost was assumed. `found` holds what came out: the cases chosen, the total, and
    how firm each choice is under other budgets.
    """

    tiers: ClassVar = (Tier.DELIBERATION,)

    programme = models.CharField(max_length=80)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    budget = models.PositiveBigIntegerField()
    """In pence."""
    assumed = models.PositiveBigIntegerField()
    """What a case counts as costing where nobody estimated it, in pence."""
    for_new = models.PositiveBigIntegerField(default=0)
    """What of the budget is kept for practices not helped before (G8.4), in pence."""
    pack_hash = models.CharField(max_length=64)
    settings_version = models.PositiveIntegerField()
    inputs = models.JSONField(encoder=DjangoJSONEncoder)
    found = models.JSONField(encoder=DjangoJSONEncoder)
    accepted = models.DateTimeField(null=True)
    accepted_by = models.CharField(max_length=200, blank=True)
    accepted_why = models.TextField(blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta(Tiered.Meta):
        ordering = ("-at", "-pk")
        constraints = [
            *Tiered.Meta.constraints,
            models.CheckConstraint(
                condition=Q(accepted=None) | ~Q(accepted_by=""), name="accepted_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk}"


class ProposalChange(Kept):
    """That somebody put a case into a proposal, or took it out, with a reason. The latest of a
    case holds."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="changes")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    included = models.BooleanField()
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    objects = KeptQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="proposal_change_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.case_id} {'in' if self.included else 'out'}"


class ListReviewQuerySet(TieredQuerySet["ListReview"]):
    """Reviews of lists."""

    def of(self, reader: Reader, programme: str) -> ListReviewQuerySet:
        return self.visible_to(reader).filter(programme=programme)


class ListReview(Tiered):
    """That a team (`organisation`) looked at its list again, as the programme asks every few
    months (G8.11, P3); `counts` says how the list stood."""

    tiers: ClassVar = (Tier.DELIBERATION,)

    programme = models.CharField(max_length=80)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    note = models.TextField()
    counts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    objects = ListReviewQuerySet.as_manager()

    class Meta(Tiered.Meta):
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.programme} {self.at:%Y-%m-%d}"
