"""What a cell says, by the kind of its column. Pure.

What can be read in one way only is taken, and told where it was mended on the way; what can't be
is left out, with how to mend it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from resilience.accounts.saying import TEN_DIGITS, is_nhs_number
from resilience.funding.ledger.cells import ROUND_OFF, Unclear, day_of, pence_of
from resilience.look import words
from resilience.look.attached.texts import FORMULA
from resilience.look.forms import MOST_PENCE
from resilience.returns.workbook.shape import BETWEEN, STAGES
from resilience.returns.workbook.told import short

ERRORS = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)")
UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff]")
LONGEST_TEXT, MOST_THINGS = 200, 1_000
SIGNS, TEN = ("=", "+", "-", "@"), 10
NO_DAY = "Type it as a day, like 30/06/2018."


class Value(NamedTuple):
    """What a cell says. `rule` is the rule that it breaks, if any, with what was found and how to
    mend it; `said` is none where it can't be read."""

    said: Any = None
    rule: str = ""
    found: str = ""
    mend: str = ""


Reads = Callable[[Any], Value]


def readers(titles: Mapping[str, str]) -> dict[str, Reads]:
    """How each kind of column is read; `titles` are those of kinds of help, by id."""
    helps = _spellings(titles)
    stages = _spellings(STAGES)
    return {
        "code": _code,
        "text": _text,
        "list": _list,
        "day": _day,
        "money": _money,
        "count": _count,
        "stage": lambda cell: _stage(cell, stages),
        "help": lambda cell: _helps(cell, helps),
    }


BLANK: Mapping[str, Any] = {"code": "", "text": "", "list": (), "stage": "", "help": ()}
"""What an empty cell says; of the other kinds, nothing."""


def read_value(kind: str, cell: Any, reads: Reads) -> Value:
    """What a cell of a kind of column says."""
    if is_blank(cell):
        return Value(BLANK.get(kind))
    if isinstance(cell, str) and "#" in cell and ERRORS.fullmatch(cell.strip()):
        mend = "Type the value, or leave the cell empty."
        return Value(BLANK.get(kind), "error", f"“{short(cell)}”, an error", mend)
    return reads(cell)


def is_blank(cell: Any) -> bool:
    """Whether nothing can be seen in a cell."""
    if cell is None or cell == "":
        return True
    return isinstance(cell, str) and not cell[0].isalnum() and not plain(cell)


def plain(cell: Any) -> str:
    """A cell as text, without spaces around it and what nobody sees."""
    if isinstance(cell, str) and cell.isascii() and cell.isprintable():
        return " ".join(cell.split())
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = UNSEEN.sub("", str(cell)).replace("\xa0", " ")
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _code(cell: Any) -> Value:
    return _mended(cell, plain(cell).upper()[:LONGEST_TEXT])


def _text(cell: Any) -> Value:
    text = plain(cell)
    return _why_not(text) or _mended(cell, text)


def _list(cell: Any) -> Value:
    text = plain(cell)
    return _why_not(text) or Value(_things(text))


def _things(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (one.strip() for one in text.split(BETWEEN))))


def _why_not(text: str) -> Value | None:
    if text[:1] in SIGNS and FORMULA.match(text):
        return Value("", "like_formula", f"“{short(text)}”", "Write plain words.")
    if len(text) > LONGEST_TEXT:
        mend = f"Write at most {LONGEST_TEXT} characters."
        return Value("", "long", f"{len(text):,} characters", mend)
    if len(text) >= TEN and any(is_nhs_number(one) for one in TEN_DIGITS.findall(text)):
        mend = "Take it out: nothing about patients belongs here."
        return Value("", "patients", "What looks like an NHS number", mend)
    return None


def _mended(cell: Any, text: str) -> Value:
    if isinstance(cell, str) and cell != text:
        found = f"“{short(cell)}”, with spaces or small letters that it does not need"
        return Value(text, "spaces", found, f"It is read as “{short(text)}”: nothing to do.")
    return Value(text)


def _day(cell: Any) -> Value:
    written = isinstance(cell, str | int | float) and not isinstance(cell, bool)
    text = cell.isoformat() if isinstance(cell, date) else plain(cell) if written else ""
    try:
        day = day_of(text[:LONGEST_TEXT])
    except Unclear as why:
        if not written and not isinstance(cell, date):
            return Value(None, "day", f"“{short(cell)}” is no day", NO_DAY)
        return Value(None, "day", *_said(why))
    if isinstance(cell, datetime | date):
        return Value(day)
    found = f"“{short(cell)}”, which is not kept as a day"
    return Value(day, "day_as_text", found, f"It is read as {words.day(day)}: look if that is so.")


def _money(cell: Any) -> Value:
    if type(cell) in (float, int):
        return _pence(cell)
    if not isinstance(cell, str):
        return Value(None, "sum", f"“{short(cell)}”", "Type a sum in pounds, like 1234.50.")
    try:
        pence = pence_of(plain(cell)[:LONGEST_TEXT])
    except Unclear as why:
        return Value(None, "sum", *_said(why))
    found = f"“{short(cell)}”, which is text"
    return Value(
        pence, "sum_as_text", found, f"It is read as {words.pounds(pence)}: nothing to do."
    )


def _pence(number: float) -> Value:
    """Exactly, from the shortest decimal that is this number; what a spreadsheet adds by how it
    stores numbers (0.1 + 0.2) is no part of a penny."""
    if not math.isfinite(number) or abs(number) * 100 > MOST_PENCE:
        mend = f"Look at the sum: it may be at most {words.pounds(MOST_PENCE)}."
        return Value(None, "sum", f"“{short(number)}”", mend)
    whole = round(number * 100)
    if number == whole / 100:  # the very number that so many pence are
        return Value(whole)
    exact = Decimal(repr(number)) * 100
    pence = exact.to_integral_value()
    if abs(exact - pence) > ROUND_OFF * 100:
        return Value(None, "pennies", f"“{short(number)}”", "Write pounds and whole pence.")
    return Value(int(pence))


def _count(cell: Any) -> Value:
    text = plain(cell)
    if isinstance(cell, bool) or not re.fullmatch(r"\d{1,6}", text, re.ASCII):
        return Value(None, "count", f"“{short(cell)}”", "Type a whole number, 0 or more.")
    return Value(int(text))


def _stage(cell: Any, stages: Mapping[str, str]) -> Value:
    if stage := stages.get(_folded(cell)):
        return _mended(cell, plain(cell)) if not stage else Value(stage)
    mend = f"Choose {' or '.join(STAGES.values())} from the list, or leave the cell empty."
    return Value("", "stage", f"“{short(cell)}”", mend)


def _helps(cell: Any, helps: Mapping[str, str]) -> Value:
    named = _things(plain(cell)[: LONGEST_TEXT * 10])
    ids = tuple(dict.fromkeys(helps[_folded(one)] for one in named if _folded(one) in helps))
    strange = [one for one in named if _folded(one) not in helps]
    if strange:
        mend = "Choose kinds of help from the sheet Lists, with semicolons between several."
        return Value(ids, "help", f"“{short(strange[0])}”", mend)
    return Value(ids)


def _spellings(titles: Mapping[str, str]) -> dict[str, str]:
    """Ids by how they may be written: the id, or the title in any letters."""
    return {_folded(text): one for one, title in titles.items() for text in (one, title)}


def _folded(text: Any) -> str:
    return plain(text).casefold()


def _said(why: Unclear) -> tuple[str, str]:
    """What was found, and how to mend it."""
    found, _, mend = str(why).partition("; ")
    return words.begin(found), f"{words.begin(mend)}."
