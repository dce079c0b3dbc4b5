"""Where the invented practices stand: an island in the Celtic Sea that is on no map.

Places are (longitude, latitude) in degrees. Three boards share the island and meet in its middle;
the practices of a network stand together, and those far from their town are rural.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from math import cos, hypot, pi, sin

from resilience.site.demonstration.places import BOARDS, Place, board, board_name, ons
from resilience.site.demonstration.world import Practice, dice, practices
from resilience.site.demonstration.writing import csv_file

Degrees = tuple[float, float]

CORNERS: dict[str, list[Degrees]] = {
    "QZ1": [(-7.88, 50.9), (-7.75, 51.25), (-7.2, 51.44), (-6.82, 51.36), (-7.0, 50.88)],
    "QZ2": [(-7.0, 50.88), (-6.95, 50.36), (-7.5, 50.4), (-7.86, 50.66), (-7.88, 50.9)],
    "QZ3": [
        *((-6.82, 51.36), (-6.38, 51.14), (-6.3, 50.72), (-6.58, 50.42), (-6.95, 50.36)),
        (-7.0, 50.88),
    ],
}
"""The corners of each board's land; neighbours share theirs."""
TOWNS: dict[str, tuple[Degrees, float]] = {
    "9ZA": ((-7.52, 51.12), 0.14),
    "9ZB": ((-7.12, 51.24), 0.1),
    "9ZC": ((-7.2, 50.98), 0.12),
    "9ZD": ((-7.52, 50.64), 0.13),
    "9ZE": ((-7.12, 50.6), 0.12),
    "9ZF": ((-6.6, 50.92), 0.13),
    "9ZG": ((-6.72, 50.56), 0.13),
    "9ZH": ((-6.7, 51.17), 0.1),
}
"""The middle of each commissioner's land, and how far off its networks lie."""
FAR_OUT = 0.19
"""Degrees from the middle beyond which a practice is rural."""
ROUGH = 0.16
"""How far the middle of a line is moved aside, as a share of its length."""


def coordinates() -> bytes:
    """A table of codes and places, as analysts make them."""
    rows = [(p.code, round(where(p)[1], 5), round(where(p)[0], 5)) for p in practices()]
    return csv_file([("ods", "lat", "lng"), *rows])


def boundaries() -> bytes:
    """The boards' outlines as the statistical office publishes them."""
    features = [
        {
            "type": "Feature",
            "properties": {"ICB23CD": ons(place), "ICB23NM": board_name(place)},
            "geometry": {"type": "Polygon", "coordinates": [outline(place)]},
        }
        for place in BOARDS
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def rural(practice: Practice) -> bool:
    (x, y), _ = TOWNS[practice.commissioner.code]
    across, up = where(practice)
    return hypot(across - x, up - y) > FAR_OUT


@cache
def where(practice: Practice) -> Degrees:
    """Near the middle of its network, and always on its board's land."""
    (x, y), apart = TOWNS[practice.commissioner.code]
    turn = 2 * pi * dice("network", practice.network).random()
    apart = 0.02 if practice.network.endswith("1") else apart
    middle = x + apart * cos(turn) * 1.5, y + apart * sin(turn)
    land, chance = outline(board(practice.commissioner)), dice("place", practice.code)
    while True:
        place = chance.gauss(middle[0], 0.05), chance.gauss(middle[1], 0.032)
        if _within(place, land):
            return place
        middle = (middle[0] + (x - middle[0]) / 8, middle[1] + (y - middle[1]) / 8)


@cache
def outline(place: Place) -> Sequence[Degrees]:
    """The closed line around a board's land."""
    corners = CORNERS[place.code]
    line = [corners[0]]
    for start, end in pairwise([*corners, corners[0]]):
        line += _rough(start, end)[1:]
    return [(round(x, 5), round(y, 5)) for x, y in line]


def _rough(start: Degrees, end: Degrees, steps: int = 5) -> list[Degrees]:
    """A line broken again and again; the same from both ends, so that neighbours fit."""
    if start > end:
        return _rough(end, start, steps)[::-1]
    if not steps:
        return [start, end]
    aside = ROUGH * dice("coast", start, end).uniform(-1, 1)
    across, up = end[0] - start[0], end[1] - start[1]
    middle = (
        (start[0] + end[0]) / 2 - aside * up,
        (start[1] + end[1]) / 2 + aside * across,
    )
    return [*_rough(start, middle, steps - 1), *_rough(middle, end, steps - 1)[1:]]


def _within(place: Degrees, line: Sequence[Degrees]) -> bool:
    """Whether a ray to the east crosses the line an odd number of times."""
    x, y = place
    crossed = 0
    for (x1, y1), (x2, y2) in pairwise(line):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            crossed += 1
    return crossed % 2 == 1
