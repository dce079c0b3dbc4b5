"""What pages and files tell of the money, read as people read them: tables, sums and sheets."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from html.parser import HTMLParser

import openpyxl
from openpyxl import Workbook

SUM = re.compile(r"(−?)£([\d,]+)(?:\.(\d\d))?")
SHEET_HEAD = 3
Ask = Callable[[str, str], bytes]
"""What is sent to somebody of the world for an address."""


def pence(text: str) -> int | None:
    """The first sum of money in a text."""
    found = SUM.search(text)
    if found is None:
        return None
    whole = int(found[2].replace(",", "")) * 100 + int(found[3] or 0)
    return -whole if found[1] else whole


def every_sum(text: str) -> list[int]:
    """All sums of money of a text, in turn."""
    return [sum_ for one in SUM.finditer(text) if (sum_ := pence(one[0])) is not None]


class Page(HTMLParser):
    """The words of a page, the rows of its tables by their ids, its terms with what they are, and
    the labels of its charts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.terms: list[tuple[str, str]] = []
        self.ticks: list[str] = []
        self._words: list[str] = []
        self._table, self._into = "", None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "table":
            self._table = given.get("id") or ""
            self.tables[self._table] = []
        elif tag == "tr" and self._table:
            self.tables[self._table].append([])
        elif tag in ("th", "td") and self._table:
            self.tables[self._table][-1].append("")
            self._into = "cell"
        elif tag == "dt":
            self.terms.append(("", ""))
            self._into = "dt"
        elif tag == "dd" and self.terms:
            self._into = "dd"
        elif tag == "text":
            self.ticks.append("")
            self._into = "tick"

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._table = ""
        if tag in ("th", "td", "dt", "dd", "text"):
            self._into = None

    def handle_data(self, data: str) -> None:
        self._words.append(data)
        if self._into == "cell":
            self.tables[self._table][-1][-1] += data
        elif self._into in ("dt", "dd"):
            term, what = self.terms[-1]
            self.terms[-1] = (term + data, what) if self._into == "dt" else (term, what + data)
        elif self._into == "tick":
            self.ticks[-1] += data

    @property
    def text(self) -> str:
        return " ".join("".join(self._words).split())

    def rows(self, table: str) -> dict[str, list[str]]:
        """The rows below the headings of a table by their first cell, other cells in turn."""
        below = [row for row in self.tables.get(table, [])[1:] if row]
        return {
            " ".join(row[0].split()): [" ".join(one.split()) for one in row[1:]] for row in below
        }

    def sums(self, table: str) -> dict[str, list[int | None]]:
        """The same with what each cell says in pence."""
        return {name: [pence(one) for one in cells] for name, cells in self.rows(table).items()}

    @property
    def held(self) -> dict[str, int | None]:
        """What each term comes to, by its first word."""
        return {term.split()[0].lower(): pence(what) for term, what in self.terms if term.split()}

    @property
    def flow(self) -> list[int]:
        """The steps of the flow from what was allocated to what was paid."""
        return [found for one in self.ticks if ": £" in one and (found := pence(one)) is not None]


class Asked:
    """Pages, files and workbooks as somebody is sent them."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask

    def page(self, name: str, address: str) -> Page:
        return Page(self.ask(name, address).decode())

    def rows(self, name: str, address: str) -> list[dict[str, str]]:
        """The rows of a CSV."""
        return list(csv.DictReader(io.StringIO(self.ask(name, address).decode("utf-8-sig"))))

    def book(self, name: str, address: str) -> Workbook:
        """A workbook, its formulas as the values that stand with them."""
        return openpyxl.load_workbook(io.BytesIO(self.ask(name, address)), data_only=True)


def sheet(book: Workbook, title: str) -> list[dict[str, object]]:
    """The rows of a sheet by its headings; sums of pounds as pence."""
    rows = list(book[title].iter_rows(min_row=SHEET_HEAD, values_only=True))
    heads = [str(one) for one in rows[0]]
    return [{head: _value(cell) for head, cell in zip(heads, row, strict=True)} for row in rows[1:]]


def _value(cell: object) -> object:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, int | float):
        return round(Decimal(str(cell)) * 100)
    return cell


def month_query(month: date) -> str:
    """As the address of the review has it."""
    return f"{month:%Y-%m}"
