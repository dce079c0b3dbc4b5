"""General Practice Workforce: the high-level table, a row for each practice, role and measure."""

from __future__ import annotations

from resilience.evidence.datasets.base import Dataset
from resilience.evidence.datasets.gp_workforce import SYMBOLS
from resilience.evidence.datasets.months import YEAR_AND_MONTH, month_of, refuse_several_months
from resilience.evidence.periods import MONTH
from resilience.evidence.tables import Column, Layout, number, practice, text


def _measure(cell: str) -> str:
    folded = cell.strip().lower()
    known = {"fte": "FTE", "hc": "headcount", "headcount": "headcount"}
    if folded not in known:
        raise ValueError(f"'{cell.strip()}' is neither FTE nor headcount")
    return known[folded]


DATASET = Dataset(
    id="gp_workforce_high",
    title="General Practice Workforce, practices by role",
    publisher="NHS England",
    layouts=(
        Layout(
            table="staff",
            unique=("practice", "staff_group", "role", "measure", "year", "month"),
            columns=(
                practice("prac code"),
                text("name", "prac name"),
                text("staff_group", "staff group", needed=True),
                text("role", "detailed staff role", needed=True),
                Column("measure", "measure", _measure, needed=True),
                number("value", "value", symbols=SYMBOLS),
                *YEAR_AND_MONTH,
            ),
        ),
    ),
    content_period=month_of,
    check=refuse_several_months,
    periods=(MONTH,),
)
