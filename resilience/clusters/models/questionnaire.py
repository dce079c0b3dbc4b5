"""What a practice says of itself in a questionnaire: for its own eyes, and for whom it names."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from resilience.accounts.models import Membership, User
from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.accounts.visible import Statement, StatementQuerySet, Tiered, TieredQuerySet
from resilience.clusters.models.stocktake import Stocktake


class Answering(Tiered):
    """A questionnaire that a practice has begun and not finished: `answers` by question; `parts`
    says of each part saved when, by whom (opaque) and its version, so that two people do not write
    over each other."""

    tiers: ClassVar = (Tier.PRACTICE,)

    programme = models.CharField(max_length=80)
    questionnaire = models.CharField(max_length=40)
    answers = models.JSONField(default=dict)
    parts = models.JSONField(default=dict)
    began = models.DateTimeField()
    changed = models.DateTimeField()

    objects = TieredQuerySet["Answering"].as_manager()

    class Meta(Tiered.Meta):
        constraints = [
            *Tiered.Meta.constraints,
            models.CheckConstraint(
                condition=Q(tier=Tier.PRACTICE), name="answering_is_the_practices"
            ),
            models.UniqueConstraint(
                fields=["organisation", "programme", "questionnaire"], name="one_answering"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.questionnaire}"

    def version(self, part: str) -> int:
        """How often a part was saved."""
        saved: dict[str, Any] = self.parts.get(part, {})
        return int(saved.get("version", 0))


class AnsweredQuerySet(StatementQuerySet["Answered"]):
    """Finished questionnaires. Only the practice sees one, and whom it named for it."""

    def shared_with(self, reader: Reader) -> AnsweredQuerySet:
        """Those that practices chose to share with this very person, while they do."""
        return self.filter(pk__in=SharedAnswers.objects.read_by(reader).values("answered"))


class Answered(Statement):
    """A finished questionnaire: `answers` by question, the `scores` they gave by domain
    (`{"workforce": {"points": 7, "most": 12}}`), and the questionnaire as it stood (`asked`).
    Answered anew it is another; `round` is the stocktake that it counts in, if one was open."""

    tiers: ClassVar = (Tier.PRACTICE,)

    programme = models.CharField(max_length=80)
    questionnaire = models.CharField(max_length=40)
    asked = models.JSONField()
    answers = models.JSONField()
    scores = models.JSONField()
    day = models.DateField()
    round = models.ForeignKey(Stocktake, models.PROTECT, null=True, related_name="answered")

    objects = AnsweredQuerySet.as_manager()

    class Meta(Statement.Meta):
        ordering = ("-day", "-pk")
        constraints = [
            *Statement.Meta.constraints,
            models.CheckConstraint(
                condition=Q(tier=Tier.PRACTICE), name="answered_is_the_practices"
            ),
            models.UniqueConstraint(
                fields=["organisation", "round"],
                condition=Q(ended=None),
                name="answered_once_in_a_round",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.questionnaire} {self.day}"


class SharedAnswersQuerySet(StatementQuerySet["SharedAnswers"]):
    def read_by(self, reader: Reader) -> SharedAnswersQuerySet:
        """Those that a person may read on the day: while the time lasts, and while they hold a role
        above or beside the practice that they held when it was shared. Whoever comes after them
        is another person."""
        if not reader.memberships:
            return self.none()
        held = Membership.objects.filter(
            user=reader.user.pk,
            starts__lte=OuterRef("starts"),
            ends__gt=reader.day,
            organisation__reaches__within=OuterRef("organisation"),
            organisation__reaches__starts__lte=reader.day,
            organisation__reaches__ends__gt=reader.day,
        )
        return self.in_force().filter(
            Exists(held), reader=reader.user.pk, starts__lte=reader.day, ends__gt=reader.day
        )


class SharedAnswers(Statement):
    """That a practice lets a named person read one of its questionnaires for some days: only the
    result by domain, or every answer."""

    class What(models.TextChoices):
        RESULT = "result", "The result of each domain"
        ANSWERS = "answers", "The result and every answer"

    tiers: ClassVar = (Tier.PRACTICE,)

    answered = models.ForeignKey(Answered, models.PROTECT, related_name="shares")
    reader = models.ForeignKey(User, models.PROTECT, related_name="+")
    what = models.CharField(max_length=10, choices=What.choices)
    why = models.CharField(max_length=300)
    starts = models.DateField()
    ends = models.DateField()
    """The first day on which it is shared no more."""

    objects = SharedAnswersQuerySet.as_manager()

    class Meta(Statement.Meta):
        ordering = ("-written", "-pk")
        constraints = [
            *Statement.Meta.constraints,
            models.CheckConstraint(condition=Q(starts__lt=F("ends")), name="shared_for_a_while"),
        ]

    def __str__(self) -> str:
        return f"{self.answered} to {self.reader_id}"

    def is_on(self, day: date) -> bool:
        """Whether it is shared on a day."""
        return self.ended is None and self.starts <= day < self.ends
