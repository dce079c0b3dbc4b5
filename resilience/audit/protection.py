"""The database itself refuses to change or remove what is kept, whoever asks it.

Who owns the tables can take the triggers away again; then the chain tells (docs/audit.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connections

WHY = "An audit event is never changed or removed; record another one."
TABLES = ("audit_event", "audit_seal")
ACTS = ("update", "delete")

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RAISE EXCEPTION '{why}'; END $$
"""
STATEMENTS = {
    "sqlite": "CREATE TRIGGER IF NOT EXISTS {table}_{act} BEFORE {act} ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{why}'); END",
    "postgresql": "CREATE OR REPLACE TRIGGER {table}_{act} BEFORE {act} ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION {function}()",
}


def protect(using: str = "default", **kwargs: Any) -> None:
    """Put the triggers in place; after every migration, because SQLite loses those of a table that
    a migration makes anew."""
    refuse_changes(using, TABLES, WHY)


def refuse_changes(using: str, tables: Iterable[str], why: str) -> None:
    """Have the database refuse to change or remove the rows of tables, saying why. Tables that are
    not there yet are passed over. `tables` and `why` are constants of the product."""
    connection = connections[using]
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor)) & set(tables)
        for table in sorted(there):
            words = {"table": table, "why": why, "function": f"{table}_refuse"}
            if connection.vendor == "postgresql":
                cursor.execute(POSTGRESQL_FUNCTION.format(**words))
            for act in ACTS:
                cursor.execute(STATEMENTS[connection.vendor].format(**words, act=act))
