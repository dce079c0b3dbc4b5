"""Where things go in the small charts. Geometry only: the templates draw, the stylesheet colours.

Units are those of the drawing's viewBox. An unknown value is a gap, never a zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the drawing; y grows downwards, as in SVG."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Sparkline:
    """A small trend: a line for each unbroken run of known values, a dot for a lone one."""

    width: int
    height: int
    lines: tuple[str, ...]
    dots: tuple[Point, ...]
    last: Point | None


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a stacked bar."""

    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Column:
    """A bar of the distribution behind a strip."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Strip:
    """Where one value sits among many. A place is None when its value is not known."""

    width: int
    height: int
    columns: tuple[Column, ...]
    value: float | None
    median: float | None
    area_median: float | None
    threshold: float | None


def sparkline(
    values: Sequence[float | None], width: int = 160, height: int = 36, margin: int = 5
) -> Sparkline:
    """Place values at equal steps from left to right, the smallest at the foot."""
    known = [float(value) for value in values if value is not None]
    if not known:
        return Sparkline(width, height, (), (), None)
    low, high = min(known), max(known)
    step = (width - 2 * margin) / max(len(values) - 1, 1)

    def place(index: int, value: float) -> Point:
        share = (float(value) - low) / (high - low) if high > low else 0.5
        return Point(
            round(margin + index * step, 1),
            round(height - margin - share * (height - 2 * margin), 1),
        )

    runs: list[list[Point]] = [[]]
    for index, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append(place(index, value))
    points = [point for run in runs for point in run]
    return Sparkline(
        width,
        height,
        tuple(" ".join(f"{p.x},{p.y}" for p in run) for run in runs if len(run) > 1),
        tuple(run[0] for run in runs if len(run) == 1),
        points[-1],
    )


def bar(counts: Sequence[int], width: float = 100, gap: float = 0.6) -> tuple[Segment, ...]:
    """Divide a bar among counts, in order. A count of nothing gets no width."""
    total = sum(counts)
    drawn = sum(1 for count in counts if count)
    room = width - gap * max(drawn - 1, 0)
    segments, x = [], 0.0
    for count in counts:
        share = room * count / total if total else 0.0
        segments.append(Segment(round(x, 2), round(share, 2)))
        x += share + gap if count else 0.0
    return tuple(segments)


def strip(
    value: float | None,
    *,
    median: float | None = None,
    area_median: float | None = None,
    threshold: float | None = None,
    others: Sequence[float] = (),
    width: int = 320,
    height: int = 56,
) -> Strip:
    """Place a value among the values of the other practices and the marks it is compared with.

    `others` are the known values of all practices; without them only the marks are drawn. The
    scale leaves out the outermost hundredth of `others` at each end, so that one odd figure does
    not squash the rest, but it always reaches the marks.
    """
    ordered = sorted(float(other) for other in others)
    cut = len(ordered) // 100
    middle = ordered[cut : len(ordered) - cut]
    marks = [float(m) for m in (value, median, area_median, threshold) if m is not None]
    ends = marks + middle[:1] + middle[-1:]
    low, high = (min(ends), max(ends)) if ends else (0.0, 1.0)
    margin = 8

    def across(mark: float | None) -> float | None:
        if mark is None:
            return None
        share = (float(mark) - low) / (high - low) if high > low else 0.5
        return round(margin + share * (width - 2 * margin), 1)

    return Strip(
        width,
        height,
        _columns(middle, low, high, width, margin, foot=height - 14, tall=height - 28),
        across(value),
        across(median),
        across(area_median),
        across(threshold),
    )


def _columns(
    values: Sequence[float], low: float, high: float, width: int, margin: int, foot: int, tall: int
) -> tuple[Column, ...]:
    """A histogram of the values in equal steps of the scale; an empty step draws nothing."""
    if not values or high <= low:
        return ()
    steps = 48
    tallies = [0] * steps
    for value in values:
        tallies[min(int((value - low) / (high - low) * steps), steps - 1)] += 1
    broad = (width - 2 * margin) / steps
    return tuple(
        Column(
            round(margin + index * broad, 1),
            round(foot - max(tall * tally / max(tallies), 1), 1),
            round(broad - 0.8, 1),
            round(max(tall * tally / max(tallies), 1), 1),
        )
        for index, tally in enumerate(tallies)
        if tally
    )
