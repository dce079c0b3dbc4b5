"""A publisher's layout declared as columns, and rows of text turned into a typed table by it.

A value that is not there is never a zero: a measurement has beside it a `<name>_mark` that says
whether it is missing, suppressed, not available or not applicable.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import pyarrow as pa

from resilience.evidence.periods import parse_day
from resilience.evidence.sheets import Sheet

MISSING, SUPPRESSED = "missing", "suppressed"
NOT_AVAILABLE, NOT_APPLICABLE = "not available", "not applicable"
SYMBOLS = {
    "": MISSING,
    "-": MISSING,
    "NA": MISSING,
    "N/A": NOT_APPLICABLE,
    "z": NOT_APPLICABLE,
    ":": NOT_AVAILABLE,
    "ND": NOT_AVAILABLE,
    "..": NOT_AVAILABLE,
    "*": SUPPRESSED,
    "c": SUPPRESSED,
}
"""What publishers write where a number would stand."""


TEXT = pa.string()


class Mark(str):
    """What `Column.read` returns for a value that is not there: the word that says why."""


@dataclass(frozen=True)
class Column:
    """One column of a layout.

    `header` is a pattern over the folded heading (see `fold`), or `place` counts from 0 in a file
    without headings. `read` turns a cell's text into a value or raises ValueError with a sentence.
    A `measure` may hold a symbol instead of a number; any other column may be blank unless
    `needed`, and a row whose needed cell is blank is rejected. `blank` lists, in capitals, what
    the publisher writes where there is nothing. A file may lack an `optional` one.

    Of headings that stand more than once the first is meant, or the `last`. `in_heading` takes the
    value from the heading itself (the pattern's first group), the same for each row. A column not
    `kept` is read only to reject the rows that don't belong.
    """

    name: str
    header: str = ""
    read: Callable[[str], Any] = str.strip
    type: pa.DataType = TEXT
    place: int | None = None
    needed: bool = False
    optional: bool = False
    measure: bool = False
    blank: tuple[str, ...] = ()
    last: bool = False
    in_heading: bool = False
    kept: bool = True


@dataclass(frozen=True)
class Reject:
    """A row that could not be read: its line, why, and what stood there."""

    line: int
    reason: str
    row: str


@dataclass(frozen=True)
class Layout:
    """A table in a publisher's file: the sheet it is on (a pattern, '' for any), its columns, and
    the columns that together may stand only once. `fits` recognises a file without headings."""

    table: str
    columns: tuple[Column, ...]
    sheet: str = ""
    unique: tuple[str, ...] = ()
    fits: Callable[[list[list[str]]], bool] | None = None

    @property
    def schema(self) -> pa.Schema:
        """Columns in order, a mark beside each measure, and `line`."""
        fields = []
        for column in self.columns:
            if not column.kept:
                continue
            fields.append(pa.field(column.name, column.type))
            if column.measure:
                fields.append(pa.field(f"{column.name}_mark", pa.string()))
        return pa.schema([*fields, pa.field("line", pa.int32())])


def text(name: str, header: str = "", **options: Any) -> Column:
    return Column(name, header, **options)


def code(name: str, header: str = "", pattern: str = r"[A-Z0-9]{2,12}", **options: Any) -> Column:
    """An organisation's code; upper-cased, refused when it does not look like one."""
    shape = re.compile(pattern)

    def read(cell: str) -> str:
        value = cell.strip().upper()
        if not shape.fullmatch(value):
            raise ValueError(f"'{_short(cell)}' is not a code")
        return value

    return Column(name, header, read, **options)


def practice(header: str = "", **options: Any) -> Column:
    """The column with the practice's ODS code, without which a row is of no use."""
    shape = re.compile(r"[A-Z][0-9A-Z]{5}")

    def read(cell: str) -> str:
        value = cell.strip().upper()
        if not shape.fullmatch(value):
            raise ValueError(f"'{_short(cell)}' is not a practice code (like A81001)")
        return value

    return Column("practice", header, read, needed=True, **options)


def day(name: str, header: str = "", **options: Any) -> Column:
    return Column(name, header, parse_day, pa.date32(), **options)


def count(name: str, header: str = "", **options: Any) -> Column:
    return Column(name, header, _whole, pa.int64(), measure=True, **options)


def number(name: str, header: str = "", **options: Any) -> Column:
    return Column(name, header, read_number, pa.float64(), measure=True, **options)


def only(name: str, header: str, value: str) -> Column:
    """A column that says what a row is about; rows about anything else are rejected."""

    def read(cell: str) -> str:
        if cell.strip().upper() != value:
            raise ValueError(f"'{_short(cell)}' is not {value}")
        return value

    return Column(name, header, read, needed=True, kept=False)


@lru_cache(maxsize=1 << 14)
def fold(heading: str) -> str:
    """A heading without what changes between releases: case, line breaks, punctuation, [notes]."""
    return re.sub(r"[^a-z0-9%]+", " ", re.sub(r"\[.*?\]", "", heading.lower())).strip()


def find_header(sheet: Sheet, layout: Layout, within: int = 20) -> tuple[int, dict[str, int]]:
    """The row of a sheet that fits a layout's headings best, and where each column stands in it."""
    best: tuple[int, dict[str, int]] = (0, {})
    for number_, row in enumerate(sheet.rows[:within]):
        # Numbers and blanks are no headings; leaving them out halves the time to know a file.
        headings = [(i, h) for i, h in enumerate(map(fold, row)) if h.islower()]
        places = {}
        for column in layout.columns:
            pattern = re.compile(column.header)
            found = [i for i, heading in headings if pattern.fullmatch(heading)]
            if found:
                places[column.name] = found[-1 if column.last else 0]
        if len(places) > len(best[1]):
            best = (number_, places)
    return best


def read_rows(
    layout: Layout, sheet: Sheet, first: int, places: dict[str, int]
) -> tuple[pa.Table, list[Reject]]:
    """Turn the rows of a sheet from index `first` into a table of `layout.schema`.

    A row is rejected, with its line and the reason, when it has more or fewer cells than there are
    headings, when a needed cell is blank, when a cell can't be read, or when it repeats a row that
    may stand once.
    """
    headings = sheet.rows[max(first - 1, 0)]
    width = _width(headings) if first else len(headings)
    rows, lines, rejects = _whole_rows(sheet, first, max(width, max(places.values()) + 1))
    by_place = list(zip(*rows, strict=False))
    bad: dict[int, str] = {}
    columns: dict[str, list[Any]] = {}
    for column in layout.columns:
        place = places.get(column.name)
        cells: Sequence[str]
        if place is None or not rows:
            cells = [""] * len(rows)
        elif column.in_heading and (found := re.fullmatch(column.header, fold(headings[place]))):
            cells = [found[1]] * len(rows)
        else:
            cells = by_place[place]
        values, marks = _read_column(column, cells, bad)
        if not column.kept:
            continue
        columns[column.name] = values
        if column.measure:
            columns[f"{column.name}_mark"] = marks
    _refuse_repeats(layout, columns, lines, bad)
    if bad:
        rejects += [Reject(lines[i], bad[i], _joined(rows[i])) for i in sorted(bad)]
        keep = [i for i in range(len(rows)) if i not in bad]
        columns = {name: [values[i] for i in keep] for name, values in columns.items()}
        lines = [lines[i] for i in keep]
    columns["line"] = lines
    rejects.sort(key=lambda reject: reject.line)
    return pa.table(columns, schema=layout.schema), rejects


def _width(row: list[str]) -> int:
    """How many cells a row has, blank ones at its end not counted."""
    return next((i for i in range(len(row), 0, -1) if row[i - 1].strip()), 0)


def _whole_rows(
    sheet: Sheet, first: int, width: int
) -> tuple[list[list[str]], list[int], list[Reject]]:
    """The rows that have a cell for each heading, their lines, and the rows that don't.

    A row cut short has too few; a comma or a quote that was not meant as one makes too many.
    """
    rows, lines, rejects = [], [], []
    for row, line in zip(sheet.rows[first:], sheet.lines[first:], strict=True):
        if len(row) < width:
            reason = f"the row ends after {len(row)} of {width} columns"
            rejects.append(Reject(line, reason, _joined(row)))
        elif len(row) > width and not sheet.name and _width(row) > width:
            reason = f"the row has {_width(row)} columns where there are {width} headings"
            rejects.append(Reject(line, reason, _joined(row)))
        else:
            rows.append(row)
            lines.append(line)
    return rows, lines, rejects


def _read_column(
    column: Column, cells: Sequence[str], bad: dict[int, str]
) -> tuple[list[Any], list[str | None]]:
    """The values of a column and their marks; each different cell is read once."""
    if column.read is str.strip and not (column.needed or column.measure or column.blank):
        return [cell.strip() or None for cell in cells], []
    values, marks, problems = {}, {}, {}
    for cell in set(cells):
        values[cell], marks[cell], problem = _read_cell(column, cell)
        if problem:
            problems[cell] = problem
    if problems:
        for i, cell in enumerate(cells):
            if cell in problems:
                bad.setdefault(i, problems[cell])
    return [*map(values.__getitem__, cells)], [*map(marks.__getitem__, cells)]


def _read_cell(column: Column, cell: str) -> tuple[Any, str | None, str | None]:
    """(value, mark, problem) of one cell."""
    stripped = cell.strip()
    if column.measure and stripped in SYMBOLS:
        return None, SYMBOLS[stripped], None
    if not stripped or stripped.upper() in column.blank:
        shown = f" ('{_short(cell)}' stands for none)" if stripped else ""
        return None, None, f"no {_words(column)}{shown}" if column.needed else None
    try:
        value = column.read(cell)
        return (None, str(value), None) if isinstance(value, Mark) else (value, None, None)
    except (ValueError, OverflowError) as error:
        reason = str(error) if str(error).startswith("'") else f"'{_short(cell)}' can't be read"
        return None, None, f"{_words(column)}: {reason}"


def _refuse_repeats(
    layout: Layout, columns: dict[str, list[Any]], lines: list[int], bad: dict[int, str]
) -> None:
    if not layout.unique:
        return
    seen: dict[tuple[Any, ...], int] = {}
    for i, key in enumerate(zip(*(columns[name] for name in layout.unique), strict=True)):
        if i in bad:
            continue
        if key in seen:
            bad[i] = f"{' '.join(map(str, key))} stands on line {lines[seen[key]]} already"
        else:
            seen[key] = i


def _whole(cell: str) -> int:
    value = read_number(cell)
    if not value.is_integer():
        raise ValueError(f"'{_short(cell)}' is not a whole number")
    if value < 0:
        raise ValueError(f"'{_short(cell)}' is less than nothing")
    return int(value)


def read_number(cell: str) -> float:
    """A finite number, with or without thousands' commas or a percent sign; raises ValueError."""
    try:
        value = float(cell.replace(",", "").rstrip("%"))
    except ValueError:
        raise ValueError(f"'{_short(cell)}' is not a number") from None
    if not math.isfinite(value):
        raise ValueError(f"'{_short(cell)}' is not a number")
    return value


def _words(column: Column) -> str:
    return column.name.replace("_", " ")


def _short(cell: str) -> str:
    value = cell.strip()
    return value if len(value) <= 40 else value[:37] + "..."


def _joined(row: list[str]) -> str:
    return ",".join(row)[:500]


def days_in(table: pa.Table, name: str) -> list[date]:
    """The different days in a column, in order."""
    return sorted({value for value in table.column(name).to_pylist() if value})
