"""Many dots as one path: each is a line of no length with a round (or square) end."""

from __future__ import annotations

from collections.abc import Iterable

Place = tuple[int, int]


MANY = 1000
"""From here on dots stand on every second unit only: they are broader than that."""


def dots(places: Iterable[Place]) -> str:
    """The path of the dots, those on the same spot drawn once.

    Whole units and relative moves: six thousand practices are some ten kilobytes.
    """
    spots = set(places)
    if len(spots) > MANY:
        spots = {(x // 2 * 2, y // 2 * 2) for x, y in spots}
    path, before = [], (0, 0)
    for place in sorted(spots):
        across, down = place[0] - before[0], place[1] - before[1]
        path.append(f"m{across}{down if down < 0 else f' {down}'}h0")
        before = place
    return "".join(path)


def line(places: Iterable[tuple[float, float]]) -> str:
    """The points of a line, to a tenth of a unit."""
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
