"""What commissioners and committees say of a request (GB4.1, GB4.2)."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.tiers import Tier
from resilience.accounts.visible import Statement, StatementQuerySet
from resilience.cases.models.case import Case
from resilience.organisations.models import Organisation


class SupportStatementQuerySet(StatementQuerySet["SupportStatement"]):
    def visible_to(self, reader: Reader) -> Self:
        """Those who assess the request read it, and the organisation that said it (GB4.1: it is
        not for the practice's use)."""
        own = reader.may(Right.STATE_SUPPORT).organisations
        return super().visible_to(reader) | self.filter(said_for__in=own)


class SupportStatement(Statement):
    """Whether an organisation supports a request, why, and how it ranks it. `organisation` is the
    practice that leads. A newer one ends the one before."""

    class Supports(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        UNKNOWN = "unknown", "Don’t know"

    tiers: ClassVar = (Tier.DELIBERATION,)

    case = models.ForeignKey(Case, models.PROTECT, related_name="statements")
    said_for = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    supports = models.CharField(max_length=10, choices=Supports.choices)
    statement = models.TextField(blank=True)
    priority = models.CharField(max_length=40, blank=True)

    objects = SupportStatementQuerySet.as_manager()

    class Meta(Statement.Meta):
        ordering = ("written", "pk")
        constraints = [
            *Statement.Meta.constraints,
            models.UniqueConstraint(
                fields=["case", "said_for"], condition=Q(ended=None), name="one_statement_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.said_for_id}: {self.supports}"
