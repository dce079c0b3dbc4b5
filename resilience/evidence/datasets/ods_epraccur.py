"""ODS GP practices and prescribing cost centres (epraccur): 27 columns and no headings.

Two vocabularies: to 2025 status A, C, D or P and setting 4 for a GP practice; from 2026 ACTIVE,
INACTIVE or DORMANT and the role RO76. Both are folded into one here.
"""

from __future__ import annotations

import re

import pyarrow.compute as pc

from resilience.evidence.datasets.base import Dataset, Tables
from resilience.evidence.sheets import Unreadable
from resilience.evidence.tables import Column, Layout, code, day, practice, text

STATUSES = {
    "A": "active",
    "ACTIVE": "active",
    "C": "closed",
    "INACTIVE": "closed",
    "D": "dormant",
    "DORMANT": "dormant",
    "P": "proposed",
    "PROPOSED": "proposed",
}
GP_PRACTICE = {"4", "RO76"}


def _status(cell: str) -> str:
    try:
        return STATUSES[cell.strip().upper()]
    except KeyError:
        raise ValueError(f"'{cell}' is not a status we know ({', '.join(STATUSES)})") from None


def _setting(cell: str) -> str:
    return "gp practice" if cell.strip() in GP_PRACTICE else cell.strip()


def _fits(rows: list[list[str]]) -> bool:
    """27 columns, a practice code first, a status in column 13 and a setting in column 26."""
    return all(
        len(row) == 27
        and re.fullmatch(r"[A-Z][0-9A-Z]{5}", row[0].strip())
        and row[12].strip().upper() in STATUSES
        and re.fullmatch(r"\d{0,2}|RO\d+", row[25].strip())
        for row in rows[:5]
    )


def _check(tables: Tables) -> list[str]:
    rows = tables["practices"]
    english = pc.starts_with(pc.fill_null(rows["region"], ""), "Y")
    practices = pc.and_(english, pc.equal(rows["setting"], "gp practice"))
    active = pc.sum(pc.and_(practices, pc.equal(rows["status"], "active"))).as_py() or 0
    everywhere = pc.sum(pc.equal(rows["setting"], "gp practice")).as_py() or 0
    in_england = pc.sum(practices).as_py() or 0
    if in_england == 0 or 2 * in_england < everywhere:
        raise Unreadable(
            f"{in_england:,} of its {everywhere:,} GP practices (column 26 with 4 or RO76) are in "
            "a region of England (column 3 starting with Y); this looks like another country's "
            "file or another ODS report"
        )
    return [f"{active:,} active GP practices in England"]


DATASET = Dataset(
    id="ods_epraccur",
    title="GP practices and prescribing cost centres (epraccur)",
    publisher="NHS England, Organisation Data Service",
    layouts=(
        Layout(
            table="practices",
            fits=_fits,
            unique=("practice",),
            columns=(
                practice(place=0),
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
                Column("status", read=_status, place=12, needed=True),
                code("commissioner", place=14),
                day("joined", place=15),
                day("left", place=16),
                code("current_commissioner", place=23),
                Column("setting", read=_setting, place=25),
            ),
        ),
    ),
    check=_check,
)
