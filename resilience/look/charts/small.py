"""Small charts that stand within a line or beside a figure: sparkline, bar and strip.

Units are those of the drawing's viewBox. An unknown value is a gap, never a zero.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


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
class Spread:
    """How known values are spread: tallies of equal steps from `low` to `high`.

    Worth keeping for as long as the release it comes from: it is the same for every practice.
    """

    low: float
    high: float
    tallies: tuple[int, ...]


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

    @property
    def outline(self) -> str:
        """All columns as one path: a page has many strips, and a path costs what a column does."""
        return "".join(f"M{c.x} {c.y}h{c.width}v{c.height}h-{c.width}Z" for c in self.columns)


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


def spread(values: Iterable[float], steps: int = 48) -> Spread | None:
    """Tally the known values of all practices; None when there are none.

    The outermost hundredth at each end is left out, so that one odd figure does not squash the
    rest.
    """
    ordered = sorted(float(value) for value in values)
    if not ordered:
        return None
    cut = len(ordered) // 100
    middle = ordered[cut : len(ordered) - cut]
    low, high = middle[0], middle[-1]
    if low == high:
        return Spread(low, high, (len(middle),))
    edges = [low + (high - low) * step / steps for step in range(1, steps)]
    below = [0, *(bisect_left(middle, edge) for edge in edges), len(middle)]
    return Spread(low, high, tuple(after - before for before, after in pairwise(below)))


def strip(
    value: float | None,
    *,
    median: float | None = None,
    area_median: float | None = None,
    threshold: float | None = None,
    others: Spread | None = None,
    width: int = 320,
    height: int = 56,
) -> Strip:
    """Place a value among the other practices' and the marks it is compared with.

    The scale reaches over `others` and over every mark, so nothing falls outside the drawing.
    """
    margin = 8
    marks = (value, median, area_median, threshold)
    ends = [float(mark) for mark in marks if mark is not None] + (
        [others.low, others.high] if others else []
    )
    low, high = (min(ends), max(ends)) if ends else (0.0, 1.0)

    def across(mark: float) -> float:
        share = (float(mark) - low) / (high - low) if high > low else 0.5
        return round(margin + share * (width - 2 * margin), 1)

    return Strip(
        width,
        height,
        _columns(others, across, foot=height - 14, tall=height - 28) if others else (),
        *(None if mark is None else across(mark) for mark in marks),
    )


def _columns(
    others: Spread, across: Callable[[float], float], foot: int, tall: int
) -> tuple[Column, ...]:
    """The spread as columns; a step that nobody is in draws nothing."""
    left, right = across(others.low), across(others.high)
    broad = (right - left) / len(others.tallies)
    most = max(others.tallies)
    columns = []
    for step, tally in enumerate(others.tallies):
        if tally and broad:
            height = round(max(tall * tally / most, 1), 1)
            x = round(left + step * broad, 1)
            columns.append(Column(x, round(foot - height, 1), round(broad * 0.85, 1), height))
    return tuple(columns)
