"""How a practice came out, as lists show, sort and filter it."""

from __future__ import annotations

from django.db import models

from resilience.screening.signals import SIGNALS

SIGNAL_CHOICES = [(signal, signal.replace("_", " ")) for signal in SIGNALS]
IN_ORDER = ["snapshot", "rank", "-met", "name", "code", "signal", "areas"]
"""Those to look at first leading, then what practices are filtered by."""


class Outcome(models.Model):
    """`results` has a letter for each criterion in the pack's order: m, n or u. `areas` is the path
    /ENG/region/…/commissioner/network/ of the codes it belonged to on the day. `own` holds, by
    criterion, what its findings say other than `Snapshot.shared`.
    """

    code = models.CharField(max_length=12)
    name = models.CharField(max_length=200)
    areas = models.CharField(max_length=200)
    area = models.CharField(max_length=64)
    results = models.CharField(max_length=64)
    signal = models.CharField(max_length=20, choices=SIGNAL_CHOICES)
    rank = models.PositiveSmallIntegerField()
    met = models.PositiveSmallIntegerField()
    not_met = models.PositiveSmallIntegerField()
    not_known = models.PositiveSmallIntegerField()
    for_review = models.BooleanField()
    own = models.JSONField()

    class Meta:
        abstract = True
