"""The network of the programme: who is in it, what they ask, when they meet (G12.13, G12.14)."""

from __future__ import annotations

from django.db import models

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.organisations.models import Organisation


class NetworkQuerySet(models.QuerySet["models.Model"]):
    def visible_to(self, reader: Reader) -> NetworkQuerySet:
        """For everybody of the service who sees counts somewhere, and nobody else."""
        return self.all() if reader.sees(Tier.COUNTS) else self.none()


class Contact(models.Model):
    """Somebody in the directory of the programme. `consented` is when they agreed to stand in it,
    and `how` where they did so in writing; `mailed` when they agreed to be on the distribution
    list. Who leaves is removed, so that no address of theirs is left."""

    programme = models.CharField(max_length=80)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    post = models.CharField(max_length=150)
    email = models.EmailField()
    phone = models.CharField(max_length=30, blank=True)
    consented = models.DateTimeField()
    how = models.CharField(max_length=300, blank=True)
    mailed = models.DateTimeField(null=True)
    checked = models.DateField()
    """When somebody last said that this is right."""
    version = models.PositiveIntegerField(default=0)

    objects = NetworkQuerySet.as_manager()

    class Meta:
        ordering = ("organisation__name", "name", "pk")
        constraints = (
            models.UniqueConstraint(fields=["programme", "email"], name="once_in_the_directory"),
        )

    def __str__(self) -> str:
        return self.name


class Asked(models.Model):
    """A question about the programme, and the answer that everyone in the network reads."""

    programme = models.CharField(max_length=80)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    acting_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    subject = models.CharField(max_length=150)
    text = models.TextField()
    answer = models.TextField(blank=True)
    answered = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)

    objects = NetworkQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.subject


class Meeting(models.Model):
    """An event of the network: from when to when, where, and what about; `places` is none where
    there is room for all."""

    programme = models.CharField(max_length=80)
    title = models.CharField(max_length=150)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    place = models.CharField(max_length=200)
    about = models.TextField()
    places = models.PositiveIntegerField(null=True)
    called_off = models.DateTimeField(null=True)

    objects = NetworkQuerySet.as_manager()

    class Meta:
        ordering = ("starts", "pk")

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """That somebody means to come to an event."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        constraints = (models.UniqueConstraint(fields=["meeting", "user"], name="comes_once"),)
