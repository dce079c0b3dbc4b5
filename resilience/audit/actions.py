"""The one way to write an event."""

from __future__ import annotations

from typing import Any

from django.db import models

from resilience.audit.models import Event
from resilience.audit.origin import origin


def record(
    *,
    by: str,
    act: str,
    subject: models.Model | tuple[str, str],
    organisation: str = "",
    before: Any = None,
    after: Any = None,
    **details: Any,
) -> Event:
    """Record that `by` did `act` to `subject`, in the transaction of the act itself.

    `by` is an opaque id of a person or a command ("command load"); `subject` is a saved model or
    a pair (kind, id) for what is no model; `organisation` the code of the one it concerns.
    `before` and `after` are a value that a person changed. All must be plain data, and of a
    restricted value say that it changed, not what it was.
    """
    kind, key = _named(subject)
    return Event.objects.create(
        actor=by,
        act=act,
        subject_kind=kind,
        subject_id=key,
        organisation=organisation,
        origin=origin(),
        before=before,
        after=after,
        details=details,
    )


def _named(subject: models.Model | tuple[str, str]) -> tuple[str, str]:
    if isinstance(subject, models.Model):
        return subject._meta.label_lower, str(subject.pk)
    return subject
