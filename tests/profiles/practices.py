"""A small England whose practices have figures, places and like practices."""

from __future__ import annotations

from pathlib import Path

from resilience.evidence.store import Store
from resilience.organisations.actions import rebuild
from tests.evidence.stores import add, analyst_row
from tests.organisations.publishing import CODES, files, loaded

DAY = "2026-03-01"
MONTHS = [f"2024-{month:02d}" for month in range(1, 13)] + ["2025-01", "2025-02"]


def england(folder: Path, home: Path, practices: int = 24) -> Store:
    """Practices P00000 … with lists of 1,000, 1,100, …; A81001 has a list of 1,500."""
    store = loaded(files(folder, practices), home)
    codes = [f"P{number:05}" for number in range(practices - len(CODES))]
    sizes = {code: 1000.0 + 100 * at for at, code in enumerate(codes)} | {"A81001": 1550.0}
    rows = [analyst_row(c, "registered_patients", DAY, value=n) for c, n in sizes.items()]
    rows += [
        analyst_row(code, "patients_per_gp", "2026-02", numerator=size, denominator=2.0)
        for code, size in sizes.items()
    ]
    rows += [
        analyst_row(code, "gpps_recommend_no_percent", "2025", numerator=at, denominator=100.0)
        for at, code in enumerate(codes)
    ]
    rows.append(analyst_row("A81001", "cqc_overall_rating", "2025", value_text="Good"))
    rows += [
        analyst_row("A81001", "calls_missed_percent", month, numerator=n, denominator=100.0)
        for month, n in zip(MONTHS, [8, 9, 8, 9, 8, 9, 8, 9, 8, 9, 8, 9, 8, 40], strict=True)
    ]
    add(store, "analyst_figures", f"2024-01/{DAY}", rows)
    rebuild(by="test", store=store)
    return store


def placed(store: Store, **places: tuple[float, float]) -> None:
    """Coordinates (latitude, longitude) by the practice's code."""
    rows = [
        {"practice": code, "latitude": latitude, "longitude": longitude}
        for code, (latitude, longitude) in places.items()
    ]
    add(store, "practice_coordinates", "2026", rows)
