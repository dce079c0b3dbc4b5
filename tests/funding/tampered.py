"""Books that somebody tampers with behind the product's back, by SQL."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

from resilience.audit.protection import ACTS
from resilience.funding.protection import protect


def refused(statement: str, *values: Any) -> str:
    """Why the database refuses a statement; empty where it takes it. Whatever is done is undone."""
    protect()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            transaction.set_rollback(True)
    except Exception as why:
        return str(why)
    return ""


def tampered(statement: str, *values: Any) -> None:
    """Done by whoever owns the tables, and takes away what protects them first."""
    with connection.cursor() as cursor:
        for act in ACTS:
            where = " ON funding_entry" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS funding_entry_{act}{where}")
        cursor.execute(statement, values)
