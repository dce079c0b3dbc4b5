"""A practice that is red: how it is steadied, and what comes after (Q14, Q18)."""

from __future__ import annotations

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from resilience.accounts.tiers import Tier
from resilience.accounts.visible import Statement, StatementQuerySet, Tiered, TieredQuerySet
from resilience.organisations.models import Organisation


class Stabilisation(Tiered):
    """The plan by which a practice is steadied, looked at again every few days until it ends."""

    tiers: ClassVar = (Tier.COMMISSIONER,)

    programme = models.CharField(max_length=80)
    opened = models.DateField()
    aim = models.TextField()
    next_review = models.DateField()
    ended = models.DateField(null=True)
    outcome = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    acting_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")

    objects = TieredQuerySet["Stabilisation"].as_manager()

    class Meta(Tiered.Meta):
        ordering = ("-opened", "-pk")
        constraints = [
            *Tiered.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "programme"],
                condition=Q(ended=None),
                name="one_stabilisation_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} from {self.opened}"


class StabilisationStep(models.Model):
    """Something that steadies a practice: what, who, by when, and once it was done."""

    plan = models.ForeignKey(Stabilisation, models.CASCADE, related_name="steps")
    what = models.CharField(max_length=300)
    who = models.CharField(max_length=200)
    due = models.DateField()
    done = models.DateField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("due", "pk")

    def __str__(self) -> str:
        return self.what


class StabilisationReview(models.Model):
    """That a plan was looked at on a day, what was found, and when it is looked at next."""

    plan = models.ForeignKey(Stabilisation, models.PROTECT, related_name="reviews")
    day = models.DateField()
    found = models.TextField()
    next_review = models.DateField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    acting_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.plan_id} on {self.day}"


class Appraisal(Tiered):
    """An appraisal of the options for a practice: how each option does by each criterion of the
    pack, which is preferred and why. For those who decide until it is decided; then the practice
    reads it too."""

    tiers: ClassVar = (Tier.DELIBERATION, Tier.COMMISSIONER)

    programme = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    opened = models.DateField()
    question = models.TextField()
    """What has to be settled, and by when."""
    scores = models.JSONField(default=dict)
    """By option and criterion: `score` (1 to 5) and `why`."""
    preferred = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    decided = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    objects = TieredQuerySet["Appraisal"].as_manager()

    class Meta(Tiered.Meta):
        ordering = ("-opened", "-pk")
        constraints = [
            *Tiered.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "programme", "number"], name="appraisals_in_turn"
            ),
            models.CheckConstraint(
                condition=Q(decided=None, tier=Tier.DELIBERATION)
                | Q(decided__isnull=False, tier=Tier.COMMISSIONER),
                name="open_appraisals_are_deliberation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.opened}"


class Dispersal(Statement):
    """A simulation of where the patients of a practice would go, kept with its assumptions
    (`asked`), what it rests on, and what it found (`found`)."""

    tiers: ClassVar = (Tier.DELIBERATION,)

    programme = models.CharField(max_length=80)
    appraisal = models.ForeignKey(Appraisal, models.PROTECT, null=True, related_name="simulations")
    as_at = models.DateField()
    asked = models.JSONField(encoder=DjangoJSONEncoder)
    found = models.JSONField(encoder=DjangoJSONEncoder)
    title = models.CharField(max_length=120)

    objects = StatementQuerySet["Dispersal"].as_manager()

    class Meta(Statement.Meta):
        ordering = ("-written", "-pk")

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.title}"


class Engagement(Tiered):
    """How patients and others are told and heard before a merger, a dispersal or a procurement
    (`about`: an option of the pack)."""

    tiers: ClassVar = (Tier.COMMISSIONER,)

    programme = models.CharField(max_length=80)
    about = models.CharField(max_length=40)
    aim = models.TextField()
    decision_by = models.DateField(null=True)
    """Before which day people are heard, as something is decided then."""
    ended = models.DateField(null=True)
    outcome = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    acting_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")

    objects = TieredQuerySet["Engagement"].as_manager()

    class Meta(Tiered.Meta):
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.about}"


class EngagementStep(models.Model):
    """Who is told or asked, how and by when; and once it was done, what was heard."""

    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="steps")
    audience = models.CharField(max_length=40)
    """Id of the pack."""
    how = models.CharField(max_length=300)
    who = models.CharField(max_length=200)
    due = models.DateField()
    done = models.DateField(null=True)
    heard = models.TextField(blank=True)

    class Meta:
        ordering = ("due", "pk")

    def __str__(self) -> str:
        return self.how
