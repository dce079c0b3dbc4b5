"""A publisher's layout declared as columns of a typed table.

A value that is not there is never a zero: a measurement has beside it a `<name>_mark` that says
whether it is missing, suppressed, not available or not applicable.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache, reduce
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from resilience.evidence.periods import parse_day

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
THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(,\d{3})+(\.\d+)?", re.ASCII)
NUMBER = re.compile(r"[+-]?(0|[1-9]\d*)?(\.\d*)?(E-\d{1,3})?", re.ASCII | re.IGNORECASE)
"""A number as programs write it. A zero before others is a code's, and a large number that a
spreadsheet shortened ('1.2E+06') has lost its figures."""
SHORTENED = re.compile(r"[+-]?[\d.]+E\+?\d+", re.ASCII | re.IGNORECASE)
PLAIN = re.compile(r"(-?)(0|[1-9]\d{0,11})(?:\.(\d\d?))?", re.ASCII)
MOST = 2**53
"""Whole numbers up to here are exact however a file writes them."""

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
    `kept` is read only to reject the rows that don't belong. `picks` is a pattern that tells the
    rows of this table from others among them, like totals: those are passed over, not rejected.
    `symbols` are what this publisher writes for a number, where it means another thing than usual.
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
    picks: str = ""
    symbols: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reject:
    """A row that could not be read: its line, why, and what stood there."""

    line: int
    reason: str
    row: str


@dataclass(frozen=True)
class Layout:
    """A table in a publisher's file: the sheet it is on (a pattern, '' for any), its columns, and
    the columns that together may stand only once. `fits` recognises a file without headings.
    With several `heading_rows` a heading is what stands above its column in all of them, where an
    upper one reaches right until the next. `derived` are measures that are not read but follow
    from those that are (see `Dataset.derive`)."""

    table: str
    columns: tuple[Column, ...]
    sheet: str = ""
    unique: tuple[str, ...] = ()
    fits: Callable[[list[list[str]]], bool] | None = None
    heading_rows: int = 1
    derived: tuple[str, ...] = ()

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

    @property
    def finished(self) -> pa.Schema:
        """The columns as they are kept: those read, then the derived measures and their marks."""
        fields = [
            field
            for name in self.derived
            for field in (pa.field(name, pa.float64()), pa.field(f"{name}_mark", TEXT))
        ]
        return pa.schema([*self.schema, *fields])


def text(name: str, header: str = "", **options: Any) -> Column:
    return Column(name, header, **options)


def code(name: str, header: str = "", pattern: str = r"[A-Z0-9]{2,12}", **options: Any) -> Column:
    """An organisation's code; upper-cased, refused when it does not look like one."""
    shape = re.compile(pattern)

    def read(cell: str) -> str:
        value = cell.strip().upper()
        if not shape.fullmatch(value):
            raise ValueError(f"'{short(cell)}' is not a code")
        return value

    return Column(name, header, read, **options)


def practice(header: str = "", **options: Any) -> Column:
    """The column with the practice's ODS code, without which a row is of no use."""
    shape = re.compile(r"(?!U[0-9A-Z]\d{4})[A-Z][0-9A-Z]{5}")  # U and figures is a network

    def read(cell: str) -> str:
        value = cell.strip().upper()
        if not shape.fullmatch(value):
            raise ValueError(f"'{short(cell)}' is not a practice code (like A81001)")
        return value

    return Column("practice", header, read, needed=True, **options)


def day(name: str, header: str = "", **options: Any) -> Column:
    return Column(name, header, parse_day, pa.date32(), **options)


def count(name: str, header: str = "", **options: Any) -> Column:
    return Column(name, header, read_whole, pa.int64(), measure=True, **options)


def number(name: str, header: str = "", **options: Any) -> Column:
    return Column(name, header, read_number, pa.float64(), measure=True, **options)


def pence(name: str, header: str = "", **options: Any) -> Column:
    """Money, kept in whole pence, that the publisher writes in pounds; it may be less than 0."""
    return Column(name, header, read_pence, pa.int64(), measure=True, **options)


def only(name: str, header: str, value: str) -> Column:
    """A column that says what a row is about; rows about anything else are rejected."""

    def read(cell: str) -> str:
        if cell.strip().upper() != value:
            raise ValueError(f"'{short(cell)}' is not {value}")
        return value

    return Column(name, header, read, needed=True, kept=False)


@lru_cache(maxsize=1 << 14)
def fold(heading: str) -> str:
    """A heading without what changes between releases: case, line breaks, punctuation, [notes]."""
    return re.sub(r"[^a-z0-9%]+", " ", re.sub(r"\[.*?\]", "", heading.lower())).strip()


@cache
def in_words(pattern: str) -> str:
    """A pattern of headings as people would write it, without what may be left out:
    '(ccg|sub icb( location)?) code' is 'ccg or sub icb code', 'score (max )?\\d+' is 'score …'."""
    words = re.sub(r"\(\?[:i]+\)?", "(", pattern) if "(?" in pattern else pattern
    words = re.sub(r" ?(\\d|\.)\*$", "", words.replace(" ?", " "))
    while group := re.search(r"\(([^()]*)\)([?*]?)", words):
        choices = "" if group[2] else group[1].replace("|", " or ")
        words = words[: group.start()] + choices + words[group.end() :]
    words = re.sub(r".\?", "", words).replace("|", " or ")
    return re.sub(r"((\\d|\[.*?\]|\.)([+*]|\{.*?\})?)+", "…", words).strip()


def read_whole(cell: str) -> int:
    """A number of people or things; raises ValueError."""
    value = read_number(cell)
    if not value.is_integer() or "%" in cell:
        raise ValueError(f"'{short(cell)}' is not a whole number")
    if value < 0:
        raise ValueError(f"'{short(cell)}' is less than nothing")
    return int(value)


def read_number(cell: str) -> float:
    """A number with or without thousands' commas or a percent sign; raises ValueError."""
    written = cell.strip()
    if not NUMBER.fullmatch(written):
        written = _without_ornaments(written)
        if SHORTENED.fullmatch(cell.strip()):
            raise ValueError(f"'{short(cell)}' was shortened by a program; write it in full")
    try:
        value = float(written)
    except ValueError:
        raise ValueError(f"'{short(cell)}' is not a number") from None
    if abs(value) > MOST:
        raise ValueError(f"'{short(cell)}' is more than anything counted here")
    return value


def _without_ornaments(written: str) -> str:
    """A number that is written for people as programs write it; '' when it is none."""
    written = written.removesuffix("%").rstrip()
    if THOUSANDS.fullmatch(written):
        written = written.replace(",", "")
    return written if NUMBER.fullmatch(written) else ""


def read_pence(cell: str) -> int:
    """Pounds as whole pence, exact: '1,234.5' is 123450, '-12.30' and '(12.30)' are -1230.

    What programs write behind the pence ('0.30000000000000004', '-5.8E-11') is rounded away. Large
    numbers shortened by a spreadsheet ('1.2E+06') have lost their pence. Raises ValueError.
    """
    if plain := PLAIN.fullmatch(cell):
        sign, pounds, pence = plain.groups("")
        return int(f"{sign}{pounds}{pence:0<2}")
    written = re.sub(r"^\((.*)\)$", r"-\1", cell.strip()).replace("£", "")
    if THOUSANDS.fullmatch(written):
        written = written.replace(",", "")
    if not re.fullmatch(r"-?((0|[1-9]\d{0,11})(\.\d*)?|\.\d+)(E-\d{1,3})?", written, re.IGNORECASE):
        raise ValueError(f"'{short(cell)}' is not an amount in pounds")
    return int((Decimal(written) * 100).to_integral_value(ROUND_HALF_UP))


def short(cell: str) -> str:
    value = cell.strip()
    return value if len(value) <= 40 else value[:37] + "..."


def days_in(table: pa.Table, name: str) -> list[date]:
    """The different days in a column, in order."""
    return sorted(pc.unique(table.column(name)).drop_null().to_pylist())


def add_up(table: pa.Table, name: str, parts: Sequence[str]) -> pa.Table:
    """The table with a measure more: the sum of others, not known where one of them is not."""
    known = [table[part].cast(pa.float64()) for part in parts]
    marks = [table[f"{part}_mark"] for part in parts]
    table = table.append_column(name, reduce(pc.add, known))
    return table.append_column(f"{name}_mark", pc.coalesce(*marks))


def withhold(table: pa.Table, names: Sequence[str], where: pa.ChunkedArray, mark: str) -> pa.Table:
    """The table without the numbers in some rows, which bear the mark instead."""
    for name in names:
        place = table.column_names.index(name)
        kept = pc.if_else(where, None, table[name])
        marks = pc.if_else(where, mark, table[f"{name}_mark"])
        table = table.set_column(place, name, kept).set_column(place + 1, f"{name}_mark", marks)
    return table
