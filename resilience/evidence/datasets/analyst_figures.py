"""An analyst's own figures: one documented CSV for what has no original layout at hand.

    practice,indicator,period,numerator,denominator,value,source
    A81001,patients_per_gp,2017-09,4147,2.0,,"General Practice Workforce, September 2017"
    A81001,cqc_overall_rating,2017,,,Good,"CQC, rating published in 2017"

Each row gives a numerator and a denominator, or a value: a number, or a word for an indicator that
is a category. A symbol for a figure that is suppressed or not available may stand for each. A file
corrects an earlier one of the same indicators and periods; others stand beside it.
"""

from __future__ import annotations

import re
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from resilience.evidence.datasets.base import Dataset, Tables
from resilience.evidence.indicators import indicators
from resilience.evidence.periods import EXAMPLES, SPAN, Period, parse_period
from resilience.evidence.sheets import Unreadable
from resilience.evidence.tables import SYMBOLS, Column, Layout, number, practice, read_number, text

WORDS = re.compile(r"(?!nan$|inf)[^\W\d_][^\d]*", re.IGNORECASE)
"""Begins with a letter and has no digit; what programs write for 'not a number' is no word."""


def _indicator(cell: str) -> str:
    """What looks like an indicator's id; a figure may be kept before its indicator is declared."""
    value = cell.strip()
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", value):
        raise ValueError(f"'{value[:40]}' is not an indicator's id (like patients_per_gp)")
    return value


def _label(cell: str) -> str:
    return parse_period(cell).label


def _starts(cell: str) -> date:
    return parse_period(cell).starts


def _ends(cell: str) -> date:
    return parse_period(cell).ends


def _number_of(cell: str) -> float | None:
    """A value's number; none where it is a word."""
    return None if WORDS.fullmatch(cell.strip()) else read_number(cell)


def _word_of(cell: str) -> str | None:
    words = cell.strip()
    return words if WORDS.fullmatch(words) and words not in SYMBOLS else None


def _period(tables: Tables) -> Period:
    """From the first row's first day to the last row's last."""
    different = tables["figures"].group_by(["starts", "ends", "period"]).aggregate([])
    periods = [Period(r["starts"], r["ends"], r["period"]) for r in different.to_pylist()]
    return Period.span(min(periods), max(periods, key=lambda period: (period.ends, period.starts)))


def _indicators(tables: Tables) -> str:
    return ",".join(sorted(pc.unique(tables["figures"]["indicator"]).to_pylist()))


def _check(tables: Tables) -> list[str]:
    figures = tables["figures"]
    ratio = pc.and_(pc.is_valid(figures["numerator"]), pc.is_valid(figures["denominator"]))
    single = pc.or_(pc.is_valid(figures["value"]), pc.is_valid(figures["value_text"]))
    known = pc.or_(ratio, single).to_pylist().count(True)
    both = pc.and_(ratio, single).to_pylist().count(True)
    if not known:
        raise Unreadable(
            "none of its rows has a figure; each needs a numerator and a denominator, or a value"
        )
    notes = [f"{known:,} figures for {_indicators(tables).replace(',', ', ')}"]
    if known < len(figures):
        notes.append(f"rows that say there is no figure: {len(figures) - known:,}")
    if unknown := set(_indicators(tables).split(",")) - set(indicators()):
        notes.append(f"kept but not used, for no indicator is called {', '.join(sorted(unknown))}")
    if both:
        notes.append(f"rows with both a ratio and a value: {both:,}; the ratio is used")
    return notes


DATASET = Dataset(
    id="analyst_figures",
    title="An analyst's own figures",
    publisher="Local analyst; each row names its source",
    licence="As stated by the source that each row names.",
    layouts=(
        Layout(
            table="figures",
            unique=("practice", "indicator", "period"),
            columns=(
                practice("practice( code)?"),
                Column("indicator", "indicator", _indicator, needed=True),
                Column("period", "period", _label, needed=True),
                Column("starts", "period", _starts, pa.date32()),
                Column("ends", "period", _ends, pa.date32()),
                number("numerator", "numerator", optional=True),
                number("denominator", "denominator", optional=True),
                Column("value", "value", _number_of, pa.float64(), measure=True, optional=True),
                Column("value_text", "value", _word_of, optional=True),
                text("source", "source", needed=True),
            ),
        ),
    ),
    content_period=_period,
    check=_check,
    scope=_indicators,
    periods=(SPAN, *EXAMPLES),
    liveliness=2,
)
