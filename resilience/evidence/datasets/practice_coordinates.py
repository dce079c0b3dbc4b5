"""Where practices stand: latitude and longitude (WGS84), from whoever placed them.

There is no publication with one layout; tables of the practice's code and two numbers are alike.
"""

from __future__ import annotations

import pyarrow as pa

from resilience.evidence.datasets.base import Dataset
from resilience.evidence.periods import DAY, MONTH, YEAR
from resilience.evidence.tables import Column, Layout, practice, read_number


def _degrees(name: str, header: str, least: float, most: float) -> Column:
    def read(cell: str) -> float:
        value = read_number(cell)
        if not least <= value <= most:
            raise ValueError(f"'{cell.strip()}' is not in Great Britain ({least} to {most})")
        return value

    return Column(name, header, read, pa.float64(), needed=True)


DATASET = Dataset(
    id="practice_coordinates",
    title="Coordinates of GP practices",
    publisher="Derived from ODS addresses; the file says by whom",
    layouts=(
        Layout(
            table="practices",
            unique=("practice",),
            columns=(
                practice("(practice |ods |gp )?code|ods"),
                _degrees("latitude", "lat(itude)?", 49.8, 60.9),
                _degrees("longitude", "lon(gitude)?|lng|long", -8.7, 1.8),
            ),
        ),
    ),
    latest_only=True,
    periods=(YEAR, MONTH, DAY),
)
