"""Tables as rows of text with the line each row stands on, from a CSV or a workbook."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain, compress, islice

import pyarrow as pa
import pyarrow.parquet as pq
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

LONGEST_CELL = 1 << 20
MOST_CELLS = 20_000_000
"""Cells of a sheet or a table, blank ones included; the largest read so far has a twentieth."""


class Unreadable(Exception):
    """A file that can't be read, in one sentence: what was found and what to do about it."""


@dataclass(frozen=True)
class Sheet:
    """Rows of text: `rows[i]` stands on line `lines[i]` of the file (or row of the sheet)."""

    name: str
    rows: list[list[str]] = field(repr=False)
    lines: list[int] = field(repr=False)


def csv_sheet(content: bytes) -> Sheet:
    """The one sheet of a CSV; blank lines are passed over. Raises Unreadable."""
    text = _decode(content)
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        rows = list(reader)
    except csv.Error as error:
        why = f"line {reader.line_num} can't be read as CSV ({error}); save the file again"
        raise Unreadable(why) from error
    filled = [bool(row) and (bool(row[0]) or any(row)) for row in rows]
    if not any(filled):
        raise Unreadable("there is no row in it; download it again")
    _refuse_other_separators([*islice(compress(rows, filled), 2)])
    lines = _lines(text, len(rows), reader.line_num)
    if all(filled):
        return Sheet("", rows, [*lines])
    return Sheet("", [*compress(rows, filled)], [*compress(lines, filled)])


def _refuse_other_separators(rows: list[list[str]]) -> None:
    """Where semicolons separate cells a comma may stand for a point, so it is not guessed at."""
    for separator, called in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        numbers = [sum(cell.count(separator) for cell in row) for row in rows]
        if all(n > 1 and n >= len(row) for n, row in zip(numbers, rows, strict=True)):
            raise Unreadable(
                f"its cells are separated by {called}; save it as CSV, separated by commas"
            )


def _lines(text: str, rows: int, last: int) -> Iterable[int]:
    """The line on which each row begins; cells with line breaks make rows of several lines."""
    if rows == last:
        return range(1, rows + 1)
    reader = csv.reader(io.StringIO(text, newline=""))
    return [1, *(reader.line_num + 1 for _ in reader)][:rows]


def workbook_sheets(content: bytes) -> list[Sheet]:
    """Every sheet of an .xlsx or .ods as text; whole numbers without '.0', days as 2018-06-30."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = book.sheet_names
        sheets = [_workbook_sheet(book.get_sheet_by_name(name)) for name in names]
    except (CalamineError, OSError, ValueError, KeyError) as error:
        raise Unreadable(
            "it is named as a workbook but can't be opened as one; open it in a spreadsheet "
            "program, and if that works save it again as .xlsx"
        ) from error
    return [sheet for sheet in sheets if sheet.rows]


def parquet_sheet(content: bytes) -> Sheet:
    """A Parquet table as if it were a CSV with its column names as the first line."""
    try:
        shape = pq.read_metadata(io.BytesIO(content))
        if shape.num_rows * max(shape.num_columns, 1) > MOST_CELLS:
            raise Unreadable(f"it has {shape.num_rows:,} rows, which is more than is read")
        table = pq.read_table(io.BytesIO(content))
        rows = [table.column_names]
        rows += ([_text(c) for c in row.values()] for row in table.to_pylist())
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        why = "it is named .parquet but can't be opened as one; save it again"
        raise Unreadable(why) from error
    return Sheet("", rows, list(range(1, len(rows) + 1)))


def json_sheet(content: bytes) -> Sheet:
    """A JSON list of records, or the features of a GeoJSON with `geometry` as JSON text, as if it
    were a CSV with the records' names as the first line; record 1 stands on line 2."""
    try:
        found = json.loads(content, object_pairs_hook=_record)
        if isinstance(found, dict):
            found = [f["properties"] | {"geometry": f["geometry"]} for f in found["features"]]
        records = [dict(record) for record in found]
        names = list(dict.fromkeys(name for record in records for name in record))
        if len(records) * len(names) > MOST_CELLS:
            raise Unreadable(f"it has {len(names):,} columns, which is more than is read")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        why = "it is neither a JSON list of records nor GeoJSON; download it again"
        raise Unreadable(why) from error
    rows = [names, *([_json_text(record.get(name)) for name in names] for record in records)]
    return Sheet("", rows, list(range(1, len(rows) + 1)))


def _record(pairs: list[tuple[str, object]]) -> dict[str, object]:
    record = dict(pairs)
    if len(record) < len(pairs):
        raise ValueError("a name stands twice in a record")
    return record


def _json_text(value: object) -> str:
    return json.dumps(value) if isinstance(value, dict | list) else _text(value)


def _workbook_sheet(sheet: CalamineSheet) -> Sheet:
    rows, lines = [], []
    # What is above the first cell filled is left out of the cells, but counts.
    above, _ = sheet.start or (0, 0)
    cells = sheet.to_python()
    # True and 1 would be one key.
    text = _text if bool in {*map(type, chain.from_iterable(cells))} else _Texts().__getitem__
    for number, row in enumerate(cells, start=above + 1):
        texts = [*map(text, row)]
        if any(texts):
            rows.append(texts)
            lines.append(number)
    return Sheet(sheet.name, rows, lines)


class _Texts(dict[object, str]):
    """The text of each different cell, written once."""

    def __missing__(self, cell: object) -> str:
        self[cell] = text = _text(cell)
        return text


def _text(cell: object) -> str:
    if type(cell) is str:
        return cell
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def _decode(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content:
        where = content[: content.index(b"\x00")].count(b"\n") + 1
        raise Unreadable(
            f"line {where} holds NUL bytes, so this is not a text file or it was damaged; "
            "download it again"
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Older publications were saved by Windows programs; every byte but five is a letter there.
        try:
            return content.decode("cp1252")
        except UnicodeDecodeError as error:
            where = content[: error.start].count(b"\n") + 1
            raise Unreadable(
                f"line {where} is neither UTF-8 nor Windows text; save the file as CSV UTF-8"
            ) from error
