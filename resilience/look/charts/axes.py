"""Axes: from values to places in a drawing, with round numbers to read them by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10, sqrt
from statistics import quantiles

STEPS = (1, 2, 5, 10)
FAR = 4.0
"""How many interquartile ranges beyond the quartiles an axis reaches, at most."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A round number and where it stands; `text` writes it with no more decimals than needed."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Axis:
    """From `low` at `start` to `high` at `end`, in units of the drawing.

    With `roots` places go with the square root, which gives small practices the room they need
    beside a few very large ones. What lies beyond an end stands on that end.
    """

    low: float
    high: float
    start: float
    end: float
    roots: bool = False

    def at(self, value: float) -> float:
        """Where a value stands."""
        within = min(max(value, self.low), self.high)
        low, high, within = (
            (sqrt(v) for v in (self.low, self.high, within))
            if self.roots
            else (self.low, self.high, within)
        )
        share = (within - low) / (high - low) if high > low else 0.5
        return self.start + share * (self.end - self.start)

    def holds(self, value: float) -> bool:
        return self.low <= value <= self.high

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """Round numbers within the axis, with room between them."""
        if self.high <= self.low:
            return (Tick(round(self.at(self.low), 1), _text(self.low, 0.01)),)
        step = _step(self.high - self.low, 5)
        if self.roots:
            round_numbers: Iterable[float] = _powers(self.high)
        else:
            first, last = ceil(self.low / step), floor(self.high / step)
            round_numbers = (number * step for number in range(first, last + 1))
        ticks: list[Tick] = []
        room = abs(self.end - self.start) / 9
        for number in round_numbers:
            place = round(self.at(number), 1)
            if self.holds(number) and (not ticks or abs(place - ticks[-1].at) >= room):
                ticks.append(Tick(place, _text(number, number if self.roots else step)))
        return tuple(ticks)


def reach(values: Sequence[float]) -> tuple[float, float]:
    """From where to where an axis goes so that a few odd values do not squash the rest.

    The whole range where that is not far: at most FAR interquartile ranges beyond the quartiles.
    """
    if len(values) < 2:
        only = values[0] if values else 0.0
        return only, only
    low, _, high = quantiles(values, n=4, method="inclusive")
    far = FAR * (high - low)
    if not far:
        return min(values), max(values)
    return max(min(values), low - far), min(max(values), high + far)


def _step(length: float, about: int) -> float:
    rough = length / about
    power = 10.0 ** floor(log10(rough))
    return power * next(step for step in STEPS if rough <= step * power * (1 + 1e-9))


def _powers(high: float) -> list[float]:
    """0, 1, 2, 5, 10, 20, 50 … up to `high`."""
    found, power = [0.0], 1.0
    while power <= high:
        found += [power, 2 * power, 5 * power]
        power *= 10
    return found


def _text(number: float, step: float) -> str:
    decimals = max(0, -floor(log10(step))) if 0 < step < 1 else 0
    written = f"{round(number, decimals) + 0.0:,.{decimals}f}"
    return written.replace("-", "−")
