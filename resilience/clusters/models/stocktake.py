"""Stocktakes: a round of questionnaires in an area, and what came of it by cluster (Q4, Q5).

What is told of a round is frozen when it closes, and is never worked out anew.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from resilience.accounts.reader import Reader
from resilience.audit.models import Kept, KeptQuerySet
from resilience.clusters.models.shared import OfAnAreaQuerySet, of_areas_seen
from resilience.organisations.models import Organisation


class Stocktake(models.Model):
    """A round: the practices of an area are asked to answer from `opens` to the end of `closes`."""

    programme = models.CharField(max_length=80)
    area = models.ForeignKey(Organisation, models.PROTECT, related_name="stocktakes")
    questionnaire = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    opens = models.DateField()
    closes = models.DateField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    acting_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")

    objects = OfAnAreaQuerySet.as_manager()

    class Meta:
        ordering = ("-closes", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(opens__lte=F("closes")), name="stocktake_span"),
        )

    def __str__(self) -> str:
        return self.title


class StocktakeResultQuerySet(KeptQuerySet):
    def visible_to(self, reader: Reader) -> StocktakeResultQuerySet:
        """Those of the areas that a reader sees: a result names no practice and tells nothing of
        any one."""
        return self.filter(of_areas_seen(reader, "stocktake__area"))


class StocktakeResult(Kept):
    """What a round came to, by cluster: all that anybody but a practice itself ever reads of it.
    `content` is what pages and files show; `hash` is of it."""

    stocktake = models.OneToOneField(Stocktake, models.PROTECT, related_name="result")
    at = models.DateTimeField()
    content = models.JSONField()
    hash = models.CharField(max_length=64)

    objects = StocktakeResultQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"result of {self.stocktake}"


class StocktakeMember(Kept):
    """In which cell of a result a practice's answers went, so that later rounds tell nothing by
    their difference. On no page: not even who answered is told."""

    result = models.ForeignKey(StocktakeResult, models.PROTECT, related_name="members")
    practice = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    cell = models.CharField(max_length=64)

    objects = KeptQuerySet.as_manager()

    class Meta(Kept.Meta):
        constraints = (models.UniqueConstraint(fields=["result", "practice"], name="in_one_cell"),)

    def __str__(self) -> str:
        return f"{self.practice_id} in {self.cell}"
