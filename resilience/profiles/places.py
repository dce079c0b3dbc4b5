"""Where practices stand and how boards are bounded, as far as such files are loaded."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from resilience.evidence.opened import figures_at, store_at
from resilience.evidence.releases import Release
from resilience.look.charts import Shape

COORDINATES, BOUNDARIES = "practice_coordinates", "icb_boundaries"


@dataclass(frozen=True)
class Ground:
    """`at` has longitude and latitude by the practice's code; `shapes` the boards' outlines."""

    at: dict[str, tuple[float, float]]
    shapes: Sequence[Shape]
    sources: Sequence[Release]


def ground() -> Ground:
    """The places of a home. A practice seldom moves, so whatever the day the latest file that
    names it is taken; the map says of when it is."""
    home = settings.RESILIENCE_HOME
    return _ground(home, figures_at(home).key)


@lru_cache(2)
def _ground(home: Path, key: str) -> Ground:
    store = store_at(home)
    placed, bounded = store.current_of(COORDINATES), store.current_of(BOUNDARIES)[-1:]
    at: dict[str, tuple[float, float]] = {}
    for release in placed:
        table = store.table(release, "practices", ["practice", "longitude", "latitude"])
        columns = (table.column(name).to_pylist() for name in table.column_names)
        for code, longitude, latitude in zip(*columns, strict=True):
            at[code] = longitude, latitude
    shapes = [
        Shape(
            row["name"],
            [ring for shape in json.loads(row["outline"])["coordinates"] for ring in shape],
        )
        for release in bounded
        for row in store.table(release, "boundaries", ["name", "outline"]).to_pylist()
    ]
    return Ground(at, shapes, [*placed[-1:], *bounded])
