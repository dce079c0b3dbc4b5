"""What anyone may read, month by month, as it came out."""

from __future__ import annotations

from django.db import models

from resilience.audit.models import Kept, KeptQuerySet


class PublishedMonth(Kept):
    """The open figures of a year of a programme at the end of a month, which came out once: who
    keeps an old copy has nothing to compare it with.

    `content` is what everyone reads: its `lines`, and how much is shown of `counts` and `money`.
    `behind` is what later months are judged by, and nobody reads: numbers, and money by practice.
    """

    programme = models.CharField(max_length=80)
    year = models.CharField(max_length=7)
    day = models.DateField()
    """The last of the month."""
    at = models.DateTimeField()
    content = models.JSONField()
    behind = models.JSONField()
    sha256 = models.CharField(max_length=64)
    """Of the content."""

    objects = KeptQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ("programme", "day")
        constraints = (
            models.UniqueConstraint(fields=["programme", "year", "day"], name="months_out_once"),
        )

    def __str__(self) -> str:
        return f"{self.programme}, {self.day:%B %Y}"
