"""Local settings: values set otherwise than a pack has them. They are added to, never changed."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from resilience.audit.models import Kept, KeptQuerySet
from resilience.organisations.models import Organisation


class LocalSetting(Kept):
    """That from a moment on a value of a programme is another; an empty `value` is the pack's own.

    `number` counts the settings of a programme: two people who set something at the same moment
    would take the same one, which the database refuses.
    """

    programme = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=120)
    value = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=500)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = KeptQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="settings_in_turn")
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.key}: {self.value or 'as the pack has it'}"
