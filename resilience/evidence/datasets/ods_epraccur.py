"""ODS GP practices and prescribing cost centres (epraccur): 27 columns and no headings.

Two vocabularies: to 2025 status A, C, D or P and setting 4 for a GP practice; from 2026 ACTIVE,
INACTIVE or DORMANT and the role RO76. Both are folded into one here.
"""

from __future__ import annotations

import re

import pyarrow.compute as pc

from resilience.evidence.datasets import areas, ods
from resilience.evidence.datasets.base import Dataset, Tables
from resilience.evidence.sheets import Unreadable
from resilience.evidence.sources import Source
from resilience.evidence.tables import Column, Layout, code, practice

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
    statuses = f"(?i:{'|'.join(STATUSES)})"
    return ods.fits_report(rows, {0: r"[A-Z][0-9A-Z]{5}", 12: statuses, 25: r"\d{0,2}|RO\d+"})


def _nearly(source: Source) -> str:
    """A column lost or added in a spreadsheet program leaves the others at the wrong places."""
    rows = source.sheets[0].rows[:5] if source.sheets else []
    width = len(rows[0]) if rows else 0
    alike = all(
        len(row) == width
        and re.fullmatch(r"[A-Z][0-9A-Z]{5}", row[0].strip())
        and re.fullmatch(r"[YW]\d\d", row[2].strip())
        for row in rows
        if width > 2
    )
    if width == ods.WIDTH or not (alike and 20 < width < 40):
        return ""
    return (
        f"this looks like the ODS list of practices (epraccur) but has {width} columns instead of "
        f"{ods.WIDTH}; load the file as it was downloaded, not as another program saved it"
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
    return [f"{active:,} active GP practices in England", *ods.days_in_order(rows, *ods.LIFE)]


DATASET = Dataset(
    id="ods_epraccur",
    title="GP practices and prescribing cost centres (epraccur)",
    publisher=ods.PUBLISHER,
    layouts=(
        Layout(
            table="practices",
            fits=_fits,
            unique=("practice",),
            columns=(
                practice(place=0),
                *ods.NAMED,
                *ods.ADDRESS,
                *ods.EXISTENCE,
                Column("status", read=_status, place=12, needed=True),
                areas.commissioner(place=14),
                *ods.MEMBERSHIP,
                code("current_commissioner", place=23),
                Column("setting", read=_setting, place=25),
            ),
        ),
    ),
    nearly=_nearly,
    check=_check,
)
