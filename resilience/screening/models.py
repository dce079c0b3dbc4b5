"""Snapshots: what a screen found, kept as it was. None is ever changed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Self

from django.db import models
from django.db.models import Q

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.programmes.schema import Review, Signal
from resilience.screening.findings import LETTERS, NOT_KNOWN, RESTRICTED
from resilience.screening.intelligence import Intelligence as Intelligence  # a table of this room
from resilience.screening.kept import Kept, KeptQuerySet, Part, PartQuerySet
from resilience.screening.outcome import IN_ORDER, Outcome
from resilience.screening.overlaid import OverlaidPractice as OverlaidPractice
from resilience.screening.sharing import Plain, whole
from resilience.screening.signals import Signalling, Signals
from resilience.screening.status import PracticeStatus as PracticeStatus


class SnapshotQuerySet(KeptQuerySet["Snapshot"]):
    """Screens of England."""


class Snapshot(Kept):
    """One screen of England: which programme, which day, under which rules, on which evidence.

    `key` is the same for the same programme, day, rules, evidence and organisations, so that a
    screen repeated is found and not made again. `pack` is the whole pack as it was; `releases`
    describes each release that gave a figure; `unknown` holds, by criterion, the reason why no
    practice at all has a result; `shared` what most findings of a criterion say alike, so that it
    need not stand with each of them.
    """

    key = models.CharField(max_length=64, unique=True)
    programme = models.CharField(max_length=80)
    as_at = models.DateField()
    taken_at = models.DateTimeField(auto_now_add=True)
    pack_hash = models.CharField(max_length=64)
    pack = models.JSONField()
    releases = models.JSONField()
    unknown = models.JSONField()
    shared = models.JSONField()
    synthetic = models.BooleanField(default=False)

    objects = SnapshotQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ["-as_at", "-taken_at", "-pk"]
        get_latest_by = ["as_at", "taken_at", "pk"]
        indexes = [models.Index(fields=["programme", "as_at", "taken_at"])]

    def __str__(self) -> str:
        return f"{self.programme} as at {self.as_at}"

    def finding(self, criterion: str, own: Mapping[str, Plain]) -> Plain:
        """What was found for a criterion, from what is shared and a practice's own."""
        if criterion in self.restricted:
            return {"reason": RESTRICTED}
        return whole(self.shared.get(criterion, {}), own.get(criterion, {}))

    @cached_property
    def restricted(self) -> frozenset[str]:
        """The criteria whose results no page, list or file of a snapshot shows."""
        return frozenset(c["id"] for c in self.pack["criteria"] if c["restricted"])

    @cached_property
    def signalling(self) -> Signalling:
        """The signal rules of the pack as it was."""
        return Signalling(
            Signal.model_validate(self.pack["signal"]),
            (domain["id"] for domain in self.pack["domains"]),
            {criterion["id"]: criterion["domain"] for criterion in self.pack["criteria"]},
        )

    @cached_property
    def review(self) -> Review:
        """Who is on the list for review, by the pack as it was."""
        return Review.model_validate(self.pack["review"])


class ScreenedPracticeQuerySet(PartQuerySet["ScreenedPractice"]):
    def visible_to(self, reader: Reader) -> Self:
        """What a screen made of practices within a reader's reach on the reader's day."""
        return self.filter(reader.sees(Tier.COMMISSIONER).coded("code"))


class ScreenedPractice(Outcome, Part):
    """What the screen found for one practice."""

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="practices")

    objects = ScreenedPracticeQuerySet.as_manager()

    class Meta(Part.Meta):
        ordering = IN_ORDER[1:5]
        constraints = [models.UniqueConstraint(fields=["snapshot", "code"], name="screened_once")]
        # A page of a grid is found in an index alone: in order, with all that one filters by.
        indexes = [
            models.Index(fields=IN_ORDER, name="screened_in_order"),
            models.Index(fields=IN_ORDER, condition=Q(for_review=True), name="screened_for_review"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.signal}"

    @property
    def findings(self) -> dict[str, Plain]:
        """Every finding by criterion in the pack's order: its fields, as `Finding` names them."""
        return {criterion["id"]: self.finding(criterion["id"]) for criterion in self._criteria}

    def finding(self, criterion: str) -> Plain:
        return self.snapshot.finding(criterion, self.own)

    @property
    def letters(self) -> dict[str, str]:
        """The letter of each criterion's result; a restricted one is not known to readers here."""
        hidden, unknown = self.snapshot.restricted, LETTERS[NOT_KNOWN]
        told = zip((c["id"] for c in self._criteria), self.results, strict=True)
        return {name: unknown if name in hidden else letter for name, letter in told}

    @property
    def working(self) -> str:
        """How the overall signal came about, in one sentence."""
        return self._signals.overall.working

    @property
    def domains(self) -> dict[str, tuple[str, str]]:
        """Each domain's signal and its working."""
        return {d: (shown.signal, shown.working) for d, shown in self._signals.domains.items()}

    @property
    def _signals(self) -> Signals:
        return self.snapshot.signalling("".join(self.letters.values()))

    @property
    def _criteria(self) -> list[dict[str, Any]]:
        criteria: list[dict[str, Any]] = self.snapshot.pack["criteria"]
        return criteria


class ScreenedAreaQuerySet(PartQuerySet["ScreenedArea"]):
    """Areas of snapshots."""


class ScreenedArea(Part):
    """How many practices of an area have each signal, and each result of each criterion."""

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="areas")
    code = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    level = models.CharField(max_length=10)
    parent = models.CharField(max_length=64, blank=True)
    practices = models.PositiveIntegerField()
    red = models.PositiveIntegerField(default=0)
    amber = models.PositiveIntegerField(default=0)
    green = models.PositiveIntegerField(default=0)
    not_enough_evidence = models.PositiveIntegerField(default=0)
    criteria = models.JSONField()

    objects = ScreenedAreaQuerySet.as_manager()

    class Meta(Part.Meta):
        ordering = ["name", "code"]
        constraints = [models.UniqueConstraint(fields=["snapshot", "code"], name="area_once")]

    def __str__(self) -> str:
        return f"{self.name}: {self.practices} practices"
