"""Reading the documented CSV of help in earlier years (docs/cases.md). Pure: no database.

A row is put aside with its line, what is wrong in which column, and how to mend it; the others are
read. Columns may stand in any order; spaces and capitals of headings do not matter.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from resilience.accounts.saying import why_not_say

COLUMNS = ("practice_code", "scheme", "year", "what")
NOTE = "note"
WHAT = ("received", "declined")
LONGEST = {"scheme": 150, NOTE: 300}
MOST_ROWS = 20_000
LONGEST_HEADING = 200


class NotRead(Exception):
    """A file that is no list of past support; the message says what and how to mend it."""


@dataclass(frozen=True)
class Past:
    """One row: a practice, a scheme, a financial year ("2016-17" or empty), what, and a note."""

    line: int
    practice: str
    scheme: str
    year: str
    what: str
    note: str


@dataclass(frozen=True)
class PutAside:
    """A row that could not be read, and why."""

    line: int
    why: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.why}"


def read(content: bytes) -> Iterator[Past | PutAside]:
    """The rows of a file in order. Raises NotRead before the first where it is no such list."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotRead(
            "The file is not plain text in UTF-8: save it as “CSV UTF-8” and load it again."
        ) from None
    rows = csv.reader(io.StringIO(text, newline=""))
    try:
        named = next(rows, [])
    except csv.Error:
        named = [text]
    if any(len(one) > LONGEST_HEADING for one in named):
        raise NotRead(
            "The first line is no line of a CSV file: it must name the columns "
            f"{', '.join(COLUMNS)}. Save the file anew as “CSV UTF-8” and load it again."
        )
    headings = [_heading(one) for one in named]
    missing = [name for name in COLUMNS if name not in headings]
    if missing:
        raise NotRead(
            f"The first line must name the columns {', '.join(COLUMNS)} (and {NOTE} if you like): "
            f"{', '.join(missing)} not found."
        )
    return _rows(rows, headings)


def _rows(rows: Any, headings: list[str]) -> Iterator[Past | PutAside]:
    try:
        for count, cells in enumerate(rows, start=1):
            if count > MOST_ROWS:
                yield PutAside(rows.line_num, f"a file has at most {MOST_ROWS:,} rows: split it.")
                return
            if any(cell.strip() for cell in cells):
                trimmed = (cell.strip() for cell in cells)
                yield _row(rows.line_num, dict(zip(headings, trimmed, strict=False)))
    except csv.Error:
        yield PutAside(rows.line_num, "is no line of a CSV file: save it anew.")


def _row(line: int, row: Mapping[str, str]) -> Past | PutAside:
    practice, what = row.get("practice_code", "").upper(), row.get("what", "").lower()
    scheme, year, note = row.get("scheme", ""), row.get("year", ""), row.get(NOTE, "")
    if not re.fullmatch(r"[A-Z0-9]{3,10}", practice):
        return PutAside(line, f"practice_code: “{practice}” is no code such as A81001.")
    if what not in WHAT:
        return PutAside(line, f"what: “{what}” is neither {' nor '.join(WHAT)}.")
    if not scheme:
        return PutAside(line, "scheme: is empty; write which programme it was.")
    for name, text in (("scheme", scheme), (NOTE, note)):
        if len(text) > LONGEST[name] or not text.isprintable():
            return PutAside(line, f"{name}: write at most {LONGEST[name]} plain characters.")
    if note and (why_not := why_not_say(note, LONGEST[NOTE])):
        return PutAside(line, f"note: {why_not}")
    if year and not (found := _year(year)):
        return PutAside(line, f"year: “{year}” is no financial year such as 2016-17.")
    return Past(line, practice, scheme, found if year else "", what, note)


def _year(text: str) -> str:
    """A financial year however it is written: 2016-17, 2016/17, 2016-2017; empty if it is none."""
    found = re.fullmatch(r"(20\d\d)\s*[-/–]\s*(?:20)?(\d\d)", text)
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        return ""
    return f"{found[1]}-{found[2]}"


def _heading(text: str) -> str:
    return re.sub(r"\W+", "_", text.strip().lower()).strip("_")
