"""The figures of a paper, each with its state: known, not known, a small number, held back for
another small number, not applicable, or too few to tell. None of these is a zero. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from resilience.look import words

State = Literal["known", "unknown", "few", "held", "not_applicable", "too_few", "not_yet"]
POUND, THOUSAND, MILLION = 100, 100_000, 100_000_000
"""Pence of a pound, of a thousand and of a million."""
STATES: Mapping[State, str] = {
    "unknown": "not known",
    "few": "fewer than five",
    "held": "held back",
    "not_applicable": "not applicable",
    "too_few": "too few to tell",
    "not_yet": "not reached by half yet",
}
ONE = {
    "practices": "practice",
    "requests": "request",
    "days": "day",
    "objectives": "objective",
    "exit reviews": "exit review",
    "ratings": "rating",
    "measures": "measure",
    "case studies": "case study",
    "kinds of help": "kind of help",
    "milestones": "milestone",
    "teams": "team",
}
"""How one of a unit is called."""


@dataclass(frozen=True)
class Value:
    """A figure: a number of `unit`, pence, or per cent. `day` is the day that it is of, where that
    is another than the paper's. `or_more`: it was told as so many and more."""

    amount: float | int | None = None
    unit: str = "practices"
    state: State = "known"
    day: date | None = None
    or_more: bool = False

    @property
    def known(self) -> bool:
        return self.state == "known" and self.amount is not None

    @property
    def number(self) -> float | int:
        """The amount of a known figure."""
        return self.amount if self.amount is not None else 0


Values = Mapping[str, Value]
"""The figures of a paper by their ids."""
UNKNOWN = Value(state="unknown")


def absent(state: State, unit: str = "practices") -> Value:
    """A figure that is not there, and why."""
    return Value(None, unit, state)


def told(value: Value) -> str:
    """A figure as it stands in a sentence: 12 practices, £11.9m, 67.3%, or why it is not there."""
    if not value.known:
        return STATES.get(value.state, STATES["unknown"])
    if value.unit == "pence":
        return _money(int(value.number))
    if value.unit == "percent":
        return _percent(value.number)
    count = int(value.number)
    if not value.or_more:
        return words.plural(count, ONE.get(value.unit, value.unit), value.unit)
    return f"{words.number(count)} or more {value.unit}"


def exactly(value: Value) -> str:
    """The same without rounding sums of money."""
    if value.known and value.unit == "pence":
        return words.pounds(int(value.number))
    return told(value)


def _money(pence: int) -> str:
    """£950 to the penny, from a thousand on £950,000, from a million on £1.05m, and from ten on
    £11.9m."""
    sum_ = abs(pence)
    if sum_ < THOUSAND:
        return words.pounds(pence)
    sign = "−" if pence < 0 else ""
    if sum_ < MILLION:
        return f"{sign}£{words.number(Decimal(sum_) / POUND)}"
    exact = sum_ % (MILLION // 10) == 0 or sum_ >= 10 * MILLION
    return f"{sign}£{words.number(Decimal(sum_) / MILLION, 1 if exact else 2)}m"


def _percent(value: float) -> str:
    """67.3%; what is nearly none or nearly all is never told as none or all."""
    if 0 < value < 0.05:
        return "less than 0.1%"
    if 99.95 <= value < 100:
        return "more than 99.9%"
    return words.percent(value)
