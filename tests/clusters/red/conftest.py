from __future__ import annotations

from pathlib import Path

import pytest

from resilience.evidence.store import Store
from resilience.organisations.models import Build
from tests.clusters.world import PRACTICES
from tests.evidence.stores import add, analyst_row

UNPLACED, CLOSED, UNLISTED = "L81008", "L81004", "L81009"


@pytest.fixture
def town(area, today, tmp_path: Path) -> None:
    """The practices of the area stand along two streets, with lists and GPs; of one no place is
    known, of one no list, and one has a closed list."""
    store = Store(tmp_path)
    placed = [
        {"practice": code, "latitude": 51.45 + 0.012 * (at % 3), "longitude": -2.62 + 0.012 * at}
        for at, code in enumerate(PRACTICES)
        if code != UNPLACED
    ]
    add(store, "practice_coordinates", "2026", placed)
    listed = [(at, code) for at, code in enumerate(PRACTICES) if code != UNLISTED]
    rows = [
        analyst_row(code, "registered_patients", "2026-04-01", value=6000.0 + 500 * at)
        for at, code in listed
    ]
    rows += [
        analyst_row(
            code, "patients_per_gp", "2026-03", numerator=6000.0 + 500 * at, denominator=3.0
        )
        for at, code in listed
    ]
    rows.append(analyst_row(CLOSED, "list_closed", "2026-04-01", value_text="yes"))
    add(store, "analyst_figures", "2026-03/2026-04-01", rows)
    assert not Build.objects.exists()
