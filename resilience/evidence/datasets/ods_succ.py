"""ODS successors (succ): which organisation took over from which, and on what day.

Five columns and no headings. It speaks of trusts, commissioners, boards, networks and sites, of
every age; practices are not in it.
"""

from __future__ import annotations

import re

from resilience.evidence.datasets.base import Dataset
from resilience.evidence.datasets.ods import PUBLISHER
from resilience.evidence.tables import Layout, code, day


def _fits(rows: list[list[str]]) -> bool:
    """Five columns: two codes, a blank, a day and 0 or 1."""
    return all(
        len(row) == 5
        and re.fullmatch(r"[0-9A-Z]{2,9}", row[0].strip())
        and re.fullmatch(r"[0-9A-Z]{2,9}", row[1].strip())
        and not row[2].strip()
        and re.fullmatch(r"\d{8}", row[3].strip())
        and row[4].strip() in {"0", "1"}
        for row in rows
    )


DATASET = Dataset(
    id="ods_succ",
    title="Successor organisations (succ)",
    publisher=PUBLISHER,
    layouts=(
        Layout(
            table="successions",
            fits=_fits,
            unique=("predecessor", "successor", "day"),
            columns=(
                code("predecessor", place=0, needed=True),
                code("successor", place=1, needed=True),
                day("day", place=3, needed=True),
            ),
        ),
    ),
)
