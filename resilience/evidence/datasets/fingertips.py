"""Fingertips: values of indicators by practice, as its CSV download gives them.

One layout for all indicators; rows of England and other areas among them are passed over. The list
of one indicator's values alone (IndicatorID, Year, AreaCode, Value) is read too. Each row bears its
own period, and files of different indicators stand beside each other.
"""

from __future__ import annotations

import re
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from resilience.evidence.datasets.base import Dataset, Tables
from resilience.evidence.datasets.plausible import told_or_refused
from resilience.evidence.periods import (
    FINANCIAL_YEAR,
    SPAN,
    YEAR,
    Period,
    find_period,
    parse_period,
)
from resilience.evidence.tables import Column, Layout, code, number, practice, text

QUARTER = re.compile(r"(\d{4})(/\d\d)? ?Q([1-4])")
TIME = "time period|year"


def _period_of(cell: str) -> Period:
    """'2019', '2018/19', '2015 - 17', '2022/23 Q1' (its first month is April), '2019 Q1', or
    'Mar 2021'. Nothing may stand beside it, for a period mistyped is not another one."""
    words = cell.strip()
    if found := QUARTER.fullmatch(words):
        year, quarter = int(found[1]), int(found[3])
        month = (quarter - 1) * 3 + (4 if found[2] else 1)
        first = parse_period(f"{year + (month > 12)}-{(month - 1) % 12 + 1:02}")
        return Period.span(first, Period.month(first.starts.year, first.starts.month + 2))
    if found := re.fullmatch(r"(\d{4}) - (\d\d)", words):
        return parse_period(f"{found[1]}/{found[1][:2]}{found[2]}")
    if re.fullmatch(r"[A-Za-z]{3,9} \d{4}", words) and (month_ := find_period(words)):
        return month_
    return parse_period(words)


def _label(cell: str) -> str:
    return _period_of(cell).label


def _starts(cell: str) -> date:
    return _period_of(cell).starts


def _ends(cell: str) -> date:
    return _period_of(cell).ends


def _content_period(tables: Tables) -> Period:
    """From the first period to the last."""
    columns = (tables["values"][name].to_pylist() for name in ("starts", "ends", "period"))
    periods = {Period(*row) for row in set(zip(*columns, strict=True))}
    return Period.span(min(periods), max(periods, key=lambda period: (period.ends, period.starts)))


def _scope(tables: Tables) -> str:
    return ",".join(sorted(pc.unique(tables["values"]["indicator"]).to_pylist()))


def _check(tables: Tables) -> list[str]:
    rows = tables["values"]
    outside = pc.or_kleene(
        pc.greater(rows["lower"], rows["value"]), pc.less(rows["upper"], rows["value"])
    )
    return told_or_refused(outside, "the value is outside its confidence interval")


DATASET = Dataset(
    id="fingertips",
    title="Fingertips public health profiles, values by practice",
    publisher="Department of Health and Social Care, Fingertips",
    layouts=(
        Layout(
            table="values",
            unique=("indicator", "practice", "period", "sex", "age", "category"),
            columns=(
                text("area_type", "area type", picks="(?i)gps?|gp practices?|", optional=True),
                code("indicator", "indicator ?id", r"\d{1,6}", needed=True),
                text("indicator_name", "indicator name", optional=True),
                practice("area ?code"),
                text("sex", "sex", optional=True),
                text("age", "age", optional=True),
                text("category", "category", optional=True),
                Column("period", TIME, _label, needed=True),
                Column("starts", TIME, _starts, pa.date32()),
                Column("ends", TIME, _ends, pa.date32()),
                number("value", "value"),
                number("lower", "lower ci 95 0 limit", optional=True),
                number("upper", "upper ci 95 0 limit", optional=True),
                number("count", "count", optional=True),
                number("denominator", "denominator", optional=True),
                text("note", "value note", optional=True),
            ),
        ),
    ),
    content_period=_content_period,
    check=_check,
    scope=_scope,
    periods=(YEAR, FINANCIAL_YEAR, SPAN),
)
