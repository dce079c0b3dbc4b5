"""A trend of many practices: the line of their median within the band of their middle half."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from resilience.look.charts.axes import Axis, Tick
from resilience.look.charts.dots import line

WIDTH, HEIGHT = 720, 260
LEFT, RIGHT, TOP, FOOT = 56, 12, 12, 36
Quartiles = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Run:
    """Periods that may be compared with each other: no break of the series lies between them."""

    band: str
    median: str
    dots: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Fan:
    width: int
    height: int
    up: tuple[Tick, ...]
    years: tuple[Tick, ...]
    foot: float
    left: float
    right: float
    runs: tuple[Run, ...]
    breaks: tuple[float, ...]


def fan(days: Sequence[date], quartiles: Sequence[Quartiles], breaks: Sequence[date] = ()) -> Fan:
    """Place quartiles (lower, median, upper) of periods by the day each period ends, earliest
    first; lines and bands do not cross a break."""
    low = min((q[0] for q in quartiles), default=0.0)
    high = max((q[2] for q in quartiles), default=1.0)
    ends = [day.toordinal() for day in days]
    x = Axis(ends[0], ends[-1], LEFT + 8, WIDTH - RIGHT - 8)
    y = Axis(low, high, HEIGHT - FOOT, TOP)
    crossed = [day for day in breaks if days[0] < day <= days[-1]]
    runs: dict[int, list[int]] = {}
    for index, day in enumerate(days):
        runs.setdefault(sum(one <= day for one in crossed), []).append(index)
    places = [
        (round(x.at(end), 1), *(round(y.at(value), 1) for value in values))
        for end, values in zip(ends, quartiles, strict=True)
    ]
    return Fan(
        WIDTH,
        HEIGHT,
        y.ticks,
        _years(days, x),
        HEIGHT - FOOT,
        LEFT,
        WIDTH - RIGHT,
        tuple(_run([places[index] for index in run]) for run in runs.values()),
        tuple(round(x.at(day.toordinal()), 1) for day in crossed),
    )


def _run(places: list[tuple[float, ...]]) -> Run:
    upper = [(x, top) for x, _, _, top in places]
    lower = [(x, foot) for x, foot, _, _ in reversed(places)]
    return Run(
        line(upper + lower) if len(places) > 1 else "",
        line((x, middle) for x, _, middle, _ in places) if len(places) > 1 else "",
        tuple((x, middle) for x, _, middle, _ in places),
    )


def _years(days: Sequence[date], x: Axis) -> tuple[Tick, ...]:
    """1 January of each year within, some left out where they would stand too close; the year of
    the only day where there is no such."""
    years = [
        Tick(round(x.at(date(year, 1, 1).toordinal()), 1), str(year))
        for year in range(days[0].year, days[-1].year + 1)
        if days[0] <= date(year, 1, 1) <= days[-1]
    ]
    every = -(-len(years) // 10) or 1
    return tuple(years[::every]) or (Tick(round(x.at(days[0].toordinal()), 1), str(days[0].year)),)
