"""A memorandum and all that both sides do with it (Annex D)."""

from __future__ import annotations

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from resilience.accounts.reader import Reader
from resilience.agreements.models.plan import PARTIES, PlanVersion
from resilience.audit.models import Kept, KeptQuerySet
from resilience.cases.models import Attachment, Case
from resilience.organisations.models import Organisation


class OfACaseQuerySet(KeptQuerySet):
    def visible_to(self, reader: Reader) -> OfACaseQuerySet:
        """Those of the cases that a reader sees."""
        return self.filter(case__in=Case.objects.visible_to(reader))


class OfACase(Kept):
    """Something that was done about a case, and stays as it was."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="%(class)ss")
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    acting_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")

    class Meta(Kept.Meta):
        abstract = True
        ordering: ClassVar[tuple[str, ...]] = ("at", "pk")


class Memorandum(OfACase):
    """A memorandum as it was put before both sides: the very files, with the SHA-256 of each, made
    from `content` by the template of the pack (`template` is its hash). One that `varies` another
    takes its place once both have signed it (D12.1)."""

    number = models.PositiveIntegerField()
    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="memoranda")
    varies = models.ForeignKey("self", models.PROTECT, null=True, related_name="variations")
    reason = models.TextField(blank=True)
    """Why it is varied."""
    content = models.JSONField(encoder=DjangoJSONEncoder)
    template = models.CharField(max_length=64)
    docx = models.BinaryField()
    docx_sha256 = models.CharField(max_length=64)
    pdf = models.BinaryField()
    pdf_sha256 = models.CharField(max_length=64)
    ends = models.DateField()
    """Its last day, unless all is delivered before, or it is extended or ended by notice."""

    objects = OfACaseQuerySet.as_manager()

    class Meta(OfACase.Meta):
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["case", "number"], name="memoranda_in_turn"),
        )

    def __str__(self) -> str:
        return f"memorandum {self.number} of {self.case_id}"


class Signature(OfACase):
    """That a side signed a memorandum: here, with their identity confirmed again, or on paper, of
    which the signed copy is kept. `shown` is the SHA-256 of the PDF that was before them."""

    class How(models.TextChoices):
        HERE = "here", "signed here"
        ON_PAPER = "on_paper", "signed on paper"

    memorandum = models.ForeignKey(Memorandum, models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=10, choices=PARTIES)
    how = models.CharField(max_length=10, choices=How.choices)
    signed = models.DateField()
    """The day of the signature, by London."""
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=200)
    shown = models.CharField(max_length=64)
    copy = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")

    objects = OfACaseQuerySet.as_manager()

    class Meta(OfACase.Meta):
        constraints = (
            models.UniqueConstraint(fields=["memorandum", "side"], name="a_side_signs_once"),
            models.CheckConstraint(
                condition=Q(how="here", copy=None) | Q(how="on_paper", copy__isnull=False),
                name="paper_has_a_copy",
            ),
        )

    def __str__(self) -> str:
        return f"{self.side} signed {self.memorandum}"
