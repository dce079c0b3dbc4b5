"""Reading the record: the events that pages, files and commands share, and how the chain stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import make_aware

from resilience.audit.canonical import FIELDS, moment
from resilience.audit.models import Event, Seal

VALUES = ("before", "after", "details")
VERIFIED = "record.verified"


@dataclass(frozen=True)
class Asked:
    """Which events: of an organisation (its code), an act, an actor, from one day to another."""

    organisation: str = ""
    act: str = ""
    actor: str = ""
    since: date | None = None
    until: date | None = None

    def of(self, events: QuerySet[Event]) -> QuerySet[Event]:
        """Those of `events` that were asked for, the newest first."""
        exact = {name: getattr(self, name) for name in ("organisation", "act", "actor")}
        events = events.filter(**{name: value for name, value in exact.items() if value})
        if self.since:
            events = events.filter(at__gte=_midnight(self.since))
        if self.until:
            events = events.filter(at__lt=_midnight(self.until + timedelta(days=1)))
        return events.order_by("-pk")

    @property
    def words(self) -> dict[str, str]:
        """What was asked for, as an event keeps it."""
        return {name: str(value) for name, value in asdict(self).items() if value}


@dataclass(frozen=True)
class Chain:
    """How the chain stands: its newest seal, and the event of the last walk along it."""

    seal: Seal | None
    verified: Event | None

    @property
    def faults(self) -> int:
        """How many faults the last walk found."""
        return int(self.verified.details["faults"]) if self.verified else 0


def chain() -> Chain:
    verified = Event.objects.filter(subject_kind="record", subject_id="chain", act=VERIFIED)
    return Chain(Seal.objects.last(), verified.order_by("-pk").first())


def rows(events: QuerySet[Event]) -> Iterator[dict[str, Any]]:
    """Events as plain data, one by one; the time in UTC."""
    for row in events.values(*FIELDS).iterator(chunk_size=1_000):
        yield row | {"at": moment(row["at"])}


def flat(row: dict[str, Any]) -> dict[str, Any]:
    """A row for a table: values as JSON in a cell, and nothing where there is none."""
    return row | {
        name: json.dumps(row[name], ensure_ascii=False) if row[name] else "" for name in VALUES
    }


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))
