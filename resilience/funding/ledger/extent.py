"""How far the cells of a workbook reach, before anything is opened that makes room for them all:
one cell in the last corner of a sheet takes more memory than there is. Pure."""

from __future__ import annotations

import re
from xml.parsers import expat

from resilience.evidence.sheets import Unreadable
from resilience.look.attached.package import parts_of

REFERENCE = re.compile(r"([A-Za-z]{0,6})(\d{1,10})", re.ASCII)
LETTERS = 26


def most_cells(content: bytes) -> int:
    """The cells of the largest sheet of an .xlsx that was checked, from its first to the last that
    is named, blank ones included. Raises Unreadable."""
    sheets = [part for part in parts_of(content).values() if b"sheetData" in part]
    return max(map(_cells, sheets), default=0)


def _cells(sheet: bytes) -> int:
    reach = _Reach()
    reading = expat.ParserCreate()
    reading.StartElementHandler = reach.begins
    try:
        reading.Parse(sheet, True)
    except expat.ExpatError:
        raise Unreadable("it is damaged; save it again as .xlsx") from None
    return reach.rows * reach.columns


class _Reach:
    """The last row and column so far, and where the next cell stands that does not say where."""

    def __init__(self) -> None:
        self.rows = self.columns = self.row = self.column = 0

    def begins(self, name: str, told: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name not in ("row", "c"):
            return
        found = REFERENCE.fullmatch(told.get("r", ""))
        if name == "row":
            self.row, self.column = int(found[2]) if found else self.row + 1, 0
            return
        self.column = _number(found[1]) if found else self.column + 1
        self.row = int(found[2]) if found else self.row
        self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)


def _number(letters: str) -> int:
    """The number of a column: 1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper():
        number = number * LETTERS + ord(letter) - ord("A") + 1
    return number
