"""Who can help with what, and the case that is made for paying a third party."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.tiers import Tier
from resilience.accounts.visible import Tiered, TieredQuerySet
from resilience.cases.models import Case
from resilience.organisations.models import FOREVER, Organisation


class SupplierService(models.Model):
    """A kind of support that a supplier offers in an area, from one day until another."""

    supplier = models.ForeignKey(Organisation, models.PROTECT, related_name="services")
    programme = models.CharField(max_length=80)
    category = models.CharField(max_length=40)
    """Of the menu."""
    area = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    about = models.TextField()
    starts = models.DateField()
    ends = models.DateField(default=FOREVER)
    """The first day on which it is offered no more."""

    class Meta:
        ordering = ("supplier__name", "supplier", "category", "starts")
        constraints = (
            models.CheckConstraint(condition=Q(starts__lt=F("ends")), name="service_span"),
        )

    def __str__(self) -> str:
        return f"{self.supplier}: {self.category}"


class BusinessCaseQuerySet(TieredQuerySet["BusinessCase"]):
    def visible_to(self, reader: Reader) -> BusinessCaseQuerySet:
        """For those who deliberate on the practice and those who approve spending on it, as it
        names prices."""
        deliberated = reader.sees(Tier.DELIBERATION).within("organisation")
        return self.filter(deliberated | reader.may(Right.APPROVE_SPENDING).within("organisation"))


class BusinessCase(Tiered):
    """Why a third party should be paid for help: need, options, benefits, cost in pence, how it is
    bought and from whom (G11.1). `version` counts its changes, and whoever changes it says which
    they looked at."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Submitted"
        APPROVED = "approved", "Approved"
        RETURNED = "returned", "Returned to be changed"
        REJECTED = "rejected", "Rejected"

    tiers: ClassVar = (Tier.DELIBERATION,)

    case = models.ForeignKey(Case, models.PROTECT, related_name="business_cases")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    since = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)
    writers = models.JSONField(default=list)
    """Everybody who wrote or changed it: none of them approves it."""
    category = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    need = models.TextField(blank=True)
    options = models.TextField(blank=True)
    benefits = models.TextField(blank=True)
    cost = models.PositiveBigIntegerField(null=True)
    buying = models.CharField(max_length=40, blank=True)
    """The way of buying it, of the pack."""
    why_this_way = models.TextField(blank=True)
    supplier = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    said = models.TextField(blank=True)
    """What whoever approved, returned or rejected it said."""
    answered_by = models.CharField(max_length=200, blank=True)

    objects = BusinessCaseQuerySet.as_manager()

    class Meta(Tiered.Meta):
        ordering = ("case", "number")
        constraints = [
            *Tiered.Meta.constraints,
            models.UniqueConstraint(fields=["case", "number"], name="business_cases_in_turn"),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "returned")) | Q(cost__isnull=False),
                name="submitted_with_a_cost",
            ),
        ]

    def __str__(self) -> str:
        return self.title
