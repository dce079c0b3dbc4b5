"""ODS commissioners (eccg): CCGs, later sub-ICB locations; 27 columns and no headings.

Two vocabularies in column 14: C for a CCG and H for a hub to 2022, ODS roles after, where a closed
organisation has no role any more. Both are folded into one here.
"""

from __future__ import annotations

import re

from resilience.evidence.datasets.base import Dataset
from resilience.evidence.tables import Column, Layout, code, day, text

ROLES = {
    "C": "commissioner",
    "RO319": "commissioner",
    "H": "hub",
    "RO218": "hub",
    "RO327": "reporting entity",
}


def _role(cell: str) -> str:
    """The first role we know of those in a cell like RO319|RO326."""
    roles = cell.strip().split("|")
    known = next((ROLES[role] for role in roles if role in ROLES), None)
    if known is None:
        raise ValueError(f"'{cell}' is not a role we know ({', '.join(ROLES)})")
    return known


def _fits(rows: list[list[str]]) -> bool:
    """27 columns, a commissioner's code, a region in column 3, and roles only eccg has."""
    roles = {role for row in rows for role in "".join(row[13:14]).strip().split("|")}
    return bool(roles & ROLES.keys()) and all(
        len(row) == 27
        and re.fullmatch(r"[0-9A-Z]{3}|[A-Z]\d[A-Z]\d[A-Z]", row[0].strip())
        and re.fullmatch(r"Y\d\d", row[2].strip())
        and re.fullmatch(r"\d{8}", row[10].strip())
        and not row[14].strip()
        for row in rows[:5]
    )


DATASET = Dataset(
    id="ods_eccg",
    title="Clinical commissioning groups and sub-ICB locations (eccg)",
    publisher="NHS England, Organisation Data Service",
    layouts=(
        Layout(
            table="commissioners",
            fits=_fits,
            unique=("commissioner",),
            columns=(
                code("commissioner", place=0, needed=True),
                text("name", place=1, needed=True),
                text("region", place=2),
                text("high_level", place=3),
                text("postcode", place=9),
                day("opened", place=10),
                day("closed", place=11),
                Column("role", read=_role, place=13),
            ),
        ),
    ),
)
