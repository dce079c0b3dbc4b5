"""Case studies: what others may learn from the help of a practice (G9)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from resilience.accounts.tiers import Tier
from resilience.accounts.visible import Tiered, TieredQuerySet
from resilience.audit.models import Kept, KeptQuerySet
from resilience.cases.models import Case
from resilience.organisations.models import Organisation

TITLE = "title"


class CaseStudy(Tiered):
    """A case study of the help of one case, for `area` (the region that gives it) and `team`.

    `words` are by part of the pack. `named` is the practice's own word on whether its name may be
    published: none until it said so, and only true publishes it (G9.5). `agreed` is the version
    that the practice agreed; a change after it has to be agreed anew. `number` is in the programme;
    a published one is known by that number and its title, never by its practice.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        ASKED = "asked", "Asked for"
        DRAFT = "draft", "Being written"
        WITH_PRACTICE = "with_practice", "With the practice to agree"
        AGREED = "agreed", "Agreed by the practice"
        SUBMITTED = "submitted", "Submitted"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    tiers: ClassVar = (Tier.COMMISSIONER,)

    programme = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    case = models.ForeignKey(Case, models.PROTECT, related_name="case_studies")
    team = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    area = models.ForeignKey(Organisation, models.PROTECT, related_name="case_studies")
    collection = models.CharField(max_length=40)
    """By which return of the pack it is meant."""
    category = models.CharField(max_length=40)
    """Of the menu."""
    problems = models.JSONField(default=list)
    """Criteria of the pack that it is about."""
    state = models.CharField(max_length=15, choices=State.choices, default=State.PLANNED)
    since = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)
    due = models.DateField(null=True)
    title = models.CharField(max_length=150, blank=True)
    words = models.JSONField(default=dict)
    named = models.BooleanField(null=True)
    agreed = models.PositiveIntegerField(null=True)
    submitted = models.DateTimeField(null=True)
    published = models.DateTimeField(null=True)
    coarse = models.JSONField(default=dict)
    """`place` and `size` as they are told of a practice that is not named, of when it was last
    published: no closer than its company is large."""

    objects = TieredQuerySet["CaseStudy"].as_manager()

    class Meta(Tiered.Meta):
        ordering = ("programme", "number")
        constraints = [
            *Tiered.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "number"], name="case_studies_in_turn"),
        ]

    def __str__(self) -> str:
        return f"case study {self.number}"

    @property
    def texts(self) -> dict[str, str]:
        """Its title and its words, by part."""
        return {TITLE: self.title} | self.words


class StudyEvent(Kept):
    """What somebody did about a case study, and the words as they then stood; `version` is the one
    that the study then had."""

    study = models.ForeignKey(CaseStudy, models.PROTECT, related_name="events")
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    acting_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    words = models.JSONField(default=dict)

    objects = KeptQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ("version",)
        constraints = (
            models.UniqueConstraint(fields=["study", "version"], name="study_events_in_turn"),
        )
