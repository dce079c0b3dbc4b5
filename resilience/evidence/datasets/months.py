"""Files of one month whose rows say so: by its first day, or by its year and number."""

from __future__ import annotations

import re
from collections.abc import Callable

import pyarrow as pa

from resilience.evidence.datasets.base import Tables
from resilience.evidence.periods import EARLIEST_YEAR, LATEST_YEAR, Period
from resilience.evidence.sheets import Unreadable
from resilience.evidence.tables import Column, days_in, short


def _within(least: int, most: int) -> Callable[[str], int]:
    def read(cell: str) -> int:
        value = cell.strip()
        if not re.fullmatch(r"\d{1,4}", value, re.ASCII) or not least <= int(value) <= most:
            raise ValueError(f"'{short(cell)}' is not between {least} and {most}")
        return int(value)

    return read


YEAR_AND_MONTH = (
    Column("year", "year", _within(EARLIEST_YEAR, LATEST_YEAR), pa.int64(), optional=True),
    Column("month", "month", _within(1, 12), pa.int64(), optional=True),
)


def month_of(tables: Tables) -> Period | None:
    """The month that the rows speak of; None when they don't say."""
    return next(iter(_months_in(tables)), None)


def refuse_several_months(tables: Tables) -> list[str]:
    """Raises Unreadable when the rows are of more than one month."""
    months = _months_in(tables)
    if len(months) > 1:
        raise Unreadable(
            f"its rows are of {len(months)} months, {months[0]} to {months[-1]}, where a "
            "publication has one; load the monthly files one by one"
        )
    return []


def _months_in(tables: Tables) -> list[Period]:
    months = set()
    for table in tables.values():
        if "year" in table.column_names:
            pairs = zip(table["year"].to_pylist(), table["month"].to_pylist(), strict=True)
            months |= {pair for pair in set(pairs) if None not in pair}
        else:
            months |= {(day.year, day.month) for day in days_in(table, "month")}
    return [Period.month(year, month) for year, month in sorted(months)]
