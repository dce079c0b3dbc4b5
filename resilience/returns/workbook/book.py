"""A workbook as it was opened: the values of its sheets, and what else counts of them. Pure.

Values are read by calamine. What it does not tell (names of cells, formulas, what is hidden) is
looked for in the parts of the package, which costs milliseconds where there is none of it.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from resilience.look.attached.markup import read
from resilience.look.attached.package import parts_of
from resilience.look.attached.refusals import DAMAGED, NotTaken
from resilience.returns.workbook.columns import number
from resilience.returns.workbook.extent import reaches_too_far

BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
FAR_OUT = (
    "has a cell far below or far to the right of the others: delete the rows and columns beyond "
    "the table, save it, and upload it again"
)
MOST_NAMES = 10_000
TOO_MANY_NAMES = (
    f"has more than {MOST_NAMES:,} names of cells: copy its cells as values into a new template, "
    "and upload that"
)
MOST_SPANS = 5_000
"""Formulas, hidden rows and the like of a sheet that are told one by one."""
AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?", re.ASCII)
QUOTED = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!([^!]+)")
CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.ASCII)
FORMULA = [re.compile(one) for one in (rb"<f[\s>/]", rb":f[\s>/]")]
MATTERS = (b"hidden", b't="e"', b"t='e'", b"\0")
"""Beside formulas, of the part of a sheet: what is hidden, errors, and letters of more than a byte.
Each is looked for by itself, as that is quicker than a choice."""
TRUE = ("1", "true")


@dataclass(frozen=True)
class Range:
    """The cells that a name means, counted from 1, both ends included."""

    sheet: str
    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True)
class Sheet:
    """The values of a sheet: `rows[0]` is row `top`, and a row's first cell is column `left`."""

    name: str
    hidden: bool
    rows: list[list[Any]] = field(repr=False)
    top: int
    left: int
    merged: list[Range] = field(repr=False)
    formulas: frozenset[tuple[int, int]] = field(repr=False)
    """Row and column of each cell with a formula."""
    errors: frozenset[tuple[int, int]] = field(repr=False)
    hidden_rows: frozenset[int] = field(repr=False)
    hidden_columns: frozenset[int] = field(repr=False)

    def cell(self, row: int, column: int) -> Any:
        """The value of a cell; an empty text where there is none."""
        down, right = row - self.top, column - self.left
        if 0 <= down < len(self.rows) and 0 <= right < len(self.rows[down]):
            return self.rows[down][right]
        return ""

    def column(self, column: int, first: int, last: int) -> list[Any]:
        """The values of a column from a row to another."""
        right = column - self.left
        empty = [""] * (last - first + 1)
        if right < 0 or not self.rows or right >= len(self.rows[0]):
            return empty
        start, end = max(first, self.top), min(last, self.top + len(self.rows) - 1)
        if end < start:
            return empty
        there = [row[right] for row in self.rows[start - self.top : end - self.top + 1]]
        return [""] * (start - first) + there + [""] * (last - end)

    @property
    def last_row(self) -> int:
        """The last row with anything in it; 0 where there is none."""
        return self.top + len(self.rows) - 1 if self.rows else 0


@dataclass(frozen=True)
class Book:
    """A workbook: its sheets by name, and where each name of cells leads, if it leads anywhere."""

    sheets: Mapping[str, Sheet]
    names: Mapping[str, Range | None]
    from_1904: bool
    """Whether it counts days from 1904, as old ones of the Mac do."""


def read_book(content: bytes) -> Book:
    """What is in an .xlsx that was checked. Raises NotTaken."""
    parts = parts_of(content)
    told = _Told()
    if BOOK not in parts or RELATIONS not in parts:
        raise NotTaken(DAMAGED)
    if reaches_too_far(content, parts):
        raise NotTaken(FAR_OUT)
    read(parts[BOOK], told.see, told.say)
    read(parts[RELATIONS], told.relation)
    if len(set(told.shown_parts)) != len(told.shown_parts):
        raise NotTaken(DAMAGED)  # one part may not be read again and again
    try:
        made = CalamineWorkbook.from_filelike(io.BytesIO(content))
        shown = set(made.sheet_names)
        sheets = {
            name: _sheet(made.get_sheet_by_name(name), state, parts.get(told.part_of(rid), b""))
            for name, (state, rid) in told.sheets.items()
            if name in shown
        }
    except (CalamineError, OSError, ValueError, KeyError, TypeError, OverflowError):
        raise NotTaken(DAMAGED) from None
    names = {name: _range(text, sheets) for name, text in told.names.items()}
    return Book(sheets, names, told.from_1904)


class _Told:
    """What the part of the workbook says of sheets and names."""

    def __init__(self) -> None:
        self.sheets: dict[str, tuple[str, str]] = {}
        self.names: dict[str, str] = {}
        self.parts: dict[str, str] = {}
        self.from_1904 = False
        self._name: str | None = None

    def see(self, element: str, attributes: dict[str, str]) -> None:
        self._name = None
        if element == "workbookPr":
            self.from_1904 = attributes.get("date1904", "") in TRUE
        elif element == "sheet":
            state = attributes.get("state", "visible")
            self.sheets[attributes.get("name", "")] = state, attributes.get("id", "")
        elif element == "definedName" and "localSheetId" not in attributes:
            if len(self.names) == MOST_NAMES:
                raise NotTaken(TOO_MANY_NAMES)
            self._name = attributes.get("name", "").lower()
            self.names[self._name] = ""

    def say(self, text: str) -> None:
        if self._name is not None:
            self.names[self._name] += text

    def relation(self, element: str, attributes: dict[str, str]) -> None:
        target = attributes.get("Target", "").lower()
        self.parts[attributes.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", target))

    @property
    def shown_parts(self) -> list[str]:
        """The part of each sheet that has one."""
        return [part for _, rid in self.sheets.values() if (part := self.part_of(rid))]

    def part_of(self, relation: str) -> str:
        return self.parts.get(relation, "").lstrip("/")


def _range(text: str, sheets: Mapping[str, Sheet]) -> Range | None:
    """Where a name leads; none for what is no block of cells of a sheet that there is."""
    quoted = QUOTED.fullmatch(text.strip())
    area = AREA.fullmatch(quoted[3]) if quoted else None
    if not quoted or not area:
        return None
    sheet = (quoted[1] or quoted[2]).replace("''", "'")
    found = next((one for one in sheets if one.casefold() == sheet.casefold()), None)
    if found is None:
        return None
    row, column = int(area[2]), number(area[1])
    last = int(area[4]) if area[4] else row
    right = number(area[3]) if area[3] else column
    return Range(found, min(row, last), max(row, last), min(column, right), max(column, right))


def _sheet(sheet: CalamineSheet, state: str, part: bytes) -> Sheet:
    top, left = sheet.start or (0, 0)
    seen = _looked_at(part)
    return Sheet(
        name=sheet.name,
        hidden=state.lower() != "visible",
        rows=sheet.to_python(),
        top=top + 1,
        left=left + 1,
        merged=[
            Range(sheet.name, a[0] + 1, b[0] + 1, a[1] + 1, b[1] + 1)
            for a, b in (sheet.merged_cell_ranges or [])[:MOST_SPANS]
        ],
        formulas=frozenset(seen.formulas),
        errors=frozenset(seen.errors),
        hidden_rows=frozenset(seen.rows),
        hidden_columns=frozenset(seen.columns),
    )


class _Looked:
    """Formulas, errors, and hidden rows and columns of the part of a sheet."""

    def __init__(self) -> None:
        self.formulas: set[tuple[int, int]] = set()
        self.errors: set[tuple[int, int]] = set()
        self.rows: set[int] = set()
        self.columns: set[int] = set()
        self.row = self.column = 0

    def see(self, element: str, attributes: dict[str, str]) -> None:
        if element == "row":
            told = attributes.get("r", "")
            self.row, self.column = int(told) if told.isdecimal() else self.row + 1, 0
            if attributes.get("hidden") in TRUE:
                self.rows.add(self.row)
        elif element == "c":
            found = CELL.fullmatch(attributes.get("r", ""))
            self.column = number(found[1]) if found else self.column + 1
            self.row = int(found[2]) if found else self.row
            if attributes.get("t") == "e":
                self.errors.add((self.row, self.column))
        elif element == "f":
            self.formulas.add((self.row, self.column))
        elif element == "col" and attributes.get("hidden") in TRUE:
            ends = [attributes.get(name, "") for name in ("min", "max")]
            enough = len(self.columns) >= MOST_SPANS
            if all(one.isdecimal() for one in ends) and not enough:
                first, last = map(int, ends)
                self.columns.update(range(first, min(last, first + MOST_SPANS) + 1))


def _looked_at(part: bytes) -> _Looked:
    found = _Looked()
    if any(one in part for one in MATTERS) or any(one.search(part) for one in FORMULA):
        read(part, found.see)
    return found
