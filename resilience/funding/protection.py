"""The database itself refuses to change or remove what stands in the books."""

from __future__ import annotations

from typing import Any

from resilience.audit.protection import refuse_changes

WHY = "An entry in the books is never changed or removed; reverse it."
TABLES = ("funding_entry",)


def protect(using: str = "default", **kwargs: Any) -> None:
    """Put the triggers in place, after every migration."""
    refuse_changes(using, TABLES, WHY)
