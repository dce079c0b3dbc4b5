"""Where patients are taken to live. Nothing is published about it here, so they are spread around
their practice: thinning out with distance, and the fewer the more other practices draw there.

The points are the same each time: no chance is in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, radians, sqrt

import numpy as np
from numpy.typing import NDArray

from resilience.clusters.red.dispersal.question import Closing, Degrees, Neighbour

Near = Neighbour | Closing

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
POINTS = 6_000
"""Points around a practice at which patients may live: near it a few metres apart."""
GOLDEN = pi * (3 - sqrt(5))
"""The angle by which each point is turned from the one before, so that no direction is favoured."""
DEGREE_KM = 6371.0 * pi / 180
FINENESS = 1_000_000
FARTHEST_POWER = 500.0
"""Beyond it a practice draws nobody, whatever the size: e to the 500 is still a number."""


@dataclass(frozen=True)
class Living:
    """Of each patient the `point` where they live. From every point metres to the practice that
    closes (`own`), and to each practice around it in their order (`to`, points by practices)."""

    point: Ints
    own: Ints
    to: Ints


def living(closing: Closing, around: Sequence[Near], spread_km: float, reach_km: float) -> Living:
    """Patients of a practice with others `around` it, `spread_km` being the distance at which they
    thin out to 37 in 100, none farther than `reach_km`."""
    turns = np.arange(POINTS)
    away = reach_km * (turns + 0.5) / POINTS  # nearer points stand closer together
    across, up = away * np.cos(turns * GOLDEN), away * np.sin(turns * GOLDEN)
    to = np.empty((POINTS, len(around)), np.int64)
    for column, one in enumerate(around):
        east, north = _from(closing.at, one.at)
        to[:, column] = np.rint(1000 * np.hypot(across - east, up - north))
    drawn = _drawn(away, to, closing, around, spread_km)
    return Living(_placed(closing.patients, drawn), np.rint(1000 * away).astype(np.int64), to)


def _drawn(
    away: Floats, to: Ints, closing: Closing, around: Sequence[Near], spread_km: float
) -> Ints:
    """How many of its patients live at each point, in parts of a whole: the ground around a point
    grows with its distance; people thin out; and of those there the practice has a share by size
    and distance beside its neighbours (Huff's model)."""
    sizes = np.array([max(one.patients, 1) for one in around], float)
    nearer = (away[:, None] - to / 1000) / spread_km
    others = (sizes * np.exp(np.minimum(nearer, FARTHEST_POWER))).sum(axis=1)
    own = max(closing.patients, 1)
    drawn = away / away[-1] * np.exp(-away / spread_km) * own / (own + others)
    return np.rint(FINENESS * drawn / drawn.max()).astype(np.int64)


def _placed(patients: int, drawn: Ints) -> Ints:
    """Patients at points in proportion to what is drawn there: the points are walked along once,
    and somebody lives wherever another equal part of the whole has been passed."""
    passed = np.cumsum(drawn)
    every = np.arange(patients, dtype=np.int64)
    parts = (2 * every + 1) * passed[-1] // (2 * max(patients, 1))
    return np.searchsorted(passed, parts, side="right").astype(np.int64)


def _from(here: Degrees, there: Degrees) -> tuple[float, float]:
    """Kilometres east and north: over a few miles the earth is flat enough."""
    (west, south), (east, north) = here, there
    return (
        (east - west) * DEGREE_KM * cos(radians((south + north) / 2)),
        (north - south) * DEGREE_KM,
    )


def kilometres(here: Degrees, there: Degrees) -> float:
    """As the crow flies."""
    east, north = _from(here, there)
    return float(np.hypot(east, north))
