"""Files of one month whose rows each bear its first day."""

from __future__ import annotations

from resilience.evidence.datasets.base import Tables
from resilience.evidence.periods import Period
from resilience.evidence.sheets import Unreadable
from resilience.evidence.tables import days_in


def months_in(tables: Tables) -> list[Period]:
    """The months that the rows of all tables speak of."""
    days = {day for table in tables.values() for day in days_in(table, "month")}
    return sorted({Period.month(day.year, day.month) for day in days})


def month_of(tables: Tables) -> Period:
    return months_in(tables)[0]


def refuse_several_months(tables: Tables) -> list[str]:
    """Raises Unreadable when the rows are of more than one month."""
    months = months_in(tables)
    if len(months) > 1:
        raise Unreadable(
            f"its rows are of {len(months)} months, {months[0]} to {months[-1]}, where a "
            "publication has one; load the monthly files one by one"
        )
    return []
