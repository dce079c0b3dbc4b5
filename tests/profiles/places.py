"""An England of many practices with figures of two months, for the pages that compare them."""

from __future__ import annotations

import json
from pathlib import Path

from resilience.evidence.store import Store
from resilience.organisations.actions import rebuild
from tests.evidence.stores import add, analyst_row
from tests.organisations.publishing import files, loaded

DAY = "2026-03-01"
SQUARE = {
    "type": "MultiPolygon",
    "coordinates": [[[[-3, 54], [0, 54], [0, 56], [-3, 56], [-3, 54]]]],
}


def england(home: Path, published: Path, practices: int = 160) -> Store:
    """All but two practices belong to one commissioner; every one has calls in two months, except
    that A81003 has none and B81001 has far more missed than any other."""
    store = loaded(files(published, practices=practices), home)
    rebuild(by="test", store=store)
    codes = [f"P{number:05}" for number in range(practices - 4)]
    rows = []
    for month, more in (("2026-01", 0), ("2026-02", 20)):
        for number, code in enumerate(["A81001", *codes]):
            missed, calls = 200 + number % 90 + more, 2000 + 17 * number
            rows.append(_calls(code, month, missed, calls))
        rows.append(_calls("B81001", month, 3900 if more else 400, 4000))
    add(store, "analyst_figures", "2026-01/2026-02", rows)
    return store


def _calls(code: str, month: str, missed: float, calls: float) -> dict:
    return analyst_row(
        code, "calls_missed_percent", month, numerator=float(missed), denominator=float(calls)
    )


def on_the_map(store: Store) -> None:
    """Places of two practices and the outline of one board."""
    rows = [
        {"practice": "A81001", "latitude": 54.6, "longitude": -1.2},
        {"practice": "P00000", "latitude": 55.0, "longitude": -1.6},
    ]
    add(store, "practice_coordinates", "2026", rows)
    outline = {"name": "NHS North East and North Cumbria", "outline": json.dumps(SQUARE)}
    add(store, "icb_boundaries", "2023", [outline])
