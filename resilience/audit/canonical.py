"""An event as the one text that is hashed, the same whichever database holds it (docs/audit.md)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

FIRST = "0" * 64
"""What stands for the digest before the first."""

FIELDS = (
    "id",
    "at",
    "actor",
    "act",
    "subject_kind",
    "subject_id",
    "organisation",
    "origin",
    "before",
    "after",
    "details",
)


def digest(previous: str, sequence: int, sealed: datetime, event: Mapping[str, Any]) -> str:
    """SHA-256, in hexadecimal, over four lines: the digest before this one, the number of this
    seal, when it was made, and the event with all its FIELDS."""
    content = {name: event[name] for name in FIELDS}
    lines = [previous, str(sequence), moment(sealed), text(content)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def text(value: Any) -> str:
    """JSON in one form: ASCII, no spaces, keys in the order of their code points, and numbers
    written out plainly, since a database may keep 1e2 as 100 and 1.0 as 1."""
    if isinstance(value, dict):
        pairs = (f"{json.dumps(key)}:{text(value[key])}" for key in sorted(value))
        return "{" + ",".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(text, value)) + "]"
    if isinstance(value, datetime):
        return json.dumps(moment(value))
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, int | float):
        return number(value)
    return json.dumps(str(value))


def moment(at: datetime) -> str:
    """2026-03-01T09:30:00.123456Z"""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"


def number(value: float) -> str:
    """The shortest digits that are read back as this number, without an exponent: 100, 0.25."""
    plain = f"{Decimal(repr(value)):f}"
    if "." in plain:
        plain = plain.rstrip("0").removesuffix(".")
    return "0" if plain == "-0" else plain
