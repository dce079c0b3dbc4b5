"""Cloud based telephony: what became of each practice's inbound calls in a month.

Three sheets for the calls, those answered and those missed, each with headings of three rows that
are merged over several columns. A national total stands first. Calls of practices that share one
telephone account stand under 'Unassigned' and are no practice's. The outcomes don't always add up
to the calls. About three in four practices are in it.
"""

from __future__ import annotations

from resilience.evidence.datasets.base import Dataset
from resilience.evidence.datasets.months import month_of, refuse_several_months
from resilience.evidence.periods import MONTH
from resilience.evidence.tables import Column, Layout, count, day, practice, text

WAITS = {
    "under_1_minute": "less than 1 minute",
    "1_to_2_minutes": "1 2 minutes",
    "2_to_5_minutes": "2 5 minutes",
    "over_5_minutes": "longer than 5 minutes",
}
OUTCOME = "count of inbound call outcome "


def _table(name: str, *columns: Column) -> Layout:
    return Layout(
        table=name,
        sheet=r"table \d",
        heading_rows=3,
        unique=("practice",),
        columns=(
            day("month", "month", needed=True, picks="(?i)(?!total).*"),
            practice("gp practice ods code", picks="(?i)(?!unassigned).*"),
            text("name", "gp name"),
            *columns,
        ),
    )


def _bands(name: str, heading: str) -> list[Column]:
    return [count(f"{name}_{band}", f"{heading} {words} count") for band, words in WAITS.items()]


DATASET = Dataset(
    id="cloud_telephony",
    title="Cloud Based Telephony in General Practice",
    publisher="NHS England",
    layouts=(
        _table(
            "calls",
            count("inbound", "count of inbound calls total"),
            count("answered", f"{OUTCOME}answered total"),
            count("ended_in_menu", f"{OUTCOME}ended during the ivr stage total"),
            count("call_back_requested", f"{OUTCOME}call back requested total"),
            count("missed", f"{OUTCOME}missed total"),
            count("call_back_made", f"({OUTCOME})?call back made total"),
        ),
        _table(
            "answered",
            count("inbound", "total inbound calls count"),
            count("answered", "answered count"),
            *_bands("waited", "answered calls wait time"),
            *_bands("lasted", "answered calls duration"),
        ),
        _table(
            "missed",
            count("inbound", "total inbound calls count"),
            count("missed", "missed count"),
            *_bands("waited", "missed calls wait time"),
        ),
    ),
    content_period=month_of,
    check=refuse_several_months,
    periods=(MONTH,),
    totals=("inbound",),
    liveliness=3,
)
