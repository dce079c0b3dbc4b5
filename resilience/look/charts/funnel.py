"""A funnel plot: each practice's value over the size it was measured on, between limits.

Spiegelhalter 2005 (Stat Med 24:1185): a small practice's value varies more by chance alone, so the
limits narrow from left to right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from resilience.look.charts.axes import Axis, Tick, reach
from resilience.look.charts.dots import Place, dots, line

WIDTH, HEIGHT = 720, 420
LEFT, RIGHT, TOP, FOOT = 56, 12, 12, 58


@dataclass(frozen=True, slots=True)
class Limit:
    """The pair of lines that a share of practices lie between when they vary by chance only:
    (size, lower value, upper value) from the smallest size to the largest."""

    name: str
    places: tuple[tuple[float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Funnel:
    """`places` has one entry for each size and value given, in their order."""

    width: int
    height: int
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    foot: float
    left: float
    right: float
    inside: str
    outside: str
    limits: tuple[tuple[str, str, str], ...]
    target: float
    places: tuple[Place, ...]
    beyond: int
    """How many values are so far off that they stand on the edge."""


def funnel(
    sizes: Sequence[float],
    values: Sequence[float],
    outside: Sequence[bool],
    limits: Sequence[Limit],
    target: float,
) -> Funnel:
    """Place practices and limits. `outside` says which dots are drawn to stand out."""
    low, high = reach([*values, target])
    x = Axis(0, max(sizes, default=1), LEFT, WIDTH - RIGHT, roots=True)
    y = Axis(low, high, HEIGHT - FOOT, TOP)
    places = tuple(
        (round(x.at(size)), round(y.at(value))) for size, value in zip(sizes, values, strict=True)
    )
    drawn = list(zip(places, outside, strict=True))
    return Funnel(
        WIDTH,
        HEIGHT,
        x.ticks,
        y.ticks,
        HEIGHT - FOOT,
        LEFT,
        WIDTH - RIGHT,
        dots(place for place, out in drawn if not out),
        dots(place for place, out in drawn if out),
        tuple((limit.name, *_lines(limit, x, y)) for limit in limits),
        round(y.at(target), 1),
        places,
        sum(not y.holds(value) for value in values),
    )


def _lines(limit: Limit, x: Axis, y: Axis) -> tuple[str, str]:
    """Lower and upper line, each only where it is within the drawing."""
    lower = ((x.at(size), y.at(low)) for size, low, _ in limit.places if y.holds(low))
    upper = ((x.at(size), y.at(high)) for size, _, high in limit.places if y.holds(high))
    return line(lower), line(upper)
