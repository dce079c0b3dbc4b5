"""Writing the cells of a template: text stays text, days are days, sums are pounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from resilience.returns.workbook.shape import BETWEEN, STAGES, Column


class Filling:
    """A workbook in the making, with its formats and the lists that cells are chosen from."""

    def __init__(self, made: Workbook) -> None:
        self.made = made
        self.lists: dict[str, str] = {}
        self.bold = made.add_format({"bold": True, "font_size": 14})
        self.text = made.add_format({"num_format": "@"})
        wrap = {"text_wrap": True, "valign": "top"}
        self.head = made.add_format({"bold": True, "bg_color": "#D8DDE0", "border": 1, **wrap})
        self.wrapped = made.add_format({"num_format": "@", **wrap})
        self.hint = made.add_format({"italic": True, "font_color": "#4C6272", **wrap})
        self.days = made.add_format({"num_format": "dd/mm/yyyy"})
        self.pounds = made.add_format({"num_format": "#,##0.00"})
        self.whole = made.add_format({"num_format": "0"})

    def form(self, kind: str) -> Any:
        """The format of a kind of column."""
        numbers = {"day": self.days, "money": self.pounds, "count": self.whole}
        return numbers.get(kind, self.text)

    def sheet(self, title: str, widths: Sequence[int]) -> Any:
        """A sheet of the workbook, its columns so wide."""
        sheet = self.made.get_worksheet_by_name(title)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def name(self, name: str, title: str, row: int, column: int, last: int | None = None) -> None:
        """Name a cell, or the cells of a column down to a last row."""
        first = xl_rowcol_to_cell(row, column, True, True)
        end = "" if last is None else f":{xl_rowcol_to_cell(last, column, True, True)}"
        self.made.define_name(name, f"='{title}'!{first}{end}")

    def write(self, sheet: Any, row: int, place: int, column: Column, value: Any) -> None:
        """A cell of a row; nothing for what is not there."""
        form = self.form(column.kind)
        if value is None or value == "":
            return
        if column.kind == "day":
            sheet.write_datetime(row, place, value, form)
        elif column.kind == "money":
            sheet.write_number(row, place, float(Decimal(value) / 100), form)
        elif column.kind == "count":
            sheet.write_number(row, place, value, form)
        else:
            sheet.write_string(row, place, value, form)


def named(row: Any, field: str, titles: Mapping[str, str]) -> Any:
    """What a cell has of a field of a row: words for what the row keeps by id."""
    # A row of figures, or a team of the area, which has nothing but its code and name yet.
    value: Any = getattr(row, field, getattr(row, "code", None) if field == "team" else None)
    if field == "business_case":
        return STAGES.get(value, "")
    if field == "categories":
        value = tuple(titles.get(one, one) for one in value)
    return f"{BETWEEN} ".join(value) if isinstance(value, tuple) else value
