"""QOF raw achievement: what each practice achieved for each indicator, a file for each region.

The file is long, a row for each measure; the table has a row for each practice and indicator with
the measures side by side. Patients whom a practice set aside are exceptions to 2018-19 and
personalised care adjustments (PCAS) after; they are not in the denominator. Files of regions stand
beside each other, and a region is known by its code or, where the file has none, by its first
practice.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from resilience.evidence.datasets import areas
from resilience.evidence.datasets.base import Dataset, Tables
from resilience.evidence.datasets.plausible import told_or_refused
from resilience.evidence.datasets.qof_files import INDICATOR, name_period
from resilience.evidence.periods import FINANCIAL_YEAR
from resilience.evidence.tables import (
    MISSING,
    TEXT,
    Column,
    Layout,
    code,
    practice,
    read_number,
    short,
)

MEASURES = {
    "NUMERATOR": "numerator",
    "DENOMINATOR": "denominator",
    "ACHIEVED_POINTS": "achieved_points",
    "REGISTER": "register",
    "EXCEPTIONS": "exceptions",
    "PCAS": "personalised_care_adjustments",
}


def _measure(cell: str) -> str:
    """The measure of a row; one that is new is kept in the rejects, where it is seen."""
    value = cell.strip().upper()
    if value not in MEASURES:
        raise ValueError(f"'{value}' is not a measure ({', '.join(MEASURES)})")
    return MEASURES[value]


def _value(cell: str) -> float:
    value = read_number(cell)
    if value < 0:
        raise ValueError(f"'{short(cell)}' is less than nothing")
    return value


def _derive(tables: Tables) -> Tables:
    """The measures of a practice and indicator side by side; `line` is that of the first."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for row in tables["achievement"].to_pylist():
        key = row["practice"], row["indicator"]
        beside = rows.setdefault(
            key,
            {"practice": key[0], "region": row["region"], "indicator": key[1], "line": row["line"]}
            | {f"{name}_mark": MISSING for name in MEASURES.values()},
        )
        beside[row["measure"]] = row["value"]
        beside[f"{row['measure']}_mark"] = row["value_mark"]
    return {"achievement": pa.Table.from_pylist([*rows.values()], schema=SCHEMA)}


def _scope(tables: Tables) -> str:
    table = tables["achievement"]
    regions = [region for region in pc.unique(table["region"]).to_pylist() if region]
    return ",".join(sorted(regions)) or f"from {pc.min(table['practice']).as_py()}"


def _check(tables: Tables) -> list[str]:
    table = tables["achievement"]
    above = pc.greater(table["numerator"], table["denominator"])
    return told_or_refused(above, "the numerator exceeds the denominator")


LAYOUT = Layout(
    table="achievement",
    unique=("practice", "indicator", "measure"),
    columns=(
        practice("practice code"),
        areas.region("region( ods)? code", optional=True),
        code("indicator", "indicator code", INDICATOR, needed=True),
        Column("measure", "measure", _measure, needed=True),
        Column("value", "value", _value, pa.float64(), measure=True),
    ),
    derived=tuple(MEASURES.values()),
)
SCHEMA = pa.schema(
    [
        *(pa.field(name, TEXT) for name in ("practice", "region", "indicator")),
        *(field for field in LAYOUT.finished if field.name.removesuffix("_mark") in LAYOUT.derived),
        LAYOUT.schema.field("line"),
    ]
)

DATASET = Dataset(
    id="qof_raw_achievement",
    title="Quality and Outcomes Framework: achievement by indicator",
    publisher="NHS England",
    layouts=(LAYOUT,),
    derive=_derive,
    check=_check,
    scope=_scope,
    name_period=name_period,
    periods=(FINANCIAL_YEAR,),
)
