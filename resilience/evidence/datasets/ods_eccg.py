"""ODS commissioners (eccg): CCGs, later sub-ICB locations; 27 columns and no headings.

Two vocabularies in column 14: C for a CCG and H for a hub to 2022, ODS roles after, where a closed
organisation has no role any more. Both are folded into one here.
"""

from __future__ import annotations

from resilience.evidence.datasets import ods
from resilience.evidence.datasets.base import Dataset
from resilience.evidence.periods import DAY, FINANCIAL_YEAR, MONTH
from resilience.evidence.tables import Column, Layout, code

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
    shape = {0: r"[0-9A-Z]{3}|[A-Z]\d[A-Z]\d[A-Z]", 2: r"Y\d\d", 10: r"\d{8}", 14: ""}
    return bool(roles & ROLES.keys()) and ods.fits_report(rows, shape)


DATASET = Dataset(
    id="ods_eccg",
    title="Clinical commissioning groups and sub-ICB locations (eccg)",
    publisher=ods.PUBLISHER,
    layouts=(
        Layout(
            table="commissioners",
            fits=_fits,
            unique=("commissioner",),
            columns=(
                code("commissioner", place=0, needed=True),
                *ods.NAMED,
                *ods.EXISTENCE,
                Column("role", read=_role, place=13),
            ),
        ),
    ),
    check=lambda tables: ods.days_in_order(tables["commissioners"], ("opened", "closed")),
    periods=(MONTH, DAY, FINANCIAL_YEAR),
)
