"""Numbers, dates and states in the words of NHS pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.timezone import is_aware, localtime
from jinja2 import Undefined

Number = int | float | Decimal

#: Why a figure is not there. None of these is a zero, and they differ from each other.
STATES = {
    "not_known": "Not known",
    "suppressed": "Suppressed by the publisher",
    "not_applicable": "Not applicable",
}

LONGEST_WORD = 45
"""Letters of one word; the longest in English dictionaries has as many."""
MOST_BY_SLASHES = 3
"""Words with slashes between that are still one: "and/or", a date."""
BETWEEN_WORDS = re.compile(r"[\s\u200b\u2060\ufeff—…]+|-{2,}")


def day(value: date | None) -> str:
    """30 June 2018; "Not known" when there is no date. Of a moment, the day in London."""
    if value is None or isinstance(value, Undefined):
        return STATES["not_known"]
    if isinstance(value, datetime) and is_aware(value):
        value = localtime(value)
    return f"{value.day} {value:%B %Y}"


def moment(value: datetime) -> str:
    """30 June 2018 at 14:05, by the clocks in London."""
    here = localtime(value)
    return f"{day(here)} at {here:%H:%M}"


def number(value: Number | None, places: int = 0) -> str:
    """8,450, or 8,450.5 with one place; "Not known" when there is none, never a zero.

    Halves go away from zero, as readers expect, rather than to the even digit.
    """
    if _missing(value):
        return STATES["not_known"]
    step = Decimal(1).scaleb(-places)
    rounded = Decimal(str(value)).quantize(step, rounding=ROUND_HALF_UP)
    return f"{abs(rounded) if rounded == 0 else rounded:,}".replace("-", "−")


def one_decimal(value: Number | None) -> str:
    """2,210.4"""
    return number(value, 1)


def percent(value: Number | None, places: int = 1) -> str:
    """82.5%, from the value 82.5: percentages are stored as percentages, never as shares of one."""
    return STATES["not_known"] if _missing(value) else f"{number(value, places)}%"


def pounds(pence: int | None) -> str:
    """£12,500, or £12,500.50 where it is no whole number of pounds; "Not known" without a sum."""
    if pence is None:
        return STATES["not_known"]
    sign = "−" if pence < 0 else ""
    return f"{sign}£{number(Decimal(abs(pence)) / 100, 2 if pence % 100 else 0)}"


def plural(count: int, one: str, many: str = "") -> str:
    """1 practice, 2 practices; "many" where adding an s is wrong."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def count_words(text: str) -> int:
    """How many words there are, as people count: what stands between spaces or long dashes and
    holds a letter or a digit. "and/or", "follow-up", "don’t" and "8,450" are one each; a dash or a
    bullet alone is none. A chain of more than three words with slashes between is each of them,
    and what runs on is one for every 45 letters, so that a limit cannot be got round.
    `programmes/words.js` counts the same while somebody types."""
    return sum(map(_words_of, BETWEEN_WORDS.split(text)))


def _words_of(unbroken: str) -> int:
    letters = [sum(map(str.isalnum, part)) for part in unbroken.split("/")]
    parts = [count for count in letters if count]
    if len(parts) <= MOST_BY_SLASHES:
        parts = [sum(parts)]
    return sum(-(-count // LONGEST_WORD) for count in parts)


def begin(words: str) -> str:
    """The words as a sentence begins: "Administrator", and "CCG …" as it is."""
    return words[:1].upper() + words[1:]


def state(name: str) -> str:
    """The words for the state of a figure that is not there."""
    return STATES[name]


def _missing(value: Any) -> bool:
    return value is None or value == "" or isinstance(value, Undefined)


FILTERS: dict[str, Callable[..., str]] = {
    "begin": begin,
    "day": day,
    "moment": moment,
    "number": number,
    "one_decimal": one_decimal,
    "percent": percent,
    "plural": plural,
    "pounds": pounds,
    "state": state,
}
