"""A file that somebody added to a form or a case."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from resilience.cases.models.case import Case
from resilience.cases.models.draft import Draft


class Attachment(models.Model):
    """A checked file, kept in the database beside what it belongs to: of a draft, then of the case
    it was sent with. Its name is never a path."""

    draft = models.ForeignKey(Draft, models.CASCADE, null=True, related_name="attachments")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="attachments")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    added = models.DateTimeField()
    added_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("added", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(draft=None) ^ Q(case=None), name="attached_to_one_thing"
            ),
        )

    def __str__(self) -> str:
        return self.name
