"""One event per act, and the chain of seals over them. Both are added to, and nothing else."""

from __future__ import annotations

from typing import Any, NoReturn

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone


class EventsAreKept(Exception):
    """Someone tried to change or remove an event."""

    def __init__(self) -> None:
        super().__init__("An audit event is never changed or removed; record another one.")


class KeptQuerySet(models.QuerySet[Any]):
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


class EventQuerySet(KeptQuerySet):
    def unsealed(self) -> EventQuerySet:
        """Those that no seal covers yet, or any more."""
        return self.filter(~Exists(Seal.objects.filter(event_id=OuterRef("pk"))))


class Kept(models.Model):
    """A row that is added, never changed and never removed."""

    class Meta:
        abstract = True
        base_manager_name = "objects"  # related and refreshed rows are guarded alike

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; one that is already kept is refused, even under a borrowed key."""
        if not self._state.adding:
            raise EventsAreKept
        super().save(force_insert=True, using=kwargs.get("using"))

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise EventsAreKept


class Event(Kept):
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

    class Meta(Kept.Meta):
        ordering = ("at", "pk")
        indexes = (
            models.Index(fields=["subject_kind", "subject_id"]),
            models.Index(fields=["organisation", "at"]),
        )

    def __str__(self) -> str:
        return f"{self.actor} {self.act} {self.subject_kind} {self.subject_id}"


class Seal(Kept):
    """The next link of the chain: the digest of the one before it and of one event.

    No foreign key, so that a seal still tells of an event that was removed.
    """

    sequence = models.PositiveBigIntegerField(primary_key=True)
    event_id = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    objects = KeptQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ("sequence",)

    def __str__(self) -> str:
        return f"{self.sequence}:{self.digest}"
