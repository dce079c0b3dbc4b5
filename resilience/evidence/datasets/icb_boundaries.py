"""Boundaries of integrated care boards for maps: GeoJSON in degrees (WGS84), simplified.

ONS files name a board by year ('ICB23CD', 'ICB23NM'); others give its name only. The outlines are
for looking at: they may be some 300 metres off, and neighbours need not meet exactly.
"""

from __future__ import annotations

import json
from math import hypot
from typing import Any

from resilience.evidence.datasets import areas
from resilience.evidence.datasets.base import Dataset
from resilience.evidence.periods import DAY, MONTH, YEAR
from resilience.evidence.tables import Column, Layout, text

TOLERANCE = 0.003
"""Degrees that a simplified line may be away from the original; 300 metres from north to south."""
Point = list[float]
Ring = list[Point]


def _outline(cell: str) -> str:
    """The simplified geometry as GeoJSON text."""
    try:
        geometry = json.loads(cell)
        kind, coordinates = geometry["type"], geometry["coordinates"]
        polygons = [coordinates] if kind == "Polygon" else coordinates
        if kind not in ("Polygon", "MultiPolygon"):
            raise ValueError
        shapes = [_polygon(polygon) for polygon in polygons]
    except (ValueError, KeyError, TypeError, IndexError):
        raise ValueError("'geometry' is not a polygon in degrees") from None
    # A small island may shrink to a line; the largest outline of a board never does.
    kept = [shape for shape in shapes if shape and len(shape[0]) > 3] or shapes[:1]
    return json.dumps({"type": "MultiPolygon", "coordinates": kept}, separators=(",", ":"))


def _polygon(rings: list[Any]) -> list[Ring]:
    """The outer ring and the holes that are still holes."""
    simple = [_simplify([[float(p[0]), float(p[1])] for p in ring]) for ring in rings]
    if any(abs(x) > 180 or abs(y) > 90 for ring in simple for x, y in ring):
        raise ValueError("coordinates are not degrees")
    return simple[:1] + [ring for ring in simple[1:] if len(ring) > 3]


def _simplify(line: Ring) -> Ring:
    """Fewer points, none of those left out further than TOLERANCE from the line (Douglas and
    Peucker, 1973); rounded to five decimals, a metre."""
    kept = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        far, apart = max(
            ((i, _distance(line[i], line[first], line[last])) for i in range(first + 1, last)),
            key=lambda found: found[1],
        )
        if apart > TOLERANCE:
            kept.add(far)
            spans += [(first, far), (far, last)]
    return [[round(x, 5), round(y, 5)] for x, y in (line[i] for i in sorted(kept))]


def _distance(point: Point, start: Point, end: Point) -> float:
    """From a point to the stretch between two others, in degrees."""
    along = end[0] - start[0], end[1] - start[1]
    length = along[0] ** 2 + along[1] ** 2
    beside = point[0] - start[0], point[1] - start[1]
    share = (beside[0] * along[0] + beside[1] * along[1]) / length if length else 0.0
    share = min(max(share, 0.0), 1.0)
    return hypot(beside[0] - share * along[0], beside[1] - share * along[1])


DATASET = Dataset(
    id="icb_boundaries",
    title="Boundaries of integrated care boards",
    publisher="Office for National Statistics, Open Geography; the file says if another",
    layouts=(
        Layout(
            table="boundaries",
            unique=("name",),
            columns=(
                areas.ons("icb_ons", r"icb\d\dcd", optional=True),
                text("name", r"icb\d\dnm|name", needed=True),
                Column("outline", "geometry", _outline, needed=True),
            ),
        ),
    ),
    periods=(YEAR, MONTH, DAY),
)
