"""The lines of an extract: each row below the headings read, or told why it can't be. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from resilience.accounts.saying import TEN_DIGITS, is_nhs_number
from resilience.funding.ledger.cells import Unclear, day_of, pence_of
from resilience.funding.ledger.columns import MEANINGS, Table
from resilience.funding.ledger.reading import LONGEST_CELL, Row

LONGEST = {"document": 100, "payee": 200, "code": 40}
LONGEST_ABOUT = 300
WITHHELD = "Left out: a number in it looks like an NHS number"
"""Kept in place of words, and of columns that nobody asked for, that may be about a patient."""
TOTAL = re.compile(r"\W*(grand |sub[- ]?|report )?totals?( (for|of)\b.*)?\W*", re.IGNORECASE)
TITLES = {one.id: one.title for one in MEANINGS}
Value = TypeVar("Value")


@dataclass(frozen=True)
class Read:
    """A line that was read: what it says, and the cells of its row by their headings."""

    row: int
    cells: dict[str, str] = field(repr=False)
    day: date
    pence: int
    document: str
    payee: str
    code: str
    about: str

    @property
    def identity(self) -> str:
        """What makes it the same payment in another file, as a SHA-256."""
        told = (self.day.isoformat(), str(self.pence), bare(self.document), same_payee(self.payee))
        return hashlib.sha256("\n".join(told).encode()).hexdigest()


@dataclass(frozen=True)
class Broken:
    """A row that can't be read, and why."""

    row: int
    cells: dict[str, str] = field(repr=False)
    why: str


@dataclass(frozen=True)
class Passed:
    """A row that is no payment: a total, a note or headings once more."""

    row: int


def lines(table: Table, columns: Mapping[str, str]) -> Iterator[Read | Broken | Passed]:
    """What each row says, by the column that says it."""
    places = {one: table.labels.index(label) for one, label in columns.items()}
    for row in table.rows:
        yield _line(row, table.labels, places)


def bare(text: str) -> str:
    """A number of a document without capitals and spaces."""
    return "".join(text.casefold().split())


def same_payee(name: str) -> str:
    """A name of an organisation, whichever way it is written."""
    words = re.sub(r"[^\w&]+", " ", name.casefold().replace("'", "").replace("’", ""))
    words = words.replace("&", " and ").replace("_", " ")
    return " ".join({"ltd": "limited"}.get(word, word) for word in words.split() if word != "the")


def _line(row: Row, labels: list[str], places: Mapping[str, int]) -> Read | Broken | Passed:
    named = {place for one, place in places.items() if one != "about"}
    cells = [
        cell
        if place in named or not any(map(is_nhs_number, TEN_DIGITS.findall(cell)))
        else WITHHELD
        for place, cell in enumerate([*row.cells, *[""] * (len(labels) - len(row.cells))])
    ]
    told = {one: " ".join(cells[place].split()) for one, place in places.items()}
    if _is_none(told, cells, labels):
        return Passed(row.number)
    kept = {label: cell for label, cell in zip(labels, cells, strict=False) if cell.strip()}
    if extra := [cell for cell in cells[len(labels) :] if cell.strip()]:
        return Broken(
            row.number,
            kept | {"Beyond the headings": ", ".join(extra)[:LONGEST_CELL]},
            f"It has {len(cells)} cells, and there are {len(labels)} headings. A comma in a sum "
            "or a name splits it unless it stands between quotation marks: save the file again.",
        )
    try:
        return _read(row.number, kept, told)
    except Unclear as problem:
        return Broken(row.number, kept, f"{problem}.")


def _read(number: int, kept: dict[str, str], told: Mapping[str, str]) -> Read:
    for one, longest in LONGEST.items():
        if len(told[one]) > longest or not told[one].isprintable():
            raise Unclear(f"{TITLES[one]}: write at most {longest} plain characters")
    return Read(
        row=number,
        cells=kept,
        day=_of("day", day_of, told["day"]),
        pence=_sum(told),
        document=told["document"],
        payee=told["payee"],
        code=told["code"].upper(),
        about=told.get("about", "")[:LONGEST_ABOUT],
    )


def _sum(told: Mapping[str, str]) -> int:
    if "pence" in told:
        pence = _of("pence", pence_of, told["pence"])
    else:
        debit, credit = (
            _of(one, pence_of, told[one]) if told[one] else 0 for one in ("debit", "credit")
        )
        if not told["debit"] and not told["credit"]:
            raise Unclear("Debit and credit: both are empty; write the sum in one of them")
        if debit and credit:
            raise Unclear("Debit and credit: both have a sum; write it in one of them")
        if credit < 0:
            raise Unclear(
                "Credit: a credit below nought can be read in two ways; write it as a "
                "debit, or above nought"
            )
        pence = debit - credit
    if pence == 0:
        raise Unclear("Amount: no money moves by a sum of £0; leave the row out")
    return pence


def _of(one: str, read: Callable[[str], Value], cell: str) -> Value:
    """A cell read, or what is wrong with it after the name of its column."""
    try:
        return read(cell)
    except Unclear as problem:
        raise Unclear(f"{TITLES[one]}: {problem}") from None


def _is_none(told: Mapping[str, str], cells: list[str], labels: list[str]) -> bool:
    """Whether a row is no payment: headings once more, a total, or a note between the rows."""
    if [cell.strip() for cell in cells[: len(labels)]] == labels:
        return True
    if sum(bool(cell.strip()) for cell in cells) == 1:
        return True
    told = {one: "" if TOTAL.fullmatch(cell) else cell for one, cell in told.items()}
    if told["day"] or told["document"]:
        return False
    sums = any(told.get(one) for one in ("pence", "debit", "credit"))
    return not sums or any(map(TOTAL.fullmatch, cells))
