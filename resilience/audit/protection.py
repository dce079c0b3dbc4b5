"""The database itself refuses to change or remove what is kept, whoever asks it.

Who owns the tables can take the triggers away again; then the chain tells (docs/audit.md).
"""

from __future__ import annotations

from typing import Any

from django.db import connections

WHY = "An audit event is never changed or removed; record another one."
TABLES = ("audit_event", "audit_seal")
ACTS = ("update", "delete")

POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RAISE EXCEPTION '{WHY}'; END $$
"""
STATEMENTS = {
    "sqlite": "CREATE TRIGGER IF NOT EXISTS {table}_{act} BEFORE {act} ON {table} "
    f"BEGIN SELECT RAISE(ABORT, '{WHY}'); END",
    "postgresql": "CREATE OR REPLACE TRIGGER {table}_{act} BEFORE {act} ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
}


def protect(using: str = "default", **kwargs: Any) -> None:
    """Put the triggers in place; after every migration, because SQLite loses those of a table that
    a migration makes anew."""
    connection = connections[using]
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor)) & set(TABLES)
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        for table in sorted(there):
            for act in ACTS:
                cursor.execute(STATEMENTS[connection.vendor].format(table=table, act=act))
