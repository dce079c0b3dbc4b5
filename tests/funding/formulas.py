"""Works out the formulas of a workbook by itself, from its cells and names alone: a second opinion
on the values that were written with them. It knows SUM, SUMIFS, ROUND, ROUNDUP, IF and ISNUMBER."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import datetime
from fractions import Fraction
from typing import Any

from openpyxl import Workbook
from openpyxl.utils.cell import range_boundaries

PARTS = re.compile(
    r'"(?P<text>[^"]*)"|(?P<name>[A-Za-z_]+\w*_\w+|[A-Z]+(?=\())|'
    r"(?P<cells>\$?[A-Z]+\$?\d+:\$?[A-Z]+\$?\d+)|(?P<cell>\$?[A-Z]+\$?\d+)|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<mark>[-+*/(),&])"
)


class Recalculated:
    """The values of a workbook's cells, each formula worked out anew."""

    def __init__(self, book: Workbook) -> None:
        self.book, self.known = book, {}

    def value(self, sheet: str, cell: str) -> Any:
        if (sheet, cell) not in self.known:
            held = self.book[sheet][cell].value
            is_formula = isinstance(held, str) and held.startswith("=")
            self.known[sheet, cell] = self._worked_out(sheet, held[1:]) if is_formula else held
        return self.known[sheet, cell]

    def _worked_out(self, sheet: str, formula: str) -> Any:
        written = PARTS.sub(lambda part: self._python(sheet, part), formula)
        return eval(
            written, {"__builtins__": {}}, FUNCTIONS | {"cells": self._cells, "v": self.value}
        )

    def _python(self, sheet: str, part: re.Match[str]) -> str:
        kind, text = part.lastgroup, part[0].replace("$", "")
        if kind == "name" and text in FUNCTIONS:
            return text
        if kind == "name":
            place = self.book.defined_names[text].attr_text
            of, ends = place.rsplit("!", 1)
            return f"cells({of.strip(chr(39))!r}, {ends.replace('$', '')!r})"
        if kind == "cells":
            return f"cells({sheet!r}, {text!r})"
        if kind == "cell":
            return f"v({sheet!r}, {text!r})"
        if kind == "text":
            return f"Text({part['text']!r})"
        return f"Number({text!r})" if kind == "number" else {"&": "+"}.get(text, text)

    def _cells(self, sheet: str, ends: str) -> list[Any]:
        left, top, right, foot = range_boundaries(ends)
        return [
            self.value(sheet, self.book[sheet].cell(row, column).coordinate)
            for row in range(top, foot + 1)
            for column in range(left, right + 1)
        ]


class Text(str):
    """Joined by & with whatever follows."""

    def __add__(self, other: Any) -> tuple[str, Any]:
        return str(self), other


def _exact(value: Any) -> Fraction:
    return Fraction(str(value)) if value is not None else Fraction(0)


def _fits(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, tuple):
        assert wanted[0] == "<="
        return isinstance(value, datetime) and value <= wanted[1]
    return value is not None and value == wanted


def _sumifs(sums: list[Any], *narrowed: Any) -> Fraction:
    pairs = list(zip(narrowed[::2], narrowed[1::2], strict=True))
    return sum(
        (
            _exact(one)
            for place, one in enumerate(sums)
            if all(_fits(column[place], wanted) for column, wanted in pairs)
        ),
        Fraction(0),
    )


def _round(value: Any, places: Fraction) -> Fraction:
    step = 10 ** int(places)
    return Fraction(math.floor(_exact(value) * step + Fraction(1, 2)), step)


def _roundup(value: Any, places: Fraction) -> Fraction:
    step = 10 ** int(places)
    return Fraction(math.ceil(_exact(value) * step), step)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "Text": Text,
    "Number": _exact,
    "SUM": lambda sums: sum(map(_exact, sums), Fraction(0)),
    "SUMIFS": _sumifs,
    "ROUND": _round,
    "ROUNDUP": _roundup,
    "IF": lambda so, then, otherwise: _exact(then) if so else _exact(otherwise),
    "ISNUMBER": lambda value: isinstance(value, int | float | Fraction),
}
