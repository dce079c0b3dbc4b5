"""A map: practices as dots over the outlines of areas.

Degrees become units of the drawing by an equirectangular projection at the middle latitude, which
is right to look at for a country as small as England and needs no library.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians

from resilience.look.charts.dots import Place, dots

SIDE = 560
"""The longer side of the drawing."""
EDGE = 12
NEAR = 3
"""Units: corners of an outline that stand closer than this are not told apart."""
SMALLEST = 0.05
"""Degrees that a map shows at least; a few practices in one street are a place, not a world."""
Degrees = tuple[float, float]
"""Longitude and latitude."""
Ring = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Shape:
    """The outlines of an area: outer rings and holes alike."""

    name: str
    rings: Sequence[Ring]


@dataclass(frozen=True, slots=True)
class Map:
    """`groups` has the path of each group's dots; `places` one entry for each dot given."""

    width: int
    height: int
    outlines: str
    groups: tuple[str, ...]
    places: tuple[Place, ...]


def dot_map(
    dots_at: Sequence[Degrees], groups: Sequence[int], names: int, shapes: Iterable[Shape]
) -> Map:
    """Place dots, each in the group of that number below `names`, over the shapes near them."""
    project, width, height = _projection(dots_at)
    places = tuple(project(degrees) for degrees in dots_at)
    in_group: list[list[Place]] = [[] for _ in range(names)]
    for place, group in zip(places, groups, strict=True):
        in_group[group].append(place)
    rings = (_ring(ring, project) for shape in shapes for ring in shape.rings)
    seen = (ring for ring in rings if _within(ring, width, height))
    return Map(
        width,
        height,
        "".join(_path(ring) for ring in seen),
        tuple(dots(group) for group in in_group),
        places,
    )


class _Projection:
    def __init__(self, west: float, north: float, narrow: float, scale: float) -> None:
        self.west, self.north, self.narrow, self.scale = west, north, narrow, scale

    def __call__(self, degrees: Sequence[float]) -> Place:
        across = (degrees[0] - self.west) * self.narrow
        return (
            round(EDGE + across * self.scale),
            round(EDGE + (self.north - degrees[1]) * self.scale),
        )


def _projection(dots_at: Sequence[Degrees]) -> tuple[_Projection, int, int]:
    longitudes = [degrees[0] for degrees in dots_at] or [0.0]
    latitudes = [degrees[1] for degrees in dots_at] or [0.0]
    west, east = _widened(min(longitudes), max(longitudes))
    south, north = _widened(min(latitudes), max(latitudes))
    narrow = cos(radians((south + north) / 2))
    broad, tall = (east - west) * narrow, north - south
    scale = (SIDE - 2 * EDGE) / max(broad, tall)
    size = (round(broad * scale) + 2 * EDGE, round(tall * scale) + 2 * EDGE)
    return _Projection(west, north, narrow, scale), *size


def _widened(low: float, high: float) -> Degrees:
    short = max(SMALLEST - (high - low), 0.0) / 2
    return low - short, high + short


def _ring(ring: Ring, project: _Projection) -> list[Place]:
    """The ring's corners, those nearer than NEAR to the one before left out."""
    corners: list[Place] = []
    for degrees in ring:
        x, y = project(degrees)
        if not corners or abs(x - corners[-1][0]) + abs(y - corners[-1][1]) >= NEAR:
            corners.append((x, y))
    return corners


def _within(ring: Sequence[Place], width: int, height: int) -> bool:
    """Whether any of it can be seen; specks of fewer than four corners cannot."""
    if len(ring) < 4:
        return False
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return min(xs) <= width and max(xs) >= 0 and min(ys) <= height and max(ys) >= 0


def _path(ring: Sequence[Place]) -> str:
    x, y = ring[0]
    path = [f"M{x} {y}l"]
    for next_x, next_y in ring[1:]:
        across, down = next_x - x, next_y - y
        path.append(f"{across}{down if down < 0 else f' {down}'} ")
        x, y = next_x, next_y
    return "".join(path).strip() + "z"
