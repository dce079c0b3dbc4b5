"""The tables of this room as rows of files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from resilience.profiles.area import InArea
from resilience.profiles.context import CONTEXT_COLUMN, Contexts
from resilience.profiles.wording import POSITIONS

INDICATOR_COLUMNS = (
    *("practice", "name", "ccg", "icb", "region", "indicator", "period", "value", "unit", "mark"),
    *("numerator", "denominator", "lower_95", "upper_95", "position", "variation_for_enquiry"),
    *("release", "line", "note", CONTEXT_COLUMN),
)


TREND_COLUMNS = (
    *("area", "indicator", "period", "starts", "ends", "practices"),
    *("lower_quarter", "median", "upper_quarter", "unit"),
)


def trend_rows(view: InArea) -> Iterator[dict[str, Any]]:
    """The quartiles of each period, the earliest first."""
    for one in view.trend:
        yield {
            "area": view.area.code,
            "indicator": view.across.indicator.id,
            "period": one.period.label,
            "starts": one.period.starts,
            "ends": one.period.ends,
            "practices": one.practices,
            "lower_quarter": one.lower,
            "median": one.median,
            "upper_quarter": one.upper,
            "unit": view.across.indicator.unit,
        }


def indicator_rows(view: InArea, said: Contexts) -> Iterator[dict[str, Any]]:
    """Every practice of the area, those without a figure too."""
    indicator, practices = view.across.indicator, view.across.england.practices
    for row in view.rows:
        figure, areas = row.figure, practices[row.code].areas
        yield {
            "practice": row.code,
            "name": row.name,
            "ccg": areas.get("ccg"),
            "icb": areas.get("icb"),
            "region": areas.get("region"),
            "indicator": indicator.id,
            "period": figure.period.label if figure else None,
            "value": row.value,
            "unit": indicator.unit,
            "mark": figure.mark if figure else "missing",
            "numerator": figure.numerator if figure else None,
            "denominator": figure.denominator if figure else None,
            "lower_95": row.low,
            "upper_95": row.high,
            "position": POSITIONS[row.position],
            "variation_for_enquiry": ("yes" if row.enquiry else "no") if row.position else "",
            "release": figure.release if figure else None,
            "line": figure.line if figure else None,
            "note": figure.note if figure else None,
            CONTEXT_COLUMN: said.cell(row.code, indicator.id, figure.period.label)
            if figure
            else said.cell(row.code, indicator.id),
        }
