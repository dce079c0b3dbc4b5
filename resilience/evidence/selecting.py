"""Queries of the table of figures, written out.

Their text is quoted here: to bind parameters DuckDB imports pandas, which takes longer than all
else that a question needs.
"""

from __future__ import annotations

from resilience.evidence.periods import Period

ORDER = "indicator, ends, starts, practice"
"""How the figures stand, in memory and in the cache."""
NEWEST = "row_number() over (partition by indicator, practice order by ends desc, starts desc) = 1"

Place = tuple[str, Period, str]
"""The indicator, period and practice of a row."""


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def of_periods(indicator: str, periods: list[Period]) -> str:
    """The condition for figures of an indicator in one period, or from the first to the last."""
    if not periods:
        return "false"
    first, last = periods[0], periods[-1]
    same = f" and starts = '{first.starts}'" if len(periods) == 1 else ""
    between = f"ends between '{first.ends}' and '{last.ends}'{same}"
    return f"(indicator = {quoted(indicator)} and {between})"


def selection(
    table: str,
    *,
    indicator: str | None,
    period: Period | None,
    counting: dict[str, list[Period]] | None,
    after: Place | None,
    limit: int | None,
) -> str:
    """The query for all figures of a table, or those that meet every condition given.

    `counting` has the periods that count of each indicator; of several the newest figure of each
    practice is meant.
    """
    conditions = []
    if indicator:
        conditions.append(f"indicator = {quoted(indicator)}")
    if period:
        conditions.append(f"starts = '{period.starts}' and ends = '{period.ends}'")
    if counting is not None:
        each = (of_periods(name, periods) for name, periods in counting.items())
        conditions.append(f"({' or '.join(each)})")
    if after:
        name, last, practice = after
        row = f"{quoted(name)}, date '{last.ends}', date '{last.starts}', {quoted(practice)}"
        conditions.append(f"({ORDER}) > ({row})")
    query = f"select * from {table}"  # noqa: S608
    if conditions or table != "figures":  # the table of all stands in this order already
        newest = f"qualify {NEWEST}" if counting is not None else ""
        query += f" where {' and '.join(conditions) or 'true'} {newest} order by {ORDER}"
    return f"{query} limit {limit}" if limit else query
