"""ODS branch surgeries (ebranchs): 27 columns and no headings; column 15 is the practice.

A branch has the code of its practice as it was when the branch was opened and three figures more;
the practice it belongs to now may be another.
"""

from __future__ import annotations

from resilience.evidence.datasets import ods
from resilience.evidence.datasets.base import Dataset
from resilience.evidence.tables import Layout, code, practice


def _fits(rows: list[list[str]]) -> bool:
    """27 columns, a branch's code first and a practice's in column 15."""
    code_ = r"[A-Z][0-9A-Z]{5}"
    return ods.fits_report(rows, {0: rf"{code_}\d{{3}}", 2: r"[YW]\d\d", 14: code_})


DATASET = Dataset(
    id="ods_ebranchs",
    title="GP branch surgeries (ebranchs)",
    publisher=ods.PUBLISHER,
    layouts=(
        Layout(
            table="branches",
            fits=_fits,
            unique=("branch",),
            columns=(
                code("branch", place=0, needed=True),
                *ods.NAMED,
                *ods.ADDRESS,
                *ods.EXISTENCE,
                practice(place=14),
                *ods.MEMBERSHIP,
            ),
        ),
    ),
    check=lambda tables: ods.days_in_order(tables["branches"], *ods.LIFE),
)
