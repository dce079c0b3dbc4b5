"""Rows that are written once: what a screen found stays as it was."""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model, covariant=True)


class SnapshotsAreKept(Exception):
    """Someone tried to change what a screen found, or to remove a part of it."""

    def __init__(self) -> None:
        super().__init__(
            "A snapshot is never changed; take another one. It can be removed only as a whole."
        )


class KeptQuerySet(models.QuerySet[Row]):
    """Rows that may be added and removed, never changed."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise SnapshotsAreKept

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise SnapshotsAreKept

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[Row]:
        if kwargs.get("update_conflicts"):
            raise SnapshotsAreKept
        return super().bulk_create(*args, **kwargs)


class PartQuerySet(KeptQuerySet[Row]):
    """Rows that go only with their snapshot: the database's cascade does not ask them."""

    def delete(self) -> NoReturn:
        raise SnapshotsAreKept


class Kept(models.Model):
    class Meta:
        abstract = True
        base_manager_name = "objects"  # related and refreshed rows are guarded alike

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; one that is already kept is refused, even under a borrowed key."""
        if not self._state.adding:
            raise SnapshotsAreKept
        super().save(force_insert=True, using=kwargs.get("using"))


class Part(Kept):
    class Meta(Kept.Meta):
        abstract = True

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise SnapshotsAreKept
