"""What somebody is told, and how they want to be. A notice is its own job: the row says whether an
e-mail is still to go out, and not before when."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

SUBJECT, ADDRESS, ONCE = 150, 300, 200
"""The most characters of a subject, an address and the name of a telling."""


class How(models.TextChoices):
    """How somebody is told, beside the page that has every notice."""

    AT_ONCE = "at_once", "an e-mail for each, at once"
    DAILY = "daily", "one e-mail a day with all that is new"
    PRODUCT = "product", "no e-mail: only on the page Notices"


class Preference(models.Model):
    """What somebody chose; who chose nothing gets each e-mail at once."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_preference"
    )
    how = models.CharField(max_length=10, choices=How.choices, default=How.AT_ONCE)


class Notice(models.Model):
    """Something that one person was told.

    `how` its e-mail goes; `due`, before which no worker touches it: the end of a claim or of a
    pause; `claim`, of which worker; `tries` that came to nothing and the last `problem`; `sent`
    once a server took it, `given_up` once it will not be tried again.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    at = models.DateTimeField(default=timezone.now, editable=False)
    subject = models.CharField(max_length=SUBJECT)
    text = models.TextField()
    address = models.CharField(max_length=ADDRESS, blank=True)
    once = models.CharField(max_length=ONCE, blank=True)
    read = models.DateTimeField(null=True)

    how = models.CharField(max_length=10, choices=How.choices)
    due = models.DateTimeField(default=timezone.now)
    claim = models.UUIDField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=100, blank=True)
    sent = models.DateTimeField(null=True)
    given_up = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "once"], condition=~Q(once=""), name="told_once"
            )
        ]
        indexes = [
            models.Index(fields=["user", "-at", "-id"], name="notices_of_a_person"),
            models.Index(fields=["user"], condition=Q(read=None), name="notices_unread"),
            models.Index(
                fields=["how", "due"],
                condition=Q(sent=None, given_up=None),
                name="notices_to_send",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def waits(self) -> bool:
        """Whether an e-mail is still to go out."""
        return self.how != How.PRODUCT and not self.sent and not self.given_up
