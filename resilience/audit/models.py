"""One event per act. Events are added, never changed and never removed."""

from __future__ import annotations

from typing import Any, NoReturn

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone


class EventsAreKept(Exception):
    """Someone tried to change or remove an event."""

    def __init__(self) -> None:
        super().__init__("An audit event is never changed or removed; record another one.")


class EventQuerySet(models.QuerySet["Event"]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise EventsAreKept

    def delete(self) -> NoReturn:
        raise EventsAreKept

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise EventsAreKept

    def bulk_create(self, *args: Any, **kwargs: Any) -> Any:
        if kwargs.get("update_conflicts"):
            raise EventsAreKept
        return super().bulk_create(*args, **kwargs)


class Event(models.Model):
    """What happened: who (`actor`) did what (`act`) to which thing (`subject_kind`, `subject_id`),
    for which `organisation` (its code), from where (`origin`), and what a value was and became.

    Actors and subjects are opaque ids, not foreign keys, so that the record outlives both.
    """

    at = models.DateTimeField(default=timezone.now, editable=False)
    actor = models.CharField(max_length=200)
    act = models.CharField(max_length=100)
    subject_kind = models.CharField(max_length=100)
    subject_id = models.CharField(max_length=200)
    organisation = models.CharField(max_length=64, blank=True)
    origin = models.CharField(max_length=200, blank=True)
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    details = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    objects = EventQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"  # related and refreshed rows are guarded alike
        ordering = ("at", "pk")
        indexes = (
            models.Index(fields=["subject_kind", "subject_id"]),
            models.Index(fields=["organisation", "at"]),
        )

    def __str__(self) -> str:
        return f"{self.actor} {self.act} {self.subject_kind} {self.subject_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the event; one that is already kept is refused, even under a borrowed key."""
        if not self._state.adding:
            raise EventsAreKept
        super().save(force_insert=True, using=kwargs.get("using"))

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise EventsAreKept
