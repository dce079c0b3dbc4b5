"""What a practice works through in the toolkit (Q11)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from resilience.accounts.tiers import Tier
from resilience.accounts.visible import Tiered, TieredQuerySet


class ToolkitWork(Tiered):
    """How far a practice is with a tool of the pack, for its own eyes unless it shares it with its
    commissioner. `done` holds the ids of the steps it ticked."""

    class State(models.TextChoices):
        WORKING = "working", "Working on it"
        DONE = "done", "Done"
        NOT_FOR_US = "not_for_us", "Not for us"

    tiers: ClassVar = (Tier.PRACTICE, Tier.COMMISSIONER)

    programme = models.CharField(max_length=80)
    tool = models.CharField(max_length=40)
    state = models.CharField(max_length=12, choices=State.choices)
    done = models.JSONField(default=list)
    measured = models.JSONField(default=dict)
    """By measure of the tool: what was counted `before` and `after`, as written."""
    note = models.TextField(blank=True)
    helped_by = models.CharField(max_length=200, blank=True)
    """Who helps with it; empty where the practice works by itself."""
    wants_help = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    began = models.DateTimeField()
    changed = models.DateTimeField()
    changed_by = models.CharField(max_length=200)

    objects = TieredQuerySet["ToolkitWork"].as_manager()

    class Meta(Tiered.Meta):
        ordering = ("tool",)
        constraints = [
            *Tiered.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "programme", "tool"], name="works_through_a_tool_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.tool}"
