"""The response to a practice's status: its true cause, who works with it, what is asked for (Q13,
Q15)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from resilience.accounts.models import User
from resilience.accounts.tiers import Tier
from resilience.accounts.visible import Statement, StatementQuerySet, Tiered, TieredQuerySet
from resilience.agreements.models import Assistance
from resilience.cases.models import Case
from resilience.organisations.models import Organisation
from resilience.screening.models import PracticeStatus


class Cause(Statement):
    """Why a practice stands as it does, as those who work with it found: the `main` cause and
    `others` (ids of the pack), what shows it, and whether the practice agrees. Found otherwise
    later, it is another; `settled` tells what came of it once it is a cause no more."""

    tiers: ClassVar = (Tier.COMMISSIONER,)

    programme = models.CharField(max_length=80)
    main = models.CharField(max_length=40)
    others = models.JSONField(default=list)
    shown_by = models.TextField()
    practice_agrees = models.BooleanField(null=True)
    """None where the practice was not asked yet."""
    practice_says = models.TextField(blank=True)
    status = models.ForeignKey(PracticeStatus, models.PROTECT, null=True, related_name="causes")
    settled = models.BooleanField(default=False)
    found_for = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    objects = StatementQuerySet["Cause"].as_manager()

    class Meta(Statement.Meta):
        ordering = ("-written", "-pk")
        constraints = [
            *Statement.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "programme"],
                condition=Q(ended=None),
                name="one_cause_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.main}"


class TeamMember(Tiered):
    """Somebody in the matrix team of a practice, in a role of the pack."""

    tiers: ClassVar = (Tier.COMMISSIONER,)

    programme = models.CharField(max_length=80)
    role = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    body = models.CharField(max_length=200)
    """For whom they work."""
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    starts = models.DateField()
    ends = models.DateField(null=True)
    by = models.CharField(max_length=200)

    objects = TieredQuerySet["TeamMember"].as_manager()

    class Meta(Tiered.Meta):
        ordering = ("role", "name")
        constraints = [
            *Tiered.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends=None) | Q(starts__lte=F("ends")), name="team_member_span"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RegularContact(Tiered):
    """That somebody of the team speaks with the practice by a day, and what came of it."""

    tiers: ClassVar = (Tier.COMMISSIONER,)

    programme = models.CharField(max_length=80)
    due = models.DateField()
    who = models.CharField(max_length=200)
    about = models.CharField(max_length=300)
    happened = models.DateField(null=True)
    what = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    objects = TieredQuerySet["RegularContact"].as_manager()

    class Meta(Tiered.Meta):
        ordering = ("due", "pk")

    def __str__(self) -> str:
        return f"{self.organisation_id} by {self.due}"


class AssistanceRequest(Tiered):
    """A request for money of Section 96 for a practice: how much, for what, and each criterion of
    the pack met or not. Granted, it is agreed separately and named here."""

    class State(models.TextChoices):
        ASKED = "asked", "Asked for"
        GRANTED = "granted", "Granted"
        REFUSED = "refused", "Not granted"
        WITHDRAWN = "withdrawn", "Withdrawn"

    tiers: ClassVar = (Tier.COMMISSIONER,)

    programme = models.CharField(max_length=80)
    pence = models.BigIntegerField()
    purpose = models.TextField()
    criteria = models.JSONField()
    """By criterion: `met` (true or false) and `why`."""
    state = models.CharField(max_length=10, choices=State.choices)
    asked = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    asked_for = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    decided = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    why = models.TextField(blank=True)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    assistance = models.ForeignKey(Assistance, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=0)

    objects = TieredQuerySet["AssistanceRequest"].as_manager()

    class Meta(Tiered.Meta):
        ordering = ("-asked", "-pk")
        constraints = [
            *Tiered.Meta.constraints,
            models.CheckConstraint(condition=Q(pence__gt=0), name="asks_for_money"),
            models.CheckConstraint(
                condition=Q(state="asked", decided=None)
                | (~Q(state="asked") & Q(decided__isnull=False)),
                name="decided_once_no_longer_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.state}"
