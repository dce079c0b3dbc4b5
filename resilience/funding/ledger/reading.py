"""Opening an extract of a general ledger: rows of text from a CSV or a workbook. Pure: no database.

Only values are read: a formula counts as what the program that saved it last worked out, and what
is written like one is text. Hidden sheets are not read, and what could run or fetch is not taken.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from resilience.evidence.sheets import Unreadable, workbook_sheets
from resilience.funding.ledger.extent import most_cells
from resilience.look.attached import LARGEST, MB, NotTaken, checked
from resilience.look.attached.kinds import family_of
from resilience.look.attached.names import tidied

MOST_ROWS = 20_000
MOST_COLUMNS = 100
MOST_LINES = 10 * MOST_ROWS
"""Of a CSV, blank ones included."""
MOST_CELLS = 10_000_000
"""Of a sheet, blank ones between and before the others included."""
LONGEST_CELL = 500
"""Characters of a cell that are read; more is no cell of a ledger."""
SEPARATORS = ",;\t|"
LOOKED_AT = 50
"""Rows that tell which sign separates the cells."""
FAR_OUT = (
    "has a cell far below or far to the right of the others: copy the rows with the payments into "
    "a new workbook, and read that."
)


class NotRead(Exception):
    """A file that is no extract, in a sentence: what was found and how to mend it."""


@dataclass(frozen=True)
class Row:
    """Cells as text, and which row of the file it is, counted as a spreadsheet does."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class File:
    """What was read of a file: its plain name, its SHA-256 and the rows that have something."""

    name: str
    sha256: str
    rows: list[Row] = field(repr=False)


def opened(name: str, content: bytes) -> File:
    """The rows of a file. Raises NotRead."""
    name = tidied(name)
    if not content:
        raise NotRead(f"{name} is empty: choose the file that you meant.")
    if len(content) > LARGEST:
        raise NotRead(f"{name} has more than {LARGEST // MB} MB: read it in parts.")
    rows = _of_a_workbook(name, content) if family_of(content) != "text" else _of_a_csv(content)
    rows = [row for row in rows if any(cell.strip() for cell in row.cells)]
    if len(rows) > MOST_ROWS:
        raise NotRead(f"{name} has {len(rows):,} rows, and {MOST_ROWS:,} are read: split it.")
    if any(len(row.cells) > MOST_COLUMNS for row in rows):
        raise NotRead(f"{name} has more than {MOST_COLUMNS} columns: leave out what is not needed.")
    rows = [Row(row.number, _cut(row.cells)) for row in rows]
    return File(name, hashlib.sha256(content).hexdigest(), rows)


def _of_a_workbook(name: str, content: bytes) -> list[Row]:
    """The rows of the fullest sheet that is not hidden."""
    try:
        checked(name, content, why_not_text=lambda text: "")
        if not name.endswith(".xlsx"):
            raise NotTaken(f"{name} is no CSV: save it as CSV or as an Excel workbook (.xlsx).")
        if most_cells(content) > MOST_CELLS:
            raise NotTaken(f"{name} {FAR_OUT}")
        sheets = workbook_sheets(content)
        named = CalamineWorkbook.from_filelike(io.BytesIO(content)).sheets_metadata
    except NotTaken as problem:
        raise NotRead(str(problem)) from None
    except Unreadable as problem:
        raise NotRead(f"{name}: {problem}.") from None
    shown = {
        one.name
        for one in named
        if one.visible == SheetVisibleEnum.Visible and one.typ == SheetTypeEnum.WorkSheet
    }
    fullest = max(
        (one for one in sheets if one.name in shown), key=lambda one: len(one.rows), default=None
    )
    if fullest is None:
        raise NotRead(f"{name} has no sheet with anything in it that is not hidden.")
    pairs = zip(fullest.lines, fullest.rows, strict=True)
    return [Row(number, cells) for number, cells in pairs]


def _of_a_csv(content: bytes) -> list[Row]:
    text = _text(content)
    if text.lstrip().startswith("<"):
        raise NotRead("This is a web page, whatever it is called: save it as CSV or as .xlsx.")
    rows = _split(text)
    last = rows[-1] if rows else []
    if last and "\n" in last[-1] and text.count('"') % 2:
        raise NotRead(
            f"Row {len(rows)}: a quotation mark opens a cell that never ends, so the rows below "
            "can't be told apart. Mend that row, and read the file again."
        )
    return [Row(number, cells) for number, cells in enumerate(rows, start=1)]


def _split(text: str) -> list[list[str]]:
    """Rows of cells, by the sign that separates most of them."""
    first = list(islice(io.StringIO(text), LOOKED_AT))
    by = max(SEPARATORS, key=lambda sign: sum(line.count(sign) > 1 for line in first))
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=by)
    try:
        rows = list(islice(lines, MOST_LINES + 1))
    except csv.Error:
        raise NotRead(
            f"Line {lines.line_num} is no line of a CSV file: save the file as CSV again."
        ) from None
    if len(rows) > MOST_LINES:
        raise NotRead(
            f"The file has more than {MOST_LINES:,} lines, and {MOST_ROWS:,} rows are read: split "
            "it, and leave out blank lines."
        )
    return rows


def _text(content: bytes) -> str:
    """As UTF-8, as what Excel saves as Unicode text, or in the Windows alphabet."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content:
        raise NotRead("This is neither a CSV nor an Excel workbook: save it as one of them.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _cut(cells: Sequence[str]) -> list[str]:
    return [cell if len(cell) <= LONGEST_CELL else f"{cell[:LONGEST_CELL]}…" for cell in cells]
