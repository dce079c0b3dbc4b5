"""Cloud based telephony: what became of each practice's inbound calls in a month.

Three sheets for the calls, those answered and those missed, each with headings of three rows that
are merged over several columns. A national total stands first. Calls of practices that share one
telephone account stand under 'Unassigned' and are no practice's. The outcomes don't always add up
to the calls. About three in four practices are in it.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from resilience.evidence.datasets.base import Dataset, Tables
from resilience.evidence.datasets.months import month_of, refuse_several_months
from resilience.evidence.datasets.plausible import apart, floats, sum_of, told_or_refused
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


def _check(tables: Tables) -> list[str]:
    """The parts of each count, and the same counts on the three sheets, agree."""
    calls, answered, missed = tables["calls"], tables["answered"], tables["missed"]
    outcomes = sum_of(calls, ("answered", "ended_in_menu", "call_back_requested", "missed"))
    return [
        *refuse_several_months(tables),
        *told_or_refused(
            pc.greater(outcomes, pc.multiply(floats(calls["inbound"]), 1.1)),
            "the outcomes are more than the inbound calls",
        ),
        *_bands_that_differ(answered, "answered", "waited"),
        *_bands_that_differ(answered, "answered", "lasted"),
        *_bands_that_differ(missed, "missed", "waited"),
        *_sheets_that_differ(calls, answered, "answered"),
        *_sheets_that_differ(calls, missed, "missed"),
    ]


def _bands_that_differ(rows: pa.Table, whole: str, band: str) -> list[str]:
    sums = sum_of(rows, (f"{band}_{wait}" for wait in WAITS))
    return told_or_refused(
        apart(sums, rows[whole]), f"the calls {whole} are not the sum of how long they {band}"
    )


def _sheets_that_differ(calls: pa.Table, rows: pa.Table, name: str) -> list[str]:
    both = calls.select(["practice", "inbound", name]).join(
        rows.select(["practice", "inbound", name]), "practice", right_suffix="_there"
    )
    other = pc.or_kleene(
        apart(both["inbound"], both["inbound_there"]), apart(both[name], both[f"{name}_there"])
    )
    return told_or_refused(other, f"the calls {name} are others on their own sheet")


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
    check=_check,
    periods=(MONTH,),
    totals=("inbound",),
    liveliness=3,
)
