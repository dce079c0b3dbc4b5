"""Days and sums as ledgers write them. Pure.

What could be read in two ways is not guessed at: a wrong sum in the books costs more than a row
that somebody mends.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from resilience.look.forms import MOST_PENCE
from resilience.look.words import pounds

FIRST_YEAR, LAST_YEAR = 2000, 2099
CENTURY = 2000
DAY_ONE = date(1899, 12, 30)
"""From which spreadsheets count days."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LAST_MONTH = 12

TIME = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
YEAR_FIRST = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){TIME}", re.ASCII)
DAY_FIRST = re.compile(rf"(\d{{1,2}})[-/. ](\d{{1,2}})[-/. ](\d{{4}}|\d{{2}}){TIME}", re.ASCII)
NAMED = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?[-/. ]*([a-z]{{3,9}})[-/., ]*(\d{{4}}|\d{{2}}){TIME}",
    re.ASCII | re.IGNORECASE,
)
TOGETHER = re.compile(r"(20\d{2})(\d{2})(\d{2})", re.ASCII)
COUNTED = re.compile(r"[3-7]\d{4}(?:\.\d+)?", re.ASCII)
"""A day as a spreadsheet counts it, which shows where a cell lost its format."""

BESIDE = re.compile(r"(?<![\d.,])\s+|\s+(?![\d.,])")
"""Spaces that stand between no two digits."""
DIGITS = re.compile(r"\d{1,12}(?:\.\d+)?|\.\d{1,2}|\d{1,3}(?:,\d{3}){1,3}(?:\.\d+)?", re.ASCII)
ROUND_OFF = Decimal("0.0001")
"""Of a pound: what a spreadsheet adds to a sum by how it stores numbers."""


class Unclear(Exception):
    """A cell that can't be read: what is wrong with it and how to mend it."""


def day_of(cell: str) -> date:
    """The day of a cell, written with the year first, the day first, or with the month's name.
    Raises Unclear."""
    text = cell.strip()
    if not text:
        raise Unclear("is empty, or a formula whose value was not saved; write the day")
    try:
        found = _day(text)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise Unclear(f"“{_short(text)}” is no day; write it like 30/06/2018 or 2018-06-30")
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Unclear(f"“{_short(text)}” is in the year {found.year}; look at the year")
    return found


def _day(text: str) -> date | None:
    if match := YEAR_FIRST.fullmatch(text) or TOGETHER.fullmatch(text):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := DAY_FIRST.fullmatch(text):
        day, month = int(match[1]), int(match[2])
        if month > LAST_MONTH >= day:
            raise Unclear(
                f"“{_short(text)}” has the month first; have days written like 30/06/2018, and "
                "look whether the other rows have the month first too"
            )
        return date(_year(match[3]), month, day)
    if match := NAMED.fullmatch(text):
        return date(_year(match[3]), MONTHS.index(match[2][:3].lower()) + 1, int(match[1]))
    return DAY_ONE + timedelta(days=int(float(text))) if COUNTED.fullmatch(text) else None


def _year(text: str) -> int:
    return int(text) if len(text) > 2 else CENTURY + int(text)


def pence_of(cell: str) -> int:
    """The pence of a sum, below nought where it has a minus before or after it, stands in brackets
    or has CR behind it. Raises Unclear."""
    text = cell.strip()
    if not text:
        raise Unclear("is empty, or a formula whose value was not saved; write the sum")
    bare = text.upper().replace("\u2212", "-").replace("£", " ").replace("GBP", " ")
    digits, below = _sign(BESIDE.sub("", bare))
    digits = re.sub(r"\s", ",", digits)
    if not DIGITS.fullmatch(digits):
        raise Unclear(f"“{_short(text)}” is no sum in pounds; write it like 1,234.50")
    exact = Decimal(digits.replace(",", "")) * 100
    pence = exact.to_integral_value()
    if abs(exact - pence) > ROUND_OFF * 100:
        raise Unclear(f"“{_short(text)}” has part of a penny; write pounds and pence")
    if pence > MOST_PENCE:
        raise Unclear(f"“{_short(text)}” is more than {pounds(MOST_PENCE)}; look at the sum")
    return -int(pence) if below else int(pence)


def _sign(bare: str) -> tuple[str, bool]:
    """The digits of a sum, and whether it is below nought."""
    if bare.startswith("(") and bare.endswith(")"):
        return bare[1:-1], True
    for sign in ("CR", "DR"):
        if bare.endswith(sign):
            return bare.removesuffix(sign), sign == "CR"
    if bare.startswith("-"):
        return bare[1:], True
    if bare.endswith("-"):
        return bare[:-1], True
    return bare.removeprefix("+"), False


def _short(text: str) -> str:
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= 40 else f"{line[:39]}…"
