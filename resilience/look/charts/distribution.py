"""How many practices have which value: columns for those shown, a line for all they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from resilience.look.charts.axes import Axis, Tick, reach
from resilience.look.charts.small import Column

WIDTH, HEIGHT = 720, 260
LEFT, RIGHT, TOP, FOOT = 56, 12, 34, 58
STEPS = 40


@dataclass(frozen=True, slots=True)
class Distribution:
    """`outline` is empty where those shown are all there are; None a mark that is not known."""

    width: int
    height: int
    across: tuple[Tick, ...]
    foot: float
    left: float
    right: float
    top: float
    columns: tuple[Column, ...]
    outline: str
    median: float | None
    area_median: float | None
    beyond: int
    most: int
    """Practices in the tallest column."""
    tallies: tuple[tuple[float, float, int], ...]
    """Of each column from where to where it goes, and how many practices it counts."""


def distribution(
    values: Sequence[float],
    everyone: Sequence[float] = (),
    *,
    median: float | None = None,
    area_median: float | None = None,
) -> Distribution:
    """Tally values in equal steps. `everyone` gives the scale and, where it is not the same, an
    outline of the same height, so that shapes can be compared and not numbers."""
    wide = everyone or values
    low, high = reach(wide)
    if low == high:
        low, high = low - 0.5, high + 0.5
    x = Axis(low, high, LEFT, WIDTH - RIGHT)
    mine, all_ = _tally(values, low, high), _tally(wide, low, high)
    broad, wide_step = (WIDTH - RIGHT - LEFT) / STEPS, (high - low) / STEPS
    columns = tuple(
        Column(round(LEFT + step * broad, 1), HEIGHT - FOOT - tall, round(broad - 1, 1), tall)
        for step, tall in enumerate(_heights(mine))
        if tall
    )
    outline = ""
    if len(wide) != len(values):
        tops = [HEIGHT - FOOT - tall for tall in _heights(all_)]
        outline = f"M{LEFT} {HEIGHT - FOOT}" + "".join(
            f"V{top:.1f}H{LEFT + (step + 1) * broad:.1f}" for step, top in enumerate(tops)
        )
    return Distribution(
        WIDTH,
        HEIGHT,
        x.ticks,
        HEIGHT - FOOT,
        LEFT,
        WIDTH - RIGHT,
        TOP,
        columns,
        outline,
        None if median is None else round(x.at(median), 1),
        None if area_median is None else round(x.at(area_median), 1),
        sum(not x.holds(value) for value in values),
        max(mine, default=0),
        tuple(
            (low + step * wide_step, low + (step + 1) * wide_step, count)
            for step, count in enumerate(mine)
            if count
        ),
    )


def _tally(values: Sequence[float], low: float, high: float) -> list[int]:
    """How many fall into each step; those beyond an end count in the last step there."""
    tally = [0] * STEPS
    for value in values:
        step = int((value - low) / (high - low) * STEPS)
        tally[min(max(step, 0), STEPS - 1)] += 1
    return tally


def _heights(tally: Sequence[int]) -> list[float]:
    most, tall = max(tally, default=0), HEIGHT - FOOT - TOP
    return [round(max(tall * count / most, 1.0), 1) if count else 0.0 for count in tally]
