"""A record that somebody tampers with behind the product's back, by SQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection, transaction

from resilience.audit.actions import record
from resilience.audit.models import Event
from resilience.audit.protection import ACTS, TABLES, protect
from resilience.audit.sealing import seal

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
Sql = Callable[..., None]


@pytest.fixture
def protected(db) -> None:
    """The database refuses changes, as it does outside tests."""
    protect()


@pytest.fixture
def sql(protected) -> Sql:
    """Whoever owns the tables: takes the triggers away, then does what they want."""
    with connection.cursor() as cursor:
        for table in TABLES:
            for act in ACTS:
                where = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER {table}_{act}{where}")

    def execute(statement: str, *values: object) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)

    return execute


@pytest.fixture
def sealed(db, home) -> list[Event]:
    """Six events a minute apart, sealed in two runs."""
    events = []
    with time_machine.travel(NOON, tick=False) as clock:
        for number in range(6):
            clock.shift(60)
            events.append(note(number))
            if number in (2, 5):
                seal()
    return events


def note(number: int, **details: object) -> Event:
    """One more act."""
    return record(
        by="person 1",
        act="context.changed",
        subject=("note", str(number)),
        organisation="A81001",
        before={"share": 0.25, "text": "“as it was”"},
        after={"share": 1e-7, "large": 1e23, "none": None, "list": [1, 2.0, True]},
        **details,
    )
