"""The rows of one table of a workbook, found by the names of its columns. Pure.

Columns are read one by one and each different cell once, as thousands of rows repeat themselves.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from resilience.returns.workbook.book import Book, Range, Sheet
from resilience.returns.workbook.columns import letters
from resilience.returns.workbook.shape import Column, Table
from resilience.returns.workbook.told import Found
from resilience.returns.workbook.values import BLANK, Reads, Value, is_blank, plain, read_value

Faults = dict[str, list[Found]]
TOTAL = re.compile(r"(?:(?:grand|sub)[ -]?)?totals?\b|\bin all\b|\ball (?:practices|teams)\b", re.I)
AGAIN = "Download the template again, and copy your rows into it as values."


@dataclass(frozen=True)
class Placed:
    """The rows of a table: `lines[i]` has the values of its columns in turn, and stands in row
    `at[i]` of a sheet; `columns` has by field in which column."""

    sheet: str
    columns: Mapping[str, int]
    at: Sequence[int] = field(repr=False)
    lines: Sequence[tuple[Any, ...]] = field(repr=False)

    def found(self, place: int, column: str, found: str, mend: str) -> Found:
        """What was found in a column of a line."""
        return Found(self.sheet, self.address(self.at[place], column), found, mend)

    def address(self, row: int, column: str) -> str:
        """A cell, or its row where the column was lost."""
        where = self.columns.get(column)
        return f"{letters(where)}{row}" if where else f"row {row}"


def read_table(book: Book, table: Table, reads: Mapping[str, Reads], faults: Faults) -> Placed:
    """The rows of a table that have anything in them."""
    places = _places(book, table, faults)
    if not places:
        return Placed("", {}, (), ())
    sheet = book.sheets[next(iter(places.values())).sheet]
    columns = {name: one.first_column for name, one in places.items()}
    first = min(one.first_row for one in places.values())
    last = max(one.last_row for one in places.values())
    placed = Placed(sheet.name, columns, (), ())
    _headings(sheet, table, places, faults)
    cells = [_cells(sheet, columns.get(one.field), first, last) for one in table.columns]
    at = list(_filled(cells, first, table, placed, faults))
    _shape_of(sheet, placed, at, (first, last), faults)
    cells = [[column[row - first] for row in at] for column in cells]
    lines = [
        _column(one, of, at, placed, reads[one.kind], faults)
        for one, of in zip(table.columns, cells, strict=True)
    ]
    _needed(table, lines, at, placed, faults)
    return Placed(sheet.name, columns, at, list(zip(*lines, strict=True)))


def _places(book: Book, table: Table, faults: Faults) -> dict[str, Range]:
    """Where each column is, by its field; all on the sheet of the first."""
    found: dict[str, Range] = {}
    for column in table.columns:
        name = table.name_of(column)
        place = book.names.get(name)
        if place is None:
            said = f"The column “{column.title}” of {table.title} is not there any more ({name})"
            faults["names"].append(Found("", "", said, AGAIN))
        elif (
            place.first_column != place.last_column
            or place.sheet != next(iter(found.values()), place).sheet
        ):
            said = f"The column “{column.title}” of {table.title} has been torn apart ({name})"
            faults["names"].append(Found(place.sheet, "", said, AGAIN))
        else:
            found[column.field] = place
    return found


def _headings(sheet: Sheet, table: Table, places: Mapping[str, Range], faults: Faults) -> None:
    for name, place in places.items():
        row, column = place.first_row - 1, table.column(name)
        heading = plain(sheet.cell(row, place.first_column))
        if heading.casefold() != column.title.casefold():
            found = f"“{heading[:40]}” above the cells of “{column.title}”"
            mend = f"What stands below it is read as “{column.title}”: look if that is so."
            cell = f"{letters(place.first_column)}{row}"
            faults["heading"].append(Found(sheet.name, cell, found, mend))


def _cells(sheet: Sheet, column: int | None, first: int, last: int) -> list[Any]:
    end = max(first, min(last, sheet.last_row))
    if column is None:
        return [""] * (end - first + 1)
    cells = sheet.column(column, first, end)
    return [str(one).upper() if isinstance(one, bool) else one for one in cells]


def _filled(
    cells: Sequence[Sequence[Any]], first: int, table: Table, placed: Placed, faults: Faults
) -> Iterator[int]:
    """The rows with anything in them that are no totals. A nought alone says nothing."""
    codes = [place for place, one in enumerate(table.columns) if one.needed]
    own, name = codes[-1], len(codes)
    totals = {one for place in codes for one in set(cells[place]) if TOTAL.match(plain(one))}
    blank = {one for place in codes for one in set(cells[place]) if is_blank(one)}
    for row, of in enumerate(zip(*cells, strict=True), start=first):
        total = any(of[place] in totals for place in codes)
        if of[own] in blank and not total:
            if all(is_blank(one) or one == 0 for one in of):
                continue
            coded = any(of[place] not in blank for place in codes) or not is_blank(of[name])
            total = not coded or bool(TOTAL.match(plain(of[name])))
        if not total:
            yield row
            continue
        said = any(not is_blank(of[place]) for place in (*codes, name))
        found = "A row of totals" if said else "A row without a code, perhaps of totals"
        mend = "Delete the row: totals are counted for you."
        where = placed.address(row, table.columns[own].field)
        faults["total"].append(Found(placed.sheet, where, found, mend))


def _shape_of(
    sheet: Sheet, placed: Placed, at: Sequence[int], ends: tuple[int, int], faults: Faults
) -> None:
    """Formulas, cells in one, and what is hidden among the rows; and what stands below them."""
    fields = {column: name for name, column in placed.columns.items()}
    rows, (first, last) = set(at), ends
    # An error has no value: a row of nothing else looks blank, and is not blank all the same.
    broken = {row for row, column in sheet.errors if column in fields and first <= row <= last}
    looked_at = rows | broken
    for row, column in sorted(sheet.formulas):
        if row in looked_at and column in fields:
            mend = "Paste it as a value (Paste Special, Values): what a formula says is not taken."
            faults["formula"].append(
                Found(sheet.name, f"{letters(column)}{row}", "A formula", mend)
            )
    for row, column in sorted(sheet.errors - sheet.formulas):
        if row in looked_at and column in fields:
            mend = "Type the value, or leave the cell empty."
            faults["error"].append(Found(sheet.name, f"{letters(column)}{row}", "An error", mend))
    for one in sheet.merged:
        ours = any(one.first_column <= column <= one.last_column for column in fields)
        if ours and bisect_left(at, one.first_row) < bisect_right(at, one.last_row):
            corner = f"{letters(one.last_column)}{one.last_row}"
            cell = f"{letters(one.first_column)}{one.first_row}:{corner}"
            mend = "Unmerge them, and fill each cell in."
            faults["merged"].append(Found(sheet.name, cell, "Cells merged into one", mend))
    for start, end in _runs(sorted(rows & sheet.hidden_rows)):
        told = f"row {start}" if start == end else f"rows {start} to {end}"
        mend = "They are read all the same: clear the filter or show them, and look."
        faults["hidden_rows"].append(Found(sheet.name, told, "Hidden rows", mend))
    for column in sorted(sheet.hidden_columns & set(fields)):
        mend = "It is read all the same: show it, and look at what is in it."
        found = Found(sheet.name, f"column {letters(column)}", "A hidden column", mend)
        faults["hidden_rows"].append(found)
    for row in range(last + 1, sheet.last_row + 1):
        if any(not is_blank(sheet.cell(row, column)) for column in fields):
            mend = "Move it up into the table, or delete it: it is not read there."
            found = Found(sheet.name, f"row {row}", "Something below the end of the table", mend)
            faults["below"].append(found)


def _runs(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    start = end = 0
    for row in rows:
        if row != end + 1:
            if start:
                yield start, end
            start = row
        end = row
    if start:
        yield start, end


def _column(
    column: Column,
    cells: Sequence[Any],
    at: Sequence[int],
    placed: Placed,
    reads: Reads,
    faults: Faults,
) -> list[Any]:
    """What the cells of a column say, each different one read once."""
    if column.field not in placed.columns:
        return [BLANK.get(column.kind)] * len(cells)
    known: dict[Any, Value] = {cell: read_value(column.kind, cell, reads) for cell in set(cells)}
    if any(one.rule for one in known.values()):
        for row, cell in zip(at, cells, strict=True):
            if rule := known[cell].rule:
                where = placed.address(row, column.field)
                one = known[cell]
                faults[rule].append(Found(placed.sheet, where, one.found, one.mend))
    return [known[cell].said for cell in cells]


def _needed(
    table: Table,
    lines: Sequence[Sequence[Any]],
    at: Sequence[int],
    placed: Placed,
    faults: Faults,
) -> None:
    for column, values in zip(table.columns, lines, strict=True):
        if column.needed and "" in values:
            mend = f"Fill it in ({column.hint.rstrip('.').lower()}), or delete the whole row."
            for row, value in zip(at, values, strict=True):
                if value == "":
                    where = placed.address(row, column.field)
                    found = f"No {column.title.lower()}"
                    faults["needed"].append(Found(placed.sheet, where, found, mend))
