"""What an area offers to practices by how they stand: courses, cohorts, advice (Q12 to Q14)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from resilience.accounts.tiers import Tier
from resilience.accounts.visible import Tiered, TieredQuerySet
from resilience.clusters.models.shared import OfAnAreaQuerySet
from resilience.organisations.models import Organisation


class Offer(models.Model):
    """Help of a kind of the pack that an area offers between days: for which bands (`bands`: green,
    amber, red), who is eligible in words, and how many places there are (none: no limit). A cohort
    has `modules` (ids of the pack) of which each practice chooses `choose`."""

    programme = models.CharField(max_length=80)
    area = models.ForeignKey(Organisation, models.PROTECT, related_name="offers")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    about = models.TextField()
    eligibility = models.TextField(blank=True)
    bands = models.JSONField(default=list)
    places = models.PositiveIntegerField(null=True)
    modules = models.JSONField(default=list)
    choose = models.PositiveIntegerField(default=0)
    opens = models.DateField()
    closes = models.DateField()
    """The last day on which a practice may ask for a place."""
    starts = models.DateField()
    ends = models.DateField()
    where = models.CharField(max_length=200, blank=True)
    withdrawn = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    acting_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")

    objects = OfAnAreaQuerySet.as_manager()

    class Meta:
        ordering = ("starts", "title")
        constraints = (
            models.UniqueConstraint(fields=["programme", "area", "number"], name="offers_in_turn"),
            models.CheckConstraint(
                condition=Q(opens__lte=F("closes")) & Q(starts__lte=F("ends")), name="offer_spans"
            ),
        )

    def __str__(self) -> str:
        return self.title


class OfferPlace(Tiered):
    """A practice's place in an offer, or its place in the waiting list, in the order of asking."""

    class State(models.TextChoices):
        PLACED = "placed", "Has a place"
        WAITING = "waiting", "On the waiting list"
        WITHDRAWN = "withdrawn", "Withdrawn"
        DECLINED = "declined", "Not eligible"
        FINISHED = "finished", "Finished"

    tiers: ClassVar = (Tier.COMMISSIONER,)

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="taken")
    state = models.CharField(max_length=10, choices=State.choices)
    modules = models.JSONField(default=list)
    asked = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    changed = models.DateTimeField()
    why = models.CharField(max_length=300, blank=True)
    """Why it was not given or was withdrawn."""
    result = models.TextField(blank=True)
    """What came of it, in the practice's words."""
    measures = models.JSONField(default=list)
    """What was measured before and after: `what`, `before`, `after`, `unit`."""

    objects = TieredQuerySet["OfferPlace"].as_manager()

    class Meta(Tiered.Meta):
        ordering = ("asked", "pk")
        constraints = [
            *Tiered.Meta.constraints,
            models.UniqueConstraint(
                fields=["offer", "organisation"],
                condition=Q(state__in=("placed", "waiting", "finished")),
                name="one_place_in_an_offer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.offer}"
