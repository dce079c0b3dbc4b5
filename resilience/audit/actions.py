"""The one way to write an event."""

from __future__ import annotations

from typing import Any

from django.db import models

from resilience.audit.models import Event


def record(*, by: str, act: str, subject: models.Model | tuple[str, str], **details: Any) -> Event:
    """Record that `by` did `act` to `subject`, in the transaction of the act itself.

    `by` is an opaque id of a person or a command ("command load"); `subject` is a saved model or
    a pair (kind, id) for what is no model. `details` must be plain data, and for restricted
    values say that they changed, not what they were.
    """
    kind, key = _named(subject)
    return Event.objects.create(
        actor=by, act=act, subject_kind=kind, subject_id=key, details=details
    )


def _named(subject: models.Model | tuple[str, str]) -> tuple[str, str]:
    if isinstance(subject, models.Model):
        return subject._meta.label_lower, str(subject.pk)
    return subject
