"""The database itself refuses to change or remove what was sent and frozen."""

from __future__ import annotations

from typing import Any

from resilience.audit.protection import refuse_changes

WHY = "What was sent or frozen is never changed or removed; send it anew."
TABLES = (
    *("returns_upload", "returns_submission", "returns_sentrow", "returns_change"),
    *("returns_judgement", "returns_saying", "returns_consolidation", "returns_circulation"),
    *("returns_escalation", "returns_escalationanswer", "returns_studyevent"),
    "returns_publishedmonth",
)


def protect(using: str = "default", **kwargs: Any) -> None:
    """Put the triggers in place, after every migration."""
    refuse_changes(using, TABLES, WHY)
