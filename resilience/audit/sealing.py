"""The sealing job: it chains the events that were committed since, so that writers never wait."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from resilience.audit.canonical import FIELDS, FIRST, digest
from resilience.audit.heads import Head, publish
from resilience.audit.models import Event, Seal

BATCH = 1_000


def seal() -> Head | None:
    """Seal every event that is not sealed, and publish the head; None where there is no event.

    Events may commit in another order than that of their ids: the chain has the order of sealing.
    Does nothing where nothing is new, but for publishing a head that a killed run did not come to.
    Raises OSError where the head cannot be published.
    """
    now = timezone.now()
    added = 0
    while some := _seal_some(now):
        added += some
    last = Seal.objects.last()
    if last is None:
        return None
    head = Head(last.sequence, last.digest, now, added)
    publish(head)
    return head


def _seal_some(now: datetime) -> int:
    """Seal the next batch; how many were waiting.

    Of two jobs that run at once, one finds its number taken and looks again: no lock is needed.
    """
    last = Seal.objects.last()
    waiting = list(Event.objects.unsealed().order_by("pk").values(*FIELDS)[:BATCH])
    try:
        with transaction.atomic():
            Seal.objects.bulk_create(_chained(last, waiting, now))
    except IntegrityError:
        return _seal_some(now)
    return len(waiting)


def _chained(
    last: Seal | None, events: Iterable[Mapping[str, Any]], now: datetime
) -> Iterator[Seal]:
    before, previous = (last.sequence, last.digest) if last else (0, FIRST)
    for sequence, event in enumerate(events, before + 1):
        previous = digest(previous, sequence, now, event)
        yield Seal(sequence=sequence, event_id=event["id"], at=now, digest=previous)
