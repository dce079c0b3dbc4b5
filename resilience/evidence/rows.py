"""Rows of text turned into a typed table by a layout: headings found, cells read, rows rejected."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate, compress
from typing import Any

import numpy as np
import pyarrow as pa

from resilience.evidence.plain import plain_numbers
from resilience.evidence.sheets import Sheet, Unreadable
from resilience.evidence.tables import SYMBOLS, Column, Layout, Mark, Reject, fold, short

MOST_CELLS_OF_A_NOTE = 2
LONGEST_COLUMN = 2**31 - 1
"""Bytes of text in a column of a typed table."""


def find_header(sheet: Sheet, layout: Layout, within: int = 20) -> tuple[int, dict[str, int]]:
    """The row of a sheet that fits a layout's headings best, and where each column stands in it."""
    best: tuple[int, dict[str, int]] = (0, {})
    one_of_them = _heading("|".join(f"(?:{column.header})" for column in layout.columns))
    top = tuple(map(tuple, sheet.rows[:within]))
    for number_, (headings, where) in enumerate(_headings_of(top, layout.heading_rows)):
        if not one_of_them.search(headings):
            continue
        places = {}
        for column in layout.columns:
            if found := [*_heading(column.header).finditer(headings)]:
                start = found[-1 if column.last else 0].start()
                places[column.name] = where[headings.count("\n", 0, start)]
        if len(places) > len(best[1]):
            best = (number_, places)
    return best


@lru_cache(maxsize=64)
def _headings_of(rows: tuple[tuple[str, ...], ...], together: int) -> list[tuple[str, list[int]]]:
    """What may be a heading in each row, or in so many rows together that end with it."""
    if together > 1:
        ends = range(1, len(rows) + 1)
        rows = tuple(tuple(_stacked(rows[max(end - together, 0) : end])) for end in ends)
    return [*map(_headings, rows)]


def _headings(row: Sequence[str]) -> tuple[str, list[int]]:
    """Folded headings, a line for each, and their places; numbers and blanks are none."""
    folded = [(i, heading) for i, heading in enumerate(map(fold, row)) if heading.islower()]
    return "\n".join(heading for _, heading in folded), [i for i, _ in folded]


@cache
def _heading(pattern: str) -> re.Pattern[str]:
    """What finds the headings that a pattern fits, each on its line, all in one go."""
    return re.compile(f"^(?:{pattern})$", re.MULTILINE)


def _stacked(rows: Sequence[Sequence[str]]) -> list[str]:
    """One heading for each column from rows of headings, the upper ones merged over several."""
    *upper, lowest = rows
    reaching: list[list[str]] = [[*accumulate(row, _reaching)] for row in upper]
    return [" ".join(column) for column in zip(*reaching, lowest, strict=True)]


def _reaching(left: str, cell: str) -> str:
    return cell if cell.strip() else left


def read_rows(
    layout: Layout, sheet: Sheet, first: int, places: dict[str, int]
) -> tuple[pa.Table, list[Reject]]:
    """Turn the rows of a sheet from index `first` into a table of `layout.schema`.

    A row is rejected, with its line and the reason, when it has more or fewer cells than there are
    headings, when a needed cell is blank, when a cell can't be read, or when it repeats a row that
    may stand once. Rows that a column doesn't pick, and notes in a workbook, are passed over.
    """
    headings = sheet.rows[max(first - 1, 0)]
    _refuse_two_under_one_heading(layout, sheet, first, places)
    width = _width(headings) if first else len(headings)
    picked = _picked(layout, sheet, first, places)
    rows, lines, rejects = _whole_rows(picked, max(width, max(places.values()) + 1))
    by_place = list(zip(*rows, strict=False))
    bad: dict[int, str] = {}
    columns: list[pa.Array] = []
    for column in layout.columns:
        place = places.get(column.name)
        if place is None or not rows:
            cells = _the_same("", len(rows))
        elif column.in_heading and (found := re.fullmatch(column.header, fold(headings[place]))):
            cells = _the_same(found[1], len(rows))
        else:
            cells = _coded(by_place[place])
        values, marks = _read_column(column, cells, bad)
        if column.kept:
            columns += [values, marks] if column.measure else [values]
    table = pa.table([*columns, pa.array(lines, pa.int32())], schema=layout.schema)
    _refuse_repeats(layout, table, bad)
    if bad:
        rejects += [Reject(lines[i], bad[i], _joined(rows[i])) for i in sorted(bad)]
        table = table.filter(pa.array([i not in bad for i in range(len(rows))], pa.bool_()))
    rejects.sort(key=lambda reject: reject.line)
    return table, rejects


def _refuse_two_under_one_heading(
    layout: Layout, sheet: Sheet, first: int, places: dict[str, int]
) -> None:
    """Raises Unreadable where nothing tells which of two columns a heading means."""
    if not first:
        return
    above = sheet.rows[max(first - layout.heading_rows, 0) : first]
    folded = [*map(fold, _stacked(above) if layout.heading_rows > 1 else above[-1])]
    for place in set(places.values()):
        for other in (i for i, heading in enumerate(folded) if heading == folded[place]):
            if other != place and any(
                row[place : place + 1] != row[other : other + 1] for row in sheet.rows[first:]
            ):
                raise Unreadable(
                    f"two columns, {place + 1} and {other + 1}, are headed '{folded[place]}' and "
                    "hold different values; delete the one that was not published"
                )


def _width(row: list[str]) -> int:
    """How many cells a row has, blank ones at its end not counted."""
    return next((i for i in range(len(row), 0, -1) if row[i - 1].strip()), 0)


def _picked(layout: Layout, sheet: Sheet, first: int, places: dict[str, int]) -> Sheet:
    """The rows below the headings without those that are not of this table.

    In a workbook one or two cells in a row are a note below the table, where a table has more.
    """
    rows, lines = sheet.rows[first:], sheet.lines[first:]
    if sheet.name and len(places) > MOST_CELLS_OF_A_NOTE:
        of_table = [sum(map(bool, row)) > MOST_CELLS_OF_A_NOTE for row in rows]
        rows, lines = [*compress(rows, of_table)], [*compress(lines, of_table)]
    for column in layout.columns:
        if column.picks and (place := places.get(column.name)) is not None:
            picks = re.compile(column.picks)
            of_table = [len(row) <= place or bool(picks.fullmatch(row[place])) for row in rows]
            rows, lines = [*compress(rows, of_table)], [*compress(lines, of_table)]
    return Sheet(sheet.name, rows, lines)


def _whole_rows(sheet: Sheet, width: int) -> tuple[list[list[str]], list[int], list[Reject]]:
    """The rows that have a cell for each heading, their lines, and the rows that don't.

    A row cut short has too few; a comma or a quote that was not meant as one makes too many.
    """
    rejects, odd = [], set()
    for i, row in enumerate(sheet.rows):
        if len(row) == width:
            continue
        if len(row) < width:
            reason = f"the row ends after {len(row)} of {width} columns"
        elif not sheet.name and _width(row) > width:
            reason = f"the row has {_width(row)} columns where there are {width} headings"
        else:
            continue
        odd.add(i)
        rejects.append(Reject(sheet.lines[i], reason, _joined(row)))
    if not odd:
        return sheet.rows, sheet.lines, []
    whole = [i not in odd for i in range(len(sheet.rows))]
    return [*compress(sheet.rows, whole)], [*compress(sheet.lines, whole)], rejects


def _coded(cells: Sequence[str]) -> pa.DictionaryArray:
    """The cells of a column as the different ones and where each stands."""
    texts = pa.array(cells, pa.large_string())
    if texts.nbytes > LONGEST_COLUMN:
        raise Unreadable(f"a column holds {texts.nbytes // 2**20:,} MB of text, too much to read")
    return texts.dictionary_encode()


def _the_same(cell: str, rows: int) -> pa.DictionaryArray:
    """A column that has one cell in each row."""
    nowhere = pa.array(np.zeros(rows, np.int32))
    return pa.DictionaryArray.from_arrays(nowhere, pa.array([cell], pa.large_string()))


def _read_column(
    column: Column, cells: pa.DictionaryArray, bad: dict[int, str]
) -> tuple[pa.Array, pa.Array]:
    """The values of a column and their marks; each different cell is read once."""
    different = cells.dictionary.to_pylist()
    marks: list[str | None] = [None] * len(different)
    problems: dict[int, str] = {}
    if column.read is str.strip and not (column.needed or column.measure or column.blank):
        values: list[Any] = [cell.strip() or None for cell in different]
    else:
        values = plain_numbers(column, cells.dictionary)
        for i, cell in enumerate(different):
            if values[i] is None:
                values[i], marks[i], problem = _read_cell(column, cell)
                if problem:
                    problems[i] = problem
    where = cells.indices.to_numpy()
    for i in np.flatnonzero(np.isin(where, [*problems])).tolist():
        bad.setdefault(i, problems[where[i]])
    return _spread(values, column.type, where), _spread(marks, pa.string(), where)


def _spread(values: list[Any], kind: pa.DataType, where: np.ndarray) -> pa.Array:
    return pa.array(values, kind).take(pa.array(where))


def _read_cell(column: Column, cell: str) -> tuple[Any, str | None, str | None]:
    """(value, mark, problem) of one cell."""
    stripped = cell.strip()
    if column.measure and (mark := column.symbols.get(stripped) or SYMBOLS.get(stripped)):
        return None, mark, None
    if not stripped or (column.blank and stripped.upper() in column.blank):
        shown = f" ('{short(cell)}' stands for none)" if stripped else ""
        return None, None, f"no {_words(column)}{shown}" if column.needed else None
    try:
        value = column.read(cell)
        return (None, str(value), None) if isinstance(value, Mark) else (value, None, None)
    except (ValueError, OverflowError) as error:
        reason = str(error) if str(error).startswith("'") else f"'{short(cell)}' can't be read"
        return None, None, f"{_words(column)}: {reason}"


def _refuse_repeats(layout: Layout, table: pa.Table, bad: dict[int, str]) -> None:
    keys = table.select(layout.unique)
    if not layout.unique or len(keys.group_by(layout.unique).aggregate([])) == len(keys):
        return
    seen: dict[tuple[Any, ...], int] = {}
    lines = table["line"].to_pylist()
    for i, key in enumerate(zip(*(column.to_pylist() for column in keys.columns), strict=True)):
        if i in bad:
            continue
        if key in seen:
            bad[i] = f"{' '.join(map(str, key))} stands on line {lines[seen[key]]} already"
        else:
            seen[key] = i


def _words(column: Column) -> str:
    return column.name.replace("_", " ")


def _joined(row: list[str]) -> str:
    return ",".join(row)[:500]
