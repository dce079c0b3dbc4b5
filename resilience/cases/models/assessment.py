"""What was known of a practice when it was assessed, and where people then placed it (GC20–GC22).

An assessment is frozen: whatever is loaded or entered later, it stays as it stood.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.accounts.visible import Statement, StatementQuerySet
from resilience.audit.models import Kept, KeptQuerySet
from resilience.cases.models.case import Case
from resilience.organisations.models import Organisation
from resilience.programmes.schema.matrix import SCORES
from resilience.screening.findings import MET, NOT_MET

BETWEEN = [MinValueValidator(1), MaxValueValidator(SCORES)]


def known_results(evidence: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Met or not met, by the id of each criterion of which that is known and anybody may know."""
    return {
        one["id"]: one["result"]
        for one in evidence
        if not one.get("restricted") and one.get("result") in (MET, NOT_MET)
    }


class AssessmentQuerySet(KeptQuerySet):
    def visible_to(self, reader: Reader) -> AssessmentQuerySet:
        """Those of practices on which the reader deliberates."""
        return self.filter(reader.sees(Tier.DELIBERATION).within("case__organisation"))


class Assessment(Kept):
    """What was known of the practice that leads a case, as it stood `at` a moment.

    `evidence` holds, by criterion of the pack in its order, what the screen and people said, ready
    to read: `id, result, reason, title, value, words, unit, period, source, release, file, hash,
    line, comparison, compared, beside, note` and, in `said`, what each body said in its own words;
    `words` and `compared` are the value and what it is compared with as a sentence has them. Of a
    restricted criterion it holds only `id`, `restricted` and the numbers (`entries`) of what was
    entered, which named readers may look up; of one with a restricted part these numbers too.
    `results` are those known of the others by id, for comparing many cases. `context` is what the
    practice itself wrote about its figures, `continuing` the review of earlier support, if there
    was one.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="assessments")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    as_at = models.DateField()
    """The day for which the evidence was asked."""
    by = models.CharField(max_length=200)
    acting_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    snapshot = models.CharField(max_length=64, blank=True)
    """Key of the screen it stands on; empty where there was none."""
    pack_hash = models.CharField(max_length=64)
    settings_version = models.PositiveIntegerField()
    evidence = models.JSONField(encoder=DjangoJSONEncoder)
    results = models.JSONField(default=dict)
    context = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    continuing = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    objects = AssessmentQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["case", "number"], name="assessments_in_turn"),
        )

    def __str__(self) -> str:
        return f"assessment {self.number} of {self.case_id}"


class PlacementQuerySet(KeptQuerySet):
    def visible_to(self, reader: Reader) -> PlacementQuerySet:
        """Those of practices on which the reader deliberates."""
        scope = reader.sees(Tier.DELIBERATION)
        return self.filter(scope.within("assessment__case__organisation"))


class Placement(Kept):
    """Where somebody placed a practice on the matrix, and why.

    `criteria` are the ids of the criteria the justification rests on. `band` is what the matrix in
    force then said of the cell: `pack_hash` and `settings_version` name that matrix. `estimate` is
    what help may cost, in pence, where somebody said.
    """

    class Kind(models.TextChoices):
        FIRST = "first", "first assessor"
        SECOND = "second", "second assessor"
        SETTLED = "settled", "settled between the two"

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="placements")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    acting_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    scope = models.PositiveSmallIntegerField(validators=BETWEEN)
    impact = models.PositiveSmallIntegerField(validators=BETWEEN)
    scope_reason = models.CharField(max_length=200, blank=True)
    """Which meaning of the score it was, where the matrix asks (E19)."""
    criteria = models.JSONField(default=list)
    justification = models.TextField()
    band = models.CharField(max_length=40)
    pack_hash = models.CharField(max_length=64)
    settings_version = models.PositiveIntegerField()
    estimate = models.PositiveBigIntegerField(null=True)

    objects = PlacementQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["assessment", "kind"], name="placed_once_as"),
            models.CheckConstraint(
                condition=Q(scope__range=(1, SCORES), impact__range=(1, SCORES)),
                name="scores_from_1_to_5",
            ),
            models.CheckConstraint(
                condition=~Q(justification="") & ~Q(band=""), name="placement_is_justified"
            ),
        )
        indexes = (models.Index(fields=["band", "scope", "impact"]),)

    def __str__(self) -> str:
        return f"scope {self.scope}, impact {self.impact}: {self.band}"

    @property
    def cell(self) -> tuple[int, int]:
        return self.scope, self.impact


class ContinuingReview(Statement):
    """What earlier support of a practice did, by the lines of enquiry of the programme (G8.5). A
    newer one ends the one before."""

    tiers: ClassVar = (Tier.DELIBERATION,)

    case = models.ForeignKey(Case, models.PROTECT, related_name="continuing_reviews")
    answers = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    objects = StatementQuerySet.as_manager()

    class Meta(Statement.Meta):
        ordering = ("written", "pk")
        constraints = [
            *Statement.Meta.constraints,
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended=None), name="one_continuing_review_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"continuing review of {self.case_id}"
