"""ODS branch surgeries (ebranchs): 27 columns and no headings; column 15 is the practice.

A branch has the code of its practice as it was when the branch was opened and three figures more;
the practice it belongs to now may be another.
"""

from __future__ import annotations

import re

from resilience.evidence.datasets.base import Dataset
from resilience.evidence.tables import Layout, code, day, practice, text


def _fits(rows: list[list[str]]) -> bool:
    """27 columns, a branch's code first and a practice's in column 15."""
    return all(
        len(row) == 27
        and re.fullmatch(r"[A-Z][0-9A-Z]{5}\d{3}", row[0].strip())
        and re.fullmatch(r"[A-Z][0-9A-Z]{5}", row[14].strip())
        for row in rows[:5]
    )


DATASET = Dataset(
    id="ods_ebranchs",
    title="GP branch surgeries (ebranchs)",
    publisher="NHS England, Organisation Data Service",
    layouts=(
        Layout(
            table="branches",
            fits=_fits,
            unique=("branch",),
            columns=(
                code("branch", place=0, needed=True),
                text("name", place=1, needed=True),
                text("region", place=2),
                text("high_level", place=3),
                text("address_1", place=4),
                text("address_2", place=5),
                text("address_3", place=6),
                text("town", place=7),
                text("county", place=8),
                text("postcode", place=9),
                day("opened", place=10),
                day("closed", place=11),
                practice(place=14),
                day("joined", place=15),
                day("left", place=16),
            ),
        ),
    ),
)
