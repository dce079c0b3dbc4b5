"""An invented England of any size with ten years of history, put straight into a store.

The register, the commissioners, and each year's lists, achievement and payments, as typed tables in
the layouts that are read. Numbers are made in one go, so that ten Englands take seconds.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from resilience.evidence.datasets import registered
from resilience.evidence.periods import parse_period
from resilience.evidence.releases import Release
from resilience.evidence.store import Store

YEARS = range(2015, 2025)
IN_A_COMMISSIONER = 60
COMMISSIONERS_IN_A_BOARD = 3
REGIONS = 7


class England:
    """So many practices, with what was measured of them each year."""

    def __init__(self, practices: int) -> None:
        self.random = np.random.default_rng(1)
        numbers = np.arange(practices)
        commissioners = numbers // IN_A_COMMISSIONER
        self.practices = [f"Z{number:05}" for number in numbers]
        self.commissioner = [_commissioner(c) for c in commissioners]
        self.places = {_commissioner(c): _above(c) for c in range(commissioners[-1] + 1)}
        self.patients = self.random.lognormal(8.9, 0.5, practices)

    def put_into(self, store: Store) -> None:
        _add(store, "ods_epraccur", "2025-04", self._register())
        _add(store, "ods_eccg", "2025-04", self._commissioners())
        for year in YEARS:
            financial = f"{year}-{(year + 1) % 100:02}"
            self.patients *= self.random.normal(1.01, 0.02, len(self.practices))
            _add(store, "patients_registered", f"{year}-04-01", self._lists())
            _add(store, "qof_achievement", financial, self._achievement())
            _add(store, "gp_payments", financial, self._payments())

    def _register(self) -> dict[str, Any]:
        return {
            "practice": self.practices,
            "name": [f"Surgery {code}" for code in self.practices],
            "region": [self.places[code][1] for code in self.commissioner],
            "high_level": [self.places[code][0] for code in self.commissioner],
            "status": "active",
            "setting": "gp practice",
            "commissioner": self.commissioner,
            "opened": date(1974, 4, 1),
        }

    def _commissioners(self) -> dict[str, Any]:
        return {
            "commissioner": [*self.places],
            "name": [f"Commissioner {code}" for code in self.places],
            "region": [region for _, region in self.places.values()],
            "high_level": [board for board, _ in self.places.values()],
            "role": "commissioner",
            "opened": date(2013, 4, 1),
        }

    def _lists(self) -> dict[str, Any]:
        return {"practice": self.practices, "patients": self.patients.astype(int)}

    def _achievement(self) -> dict[str, Any]:
        points = 559 * self.random.beta(20, 1, len(self.practices))
        return {"practice": self.practices, "points": points, "points_maximum": 559}

    def _payments(self) -> dict[str, Any]:
        paid = self.patients * self.random.normal(14_000, 2_000, len(self.practices))
        return {
            "practice": self.practices,
            "registered_patients": self.patients,
            "weighted_patients": self.patients * self.random.normal(1, 0.08, len(self.practices)),
            "total_payments": paid.astype(int),
            "qof": (paid * 0.08).astype(int),
            "premises": (paid * 0.09).astype(int),
        }


def _commissioner(number: int) -> str:
    return f"{number:04}Z"


def _above(commissioner: int) -> tuple[str, str]:
    """The board and the region of a commissioner."""
    board = commissioner // COMMISSIONERS_IN_A_BOARD
    return f"QB{board:03}", f"Y{60 + board % REGIONS}"


def _add(store: Store, dataset: str, period: str, given: dict[str, Any]) -> None:
    """One release: a column given as one value is that of every row; one not given is blank, and
    a payment not given is not there, as in years that did not have it."""
    declared = registered()[dataset]
    layout = declared.layouts[0]
    rows = len(next(iter(given.values())))
    absent = {c.name for c in layout.columns if c.optional and c.measure} - given.keys()
    columns = {}
    for field in layout.finished:
        if field.name.removesuffix("_mark") in absent:
            continue
        value = given.get(field.name)
        if field.name == "line":
            value = np.arange(2, rows + 2)
        if isinstance(value, list | np.ndarray):
            columns[field.name] = pa.array(value).cast(field.type)
        else:
            columns[field.name] = pa.repeat(pa.scalar(value, field.type), rows)
    number = len(store.releases)
    release = Release(
        dataset=dataset,
        title=declared.title,
        publisher=declared.publisher,
        licence=declared.licence,
        period=parse_period(period),
        period_from="given",
        hash=f"{number:064x}"[::-1],
        file=f"{dataset}.csv",
        loaded_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=number),
        tables={layout.table: rows},
        synthetic=True,
    )
    store.add(release, {layout.table: pa.table(columns)}, [])
