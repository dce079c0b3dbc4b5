"""Sheets of a workbook, written row by row: text stays text, sums are pounds, formulas carry the
value that they come to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from resilience.funding.books.posting import MOVES

MOVED_BY = {"budget": ("allocated", "carried")}
"""Which kept sums make up a column that is not one of them itself."""


def kinds_of(name: str) -> list[tuple[int, str]]:
    """Which kinds of entry make a column up, and which way each moves it."""
    sums = MOVED_BY.get(name, (name,))
    return [
        (moves[one], str(kind.value if hasattr(kind, "value") else kind))
        for one in sums
        for kind, moves in MOVES.items()
        if one in moves
    ]


def sum_of(kinds: Iterable[tuple[int, str]], *narrowed: tuple[str, str]) -> str:
    """A formula that adds the totals of some kinds of entry up, narrowed by named columns."""
    where = "".join(f",{column},{wanted}" for column, wanted in narrowed)
    parts = [
        f'{"+" if way > 0 else "-"}SUMIFS(entries_pounds,entries_kind,"{kind}"{where})'
        for way, kind in kinds
    ]
    return f"ROUND({''.join(parts).removeprefix('+')},2)"


class Book:
    """A workbook whose sheets have the same line at their top."""

    def __init__(self, made: Workbook, heading: str) -> None:
        self.made, self.heading = made, heading
        self.bold = made.add_format({"bold": True})
        self.wrapped = made.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.pounds = made.add_format({"num_format": "#,##0.00;[Red]-#,##0.00"})
        self.sums = made.add_format(
            {"num_format": "#,##0.00;[Red]-#,##0.00", "bold": True, "top": 1}
        )
        self.days = made.add_format({"num_format": "yyyy-mm-dd"})

    def sheet(self, title: str, widths: Sequence[int]) -> Sheet:
        return Sheet(self, title, widths)

    def name(self, name: str, sheet: Sheet, column: int, first: int, last: int) -> None:
        """Name the cells of a column."""
        ends = [xl_rowcol_to_cell(row, column, True, True) for row in (first, last)]
        self.made.define_name(name, f"='{sheet.title}'!{ends[0]}:{ends[1]}")


class Sheet:
    """A sheet, and the row that is written next."""

    def __init__(self, book: Book, title: str, widths: Sequence[int]) -> None:
        self.book, self.title, self.row = book, title, 2
        self.made = book.made.add_worksheet(title)
        self.made.write_string(0, 0, book.heading, book.bold)
        for place, width in enumerate(widths):
            self.made.set_column(place, place, width)
        self.made.set_landscape()
        self.made.fit_to_pages(1, 0)

    def head(self, titles: Sequence[str]) -> None:
        for place, title in enumerate(titles):
            self.made.write_string(self.row, place, title, self.book.wrapped)
        self.row += 1
        self.made.freeze_panes(self.row, 2)

    def line(self, texts: Sequence[Any], *, advance: bool = True, bold: bool = False) -> None:
        """Texts from the first column on."""
        for place, text in enumerate(texts):
            if text:
                self.text(place, text, self.book.bold if bold else None)
        self.row += advance

    def text(self, place: int, text: str, form: Any = None) -> None:
        """Never a formula, whatever it begins with."""
        self.made.write_string(self.row, place, text, form)

    def number(self, place: int, value: int) -> None:
        self.made.write_number(self.row, place, value)

    def date(self, place: int, value: date) -> None:
        self.made.write_datetime(self.row, place, value, self.book.days)

    def money(self, place: int, pence: int | None) -> None:
        """Pounds; an empty cell where there is no sum."""
        if pence is not None:
            self.made.write_number(self.row, place, pence / 100, self.book.pounds)

    def formula(self, place: int, formula: str, pence: int) -> None:
        """A formula in pounds, and what it comes to in pence."""
        self.made.write_formula(self.row, place, f"={formula}", self.book.pounds, pence / 100)

    def total(self, place: int, first: int, last: int, pence: int) -> None:
        """The sum of a column from one row to another; nothing where there are none."""
        if last < first:
            self.made.write_number(self.row, place, pence / 100, self.book.sums)
            return
        ends = [xl_rowcol_to_cell(row, place) for row in (first, last)]
        formula = f"=ROUND(SUM({ends[0]}:{ends[1]}),2)"
        self.made.write_formula(self.row, place, formula, self.book.sums, pence / 100)

    def cell(self, place: int) -> str:
        """The cell of a column in the row that is written."""
        return f"${xl_rowcol_to_cell(self.row, place)}"
