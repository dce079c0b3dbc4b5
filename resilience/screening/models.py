"""Snapshots: what a screen found, kept as it was. None is ever changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from resilience.screening.signals import SIGNALS

SIGNAL_CHOICES = [(signal, signal.replace("_", " ")) for signal in SIGNALS]
IN_ORDER = ["snapshot", "rank", "-met", "name", "code", "signal", "areas"]
"""Those to look at first leading, then what practices are filtered by."""


class Snapshot(models.Model):
    """One screen of England: which programme, which day, under which rules, on which evidence.

    `key` is the same for the same programme, day, rules, evidence and organisations, so that a
    screen repeated is found and not made again. `pack` is the whole pack as it was; `releases`
    describes each release that gave a figure; `unknown` holds, by criterion, the reason why no
    practice at all has a result, so that it need not stand with each of them.
    """

    key = models.CharField(max_length=64, unique=True)
    programme = models.CharField(max_length=80)
    as_at = models.DateField()
    taken_at = models.DateTimeField(auto_now_add=True)
    pack_hash = models.CharField(max_length=64)
    pack = models.JSONField()
    releases = models.JSONField()
    unknown = models.JSONField()
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["-as_at", "-taken_at", "-pk"]
        get_latest_by = ["as_at", "taken_at", "pk"]
        indexes = [models.Index(fields=["programme", "as_at", "taken_at"])]

    def __str__(self) -> str:
        return f"{self.programme} as at {self.as_at}"


class ScreenedPractice(models.Model):
    """What the screen found for one practice.

    `results` has a letter for each criterion in the pack's order: m, n or u. `areas` is the path
    /ENG/region/…/commissioner/network/ of the codes it belonged to on the day. `findings` holds
    the findings that `Snapshot.unknown` does not, by criterion; `domains` each domain's signal
    and its working.
    """

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="practices")
    code = models.CharField(max_length=12)
    name = models.CharField(max_length=200)
    areas = models.CharField(max_length=200)
    area = models.CharField(max_length=64)
    results = models.CharField(max_length=64)
    signal = models.CharField(max_length=20, choices=SIGNAL_CHOICES)
    rank = models.PositiveSmallIntegerField()
    working = models.CharField(max_length=300)
    met = models.PositiveSmallIntegerField()
    not_met = models.PositiveSmallIntegerField()
    not_known = models.PositiveSmallIntegerField()
    for_review = models.BooleanField()
    domains = models.JSONField()
    findings = models.JSONField()

    class Meta:
        ordering = ["rank", "-met", "name", "code"]
        constraints = [models.UniqueConstraint(fields=["snapshot", "code"], name="screened_once")]
        # A page of a grid is found in an index alone: already in order, with all that one filters by.
        indexes = [
            models.Index(fields=IN_ORDER, name="screened_in_order"),
            models.Index(fields=IN_ORDER, condition=Q(for_review=True), name="screened_for_review"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.signal}"


class ScreenedArea(models.Model):
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

    class Meta:
        ordering = ["name", "code"]
        constraints = [models.UniqueConstraint(fields=["snapshot", "code"], name="area_once")]

    def __str__(self) -> str:
        return f"{self.name}: {self.practices} practices"
