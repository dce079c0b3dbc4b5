"""What is known locally of a practice, as people who know it entered it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from resilience.accounts.tiers import Tier
from resilience.accounts.visible import Statement, StatementQuerySet
from resilience.organisations.models import Organisation
from resilience.screening.findings import MET, NOT_KNOWN, NOT_MET

NOTE, SOURCE = 500, 200


class Intelligence(Statement):
    """That somebody who acts for `entered_for` knows something of a practice that bears on a
    criterion of a programme: what it says of it, the answers to what the programme asks there
    (`answers`), a note, which day it is about, and from where.

    `subject` says, of a restricted one, which named readers it is for.
    """

    class Says(models.TextChoices):
        MET = MET, "the criterion is met"
        NOT_MET = NOT_MET, "the criterion is not met"
        NOT_KNOWN = NOT_KNOWN, "it is not clear"

    tiers: ClassVar = (Tier.COMMISSIONER, Tier.DELIBERATION, Tier.RESTRICTED)

    programme = models.CharField(max_length=80)
    criterion = models.CharField(max_length=20)
    says = models.CharField(max_length=10, choices=Says.choices)
    reports = models.JSONField(default=dict)
    note = models.CharField(max_length=NOTE, blank=True)
    about = models.DateField()
    source = models.CharField(max_length=SOURCE)
    entered_for = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    objects = StatementQuerySet.as_manager()

    class Meta(Statement.Meta):
        ordering = ("-about", "-pk")
        constraints = [
            *Statement.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(
                    tier__in=[Tier.COMMISSIONER, Tier.DELIBERATION, Tier.RESTRICTED]
                ),
                name="intelligence_tier",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "programme"])]

    def __str__(self) -> str:
        return f"intelligence {self.pk}"
