"""Drawings of one practice: places in England's order, and a value through time with its limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from resilience.evidence.statistics import Chart
from resilience.look.charts.axes import Axis, Tick
from resilience.look.charts.dots import line

WIDTH, HEIGHT = 240, 26
MIDDLE = HEIGHT // 2
ORDER = Axis(0, 100, 8, WIDTH - 8)


def places_cell(
    dots: Sequence[float | None], area: float | None = None, peers: float | None = None
) -> Markup:
    """A row of a percentile chart: England's middle 90% and half as bands, its median, the medians
    of the area and the peers, and one dot (of several, each with its number).

    Hidden from screen readers: the same is said in words beside it.
    """
    drawn = [
        _band("outer", 5, 95, 5),
        _band("inner", 25, 75, 5),
        f'<path class="look-plot__median" d="M{ORDER.at(50):.1f} 3V{HEIGHT - 3}"/>',
    ]
    if area is not None:
        drawn.append(f'<path class="look-plot__area" d="M{ORDER.at(area):.1f} 1V{HEIGHT - 1}"/>')
    if peers is not None:
        drawn.append(
            f'<circle class="profiles-peers" cx="{ORDER.at(peers):.1f}" cy="{MIDDLE}" r="5"/>'
        )
    known = [(number, at) for number, at in enumerate(dots, 1) if at is not None]
    for number, at in known:
        drawn.append(_dot(ORDER.at(at), str(number) if len(dots) > 1 else ""))
    return Markup(  # noqa: S704 - numbers only
        f'<svg class="profiles-places" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" '
        f'focusable="false">{"".join(drawn)}</svg>'
    )


def _band(name: str, low: float, high: float, top: float) -> str:
    left, right = ORDER.at(low), ORDER.at(high)
    return (
        f'<rect class="profiles-band profiles-band--{name}" x="{left:.1f}" y="{top}" '
        f'width="{right - left:.1f}" height="{HEIGHT - 2 * top}"/>'
    )


def _dot(x: float, number: str) -> str:
    if not number:
        return f'<path class="profiles-here" d="M{x:.1f} {MIDDLE - 8}l7 8l-7 8l-7 -8z"/>'
    return (
        f'<circle class="profiles-here" cx="{x:.1f}" cy="{MIDDLE}" r="8"/>'
        f'<text class="profiles-number" x="{x:.1f}" y="{MIDDLE + 4}" text-anchor="middle">'
        f"{number}</text>"
    )


@dataclass(frozen=True)
class Control:
    """An XmR chart: `levels` has (from, to, mean, upper, lower) for each stretch with limits."""

    width: int
    height: int
    up: tuple[Tick, ...]
    foot: float
    left: float
    right: float
    lines: tuple[str, ...]
    dots: tuple[tuple[float, float, bool], ...]
    levels: tuple[tuple[float, float, float, float, float], ...]


def control(chart: Chart) -> Control:
    """Place the points of an XmR chart at equal steps; a dot is marked where a signal has it."""
    width, height, left, right, top, foot = 520, 150, 56, 510, 10, 136
    known = [v for v in chart.values if v is not None]
    limits = [v for s in chart.stretches for v in (s.lower, s.upper) if v is not None]
    x = Axis(0, max(len(chart.values) - 1, 1), left + 8, right - 8)
    y = Axis(min([*known, *limits]), max([*known, *limits]), foot, top)
    marked = {point for signal in chart.signals for point in signal.points}
    places = [None if v is None else (x.at(i), y.at(v)) for i, v in enumerate(chart.values)]
    levels = [
        (x.at(s.begins), x.at(s.ends - 1), y.at(s.mean), y.at(s.upper or 0), y.at(s.lower or 0))
        for s in chart.stretches
        if s.mean is not None
    ]
    return Control(
        width,
        height,
        y.ticks,
        foot,
        left,
        right,
        tuple(line(filter(None, run)) for drawn, run in groupby(places, bool) if drawn),
        tuple(
            (round(place[0], 1), round(place[1], 1), i in marked)
            for i, place in enumerate(places)
            if place
        ),
        tuple(tuple(round(place, 1) for place in level) for level in levels),  # type: ignore[misc]
    )
