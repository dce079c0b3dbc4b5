"""Many rows into the database at once."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, models


def insert(rows: Iterable[models.Model]) -> None:
    """Add rows of one model in one statement run many times, several times as quick as
    `bulk_create`, which writes each value into the text of its statement."""
    rows = list(rows)
    if not rows:
        return
    fields = [field for field in rows[0]._meta.concrete_fields if not field.primary_key]
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    blanks = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(rows[0]._meta.db_table)
    values = (
        [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
        for row in rows
    )
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({blanks})", values)  # noqa: S608
