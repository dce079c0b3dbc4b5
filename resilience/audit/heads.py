"""The heads of the chain, published outside the database: what was cut off is missed there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from resilience.audit.canonical import moment

NAME = "heads.txt"


class Head(NamedTuple):
    """The newest seal at some time: its number and digest, when, and how many it added."""

    sequence: int
    digest: str
    at: datetime | None = None
    number: int = 0

    def __str__(self) -> str:
        return f"{self.sequence}:{self.digest}"


def heads_file() -> Path:
    """Where heads are published: a file that only ever grows."""
    folder = settings.AUDIT_HEADS or settings.RESILIENCE_HOME / "audit"
    return Path(folder) / NAME


def publish(head: Head) -> None:
    """Add a line for a head, unless the last line is of the same; on the disk when this returns.

    Raises OSError where the file cannot be written.
    """
    lines = _lines()
    if lines and lines[-1].startswith(f"{head} "):
        return
    path = heads_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    when = moment(head.at) if head.at else "-"
    with path.open("a", encoding="ascii") as file:
        file.write(f"{head} {when} {head.number}\n")
        file.flush()
        os.fsync(file.fileno())


def published() -> Iterator[tuple[int, Head | None]]:
    """Every line's number and its head, None where the line cannot be read."""
    for number, line in enumerate(_lines(), 1):
        try:
            name, at, added = line.split()
            when = None if at == "-" else datetime.fromisoformat(at)
            yield number, head_of(name)._replace(at=when, number=int(added))
        except ValueError:
            yield number, None


def head_of(words: str) -> Head:
    """A head written as SEQUENCE:DIGEST. Raises ValueError for anything else."""
    sequence, _, digest = words.strip().partition(":")
    if len(digest) != 64 or int(digest, 16) < 0:
        raise ValueError(words)
    return Head(int(sequence), digest.lower())


def _lines() -> list[str]:
    path = heads_file()
    return path.read_text("ascii", errors="replace").splitlines() if path.exists() else []
