"""The status of a practice: red, amber or green, as a person confirmed it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from resilience.accounts.tiers import Tier
from resilience.accounts.visible import Statement, StatementQuerySet
from resilience.organisations.models import Organisation
from resilience.screening.outcome import SIGNAL_CHOICES

REASON = 1_000


class PracticeStatus(Statement):
    """That somebody who acts for `confirmed_for` gave a practice a status in a programme, and why.
    A newer one ends the one before; one that says there is none takes it back.

    `signal` is what the screen said then to everybody who sees the practice, and `snapshot` the key
    of that screen: both empty where it was not screened. The practice reads all of it.
    """

    class Status(models.TextChoices):
        RED = "red", "Red"
        AMBER = "amber", "Amber"
        GREEN = "green", "Green"
        NONE = "none", "No status"

    tiers: ClassVar = (Tier.COMMISSIONER,)

    programme = models.CharField(max_length=80)
    status = models.CharField(max_length=10, choices=Status.choices)
    signal = models.CharField(max_length=20, choices=SIGNAL_CHOICES, blank=True)
    snapshot = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=REASON)
    review_by = models.DateField(null=True)
    """By when it is looked at again; none where there is no status."""
    confirmed_for = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    objects = StatementQuerySet.as_manager()

    class Meta(Statement.Meta):
        ordering = ("-written", "-pk")
        constraints = [
            *Statement.Meta.constraints,
            models.CheckConstraint(condition=Q(tier=Tier.COMMISSIONER), name="status_tier"),
            models.CheckConstraint(condition=~Q(reason=""), name="status_has_a_reason"),
            models.CheckConstraint(
                condition=Q(status="none") ^ Q(review_by__isnull=False), name="status_is_reviewed"
            ),
            models.UniqueConstraint(
                fields=["organisation", "programme"],
                condition=Q(ended=None),
                name="one_status_in_force",
            ),
        ]
        indexes = [models.Index(fields=["programme", "review_by"])]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.programme}: {self.status}"

    @property
    def words(self) -> str:
        """The status as pages say it."""
        return str(self.Status(self.status).label)

    @property
    def differs(self) -> bool:
        """Whether the person said something else than the machine."""
        return self.status != self.signal

    def is_late(self, day: date) -> bool:
        """Whether it should have been looked at again before a day."""
        return self.review_by is not None and self.review_by < day
