"""NHS Payments to General Practice: the practices paid in a financial year, without the sums.

A new layout each year; practices that closed in the year are in it. The area at the top is an
area team to 2014-15, a local office to 2018-19 and a region after, always in the first columns.
Patients are the last known figure or the mean of the year's quarters.
"""

from __future__ import annotations

import pyarrow as pa

from resilience.evidence.datasets.base import Dataset
from resilience.evidence.tables import Column, Layout, code, day, number, practice, text

UNKNOWN = ("UNKNOWN", "MISSING")


def _yes(cell: str) -> bool:
    try:
        return {"YES": True, "NO": False}[cell.strip().upper()]
    except KeyError:
        raise ValueError(f"'{cell}' is neither Yes nor No") from None


def _postcode(cell: str) -> str:
    """One space before the last three letters, however many there were."""
    letters = "".join(cell.split()).upper()
    return f"{letters[:-3]} {letters[-3:]}"


DATASET = Dataset(
    id="gp_payments",
    title="NHS Payments to General Practice",
    publisher="NHS England",
    layouts=(
        Layout(
            table="practices",
            unique=("practice",),
            columns=(
                # A00001 is written where a practice has no code.
                practice("practice code", blank=("A00001",)),
                text("name", "practice name", needed=True),
                Column("postcode", "practice postcode", read=_postcode),
                day("opened", "practice open date", blank=("-",)),
                day("closed", "practice close date", blank=("-",)),
                text("contract_type", "contract type", blank=UNKNOWN),
                text("practice_type", "practice ?type", blank=UNKNOWN, optional=True),
                text("rurality", "practice ?rurality", blank=UNKNOWN, optional=True),
                Column("dispensing", "dispensing practice", _yes, pa.bool_(), blank=UNKNOWN),
                code("dco", "(nhs england .*|region) code", needed=True),
                text("dco_name", "(nhs england .*|region) name"),
                code("commissioner", "(ccg|sub icb( location)?) code", needed=True),
                text("commissioner_name", "(ccg|sub icb( location)?) name"),
                code("pcn", "pcn code", blank=("UNKNOWN OR NO PCN",), optional=True),
                text("pcn_name", "pcn name", blank=("UNKNOWN OR NO PCN",), optional=True),
                number("registered_patients", "(average )?number of registered patients.*"),
                number("weighted_patients", "(average )?number of weighted patients.*"),
            ),
        ),
    ),
)
