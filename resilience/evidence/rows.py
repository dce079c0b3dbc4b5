"""Rows of text turned into a typed table by a layout: headings found, cells read, rows rejected."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate, compress
from typing import Any

import pyarrow as pa

from resilience.evidence.sheets import Sheet, Unreadable
from resilience.evidence.tables import SYMBOLS, Column, Layout, Mark, Reject, fold, short

MOST_CELLS_OF_A_NOTE = 2


def find_header(sheet: Sheet, layout: Layout, within: int = 20) -> tuple[int, dict[str, int]]:
    """The row of a sheet that fits a layout's headings best, and where each column stands in it."""
    best: tuple[int, dict[str, int]] = (0, {})
    for number_, row in enumerate(sheet.rows[:within]):
        if layout.heading_rows > 1:
            row = _stacked(sheet.rows[max(number_ + 1 - layout.heading_rows, 0) : number_ + 1])
        headings, where = _headings(tuple(row))
        places = {}
        for column in layout.columns:
            if found := [*_heading(column.header).finditer(headings)]:
                start = found[-1 if column.last else 0].start()
                places[column.name] = where[headings.count("\n", 0, start)]
        if len(places) > len(best[1]):
            best = (number_, places)
    return best


@lru_cache(maxsize=64)
def _headings(row: tuple[str, ...]) -> tuple[str, list[int]]:
    """Folded headings, a line for each, and their places; numbers and blanks are none."""
    folded = [(i, heading) for i, heading in enumerate(map(fold, row)) if heading.islower()]
    return "\n".join(heading for _, heading in folded), [i for i, _ in folded]


@cache
def _heading(pattern: str) -> re.Pattern[str]:
    """What finds the headings that a pattern fits, each on its line, all in one go."""
    return re.compile(f"^(?:{pattern})$", re.MULTILINE)


def _stacked(rows: list[list[str]]) -> list[str]:
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
            if any(row[place : place + 1] != row[other : other + 1] for row in sheet.rows[first:]):
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
    rows, lines, rejects = [], [], []
    for row, line in zip(sheet.rows, sheet.lines, strict=True):
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
    nothing: list[str | None] = [None] * len(cells)
    if column.read is str.strip and not (column.needed or column.measure or column.blank):
        return [cell.strip() or None for cell in cells], nothing
    values: dict[str, Any] = {}
    marks: dict[str, str] = {}
    problems: dict[str, str] = {}
    plain = column.measure and not (column.symbols or column.blank)
    for cell in set(cells):
        if plain and (value := _plain_number(column, cell)) is not None:
            values[cell] = value
            continue
        values[cell], mark, problem = _read_cell(column, cell)
        if mark:
            marks[cell] = mark
        if problem:
            problems[cell] = problem
    if problems:
        for i, cell in enumerate(cells):
            if cell in problems:
                bad.setdefault(i, problems[cell])
    return [*map(values.__getitem__, cells)], [*map(marks.get, cells)] if marks else nothing


def _plain_number(column: Column, cell: str) -> int | float | None:
    """What most cells of most files hold, without looking for symbols and reasons first."""
    try:
        value = column.read(cell)
    except (ValueError, OverflowError):
        return None
    return value if isinstance(value, int | float) else None


def _read_cell(column: Column, cell: str) -> tuple[Any, str | None, str | None]:
    """(value, mark, problem) of one cell."""
    stripped = cell.strip()
    if column.measure and (mark := column.symbols.get(stripped) or SYMBOLS.get(stripped)):
        return None, mark, None
    if not stripped or stripped.upper() in column.blank:
        shown = f" ('{short(cell)}' stands for none)" if stripped else ""
        return None, None, f"no {_words(column)}{shown}" if column.needed else None
    try:
        value = column.read(cell)
        return (None, str(value), None) if isinstance(value, Mark) else (value, None, None)
    except (ValueError, OverflowError) as error:
        reason = str(error) if str(error).startswith("'") else f"'{short(cell)}' can't be read"
        return None, None, f"{_words(column)}: {reason}"


def _refuse_repeats(
    layout: Layout, columns: dict[str, list[Any]], lines: list[int], bad: dict[int, str]
) -> None:
    if not layout.unique:
        return
    keys = [*zip(*(columns[name] for name in layout.unique), strict=True)]
    if len(set(keys)) == len(keys):
        return
    seen: dict[tuple[Any, ...], int] = {}
    for i, key in enumerate(keys):
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
