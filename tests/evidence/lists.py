"""The monthly list of registered patients, the plainest layout, for tests of what may go wrong."""

from __future__ import annotations

import gzip
from pathlib import Path

HEADINGS = (
    "PUBLICATION,EXTRACT_DATE,TYPE,SUB_ICB_LOCATION_CODE,ONS_SUB_ICB_LOCATION_CODE,"
    "CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS"
)


def row(practice: str = "A81001", patients: object = 3904, day: str = "2025-04-01") -> str:
    return f"GP_PRAC_PAT_LIST,{day},GP,16C,E38000247,{practice},TS18 1HU,ALL,ALL,{patients}"


def lists(*rows: str, headings: str = HEADINGS, line_break: str = "\n") -> bytes:
    """A file with these rows, or with two practices."""
    shown = rows or (row(), row("A81002", 18758))
    return (line_break.join((headings, *shown)) + line_break).encode()


def write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path
