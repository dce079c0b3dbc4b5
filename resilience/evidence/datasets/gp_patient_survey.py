"""GP Patient Survey: each practice's answers to the questions that a screen asks about.

Two layouts. From 2024 columns bear names ('overallexp_4.pct'), to 2023 numbers ('Q28_4pct'); the
questions changed with them, so no trend crosses that year. Shares are fractions of the weighted
answers. Negative codes (-97 to -99) stand where fewer than ten patients answered.

Neither layout has the older questions behind two criteria of 2018 (would recommend the practice,
could get an appointment). Poor overall experience and poor experience of making contact or an
appointment are kept as what comes nearest, and an indicator that takes them says so (GC14, GC16).

Which option of the phone question is 'I have not tried', the first or the last, is not written in
the file; the published share of 'easy' among those who tried tells which.
"""

from __future__ import annotations

import re
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from resilience.evidence.datasets.base import Dataset, Tables
from resilience.evidence.datasets.plausible import sum_of, told_or_refused
from resilience.evidence.periods import YEAR, Period, find_period
from resilience.evidence.tables import (
    NOT_AVAILABLE,
    SUPPRESSED,
    Column,
    Layout,
    count,
    number,
    practice,
    read_number,
    text,
)

CODES = {f"-{code}{end}": SUPPRESSED for code in (97, 98, 99) for end in ("", ".0")}
GOOD = {"phone_easy": "phone", "access_good": "access", "overall_good": "overall"}
POOR = ("overall", "access")
DERIVED = (
    "phone_hardest",
    *(f"{question}_poor" for question in POOR),
    *(f"{share}_answers" for share in GOOD),
)
AGREES = 0.01
"""How far, on average, two ways to the same published share may be apart by rounding."""


def _fraction(cell: str) -> float:
    value = read_number(cell)
    if not 0 <= value <= 1:
        raise ValueError(f"'{cell.strip()}' is not a share between 0 and 1")
    return value


def _share(name: str, header: str, **options: Any) -> Column:
    return Column(name, header, _fraction, pa.float64(), measure=True, symbols=CODES, **options)


def _base(name: str, header: str) -> Column:
    return number(name, header, symbols=CODES)


def _name_period(name: str) -> Period | None:
    """The survey of a year is answered from January to March."""
    year = find_period(name)
    if year is None or not re.fullmatch(r"\d{4}", year.label):
        return year
    return Period.span(Period.month(year.starts.year, 1), Period.month(year.starts.year, 3))


def _derive(tables: Tables) -> Tables:
    """Adds weighted numbers of answers: the hardest on the phone, poor ones and good ones."""
    rows = tables["practices"]
    known = set(rows.column_names)
    hardest = _hardest(rows) if "phone_6" in known else (rows["phone_4"], rows["phone_4_mark"])
    rows = _answers(rows, "phone_hardest", *hardest, "phone_base")
    for question in POOR:
        share = pc.add(rows[f"{question}_4"], rows[f"{question}_5"])
        marks = pc.coalesce(rows[f"{question}_4_mark"], rows[f"{question}_5_mark"])
        rows = _answers(rows, f"{question}_poor", share, marks, f"{question}_base")
    for name, question in GOOD.items():
        marks = rows[f"{name}_mark"]
        rows = _answers(rows, f"{name}_answers", rows[name], marks, f"{question}_base")
    return {"practices": rows}


def _answers(
    rows: pa.Table, name: str, share: pa.ChunkedArray, marks: pa.ChunkedArray, base: str
) -> pa.Table:
    rows = rows.append_column(name, pc.multiply(share, rows[base]))
    return rows.append_column(f"{name}_mark", pc.coalesce(marks, rows[f"{base}_mark"]))


def _hardest(rows: pa.Table) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
    """The share of 'very difficult' among those who tried, and why there is none."""
    for untried, very, fairly, hardest in (("1", "2", "3", "6"), ("6", "1", "2", "5")):
        tried = pc.subtract(1.0, rows[f"phone_{untried}"])
        tried = pc.if_else(pc.greater(tried, 0.0), tried, None)
        easy = pc.divide(pc.add(rows[f"phone_{very}"], rows[f"phone_{fairly}"]), tried)
        apart = pc.mean(pc.abs(pc.subtract(easy, rows["phone_easy"]))).as_py()
        if apart is not None and apart <= AGREES:
            share = pc.divide(rows[f"phone_{hardest}"], tried)
            return share, pc.if_else(
                pc.is_valid(share),
                None,
                pc.coalesce(rows[f"phone_{hardest}_mark"], pa.scalar(NOT_AVAILABLE)),
            )
    nothing = pa.chunked_array([pa.nulls(len(rows), pa.float64())])
    return nothing, pa.chunked_array([pa.array([NOT_AVAILABLE] * len(rows), pa.string())])


def _check(tables: Tables) -> list[str]:
    rows = tables["practices"]
    notes = []
    if rows["phone_hardest"].null_count == len(rows):
        notes.append(
            "the answers on the phone don't add up to the published share that found it easy, so "
            "how many found it hardest is not known"
        )
    if {"received", "distributed"} <= set(rows.column_names):
        more = pc.greater(rows["received"], rows["distributed"])
        notes += told_or_refused(more, "more forms came back than were sent")
    for good, question in GOOD.items():
        if question in POOR:
            shares = sum_of(rows, (good, f"{question}_4", f"{question}_5"))
            beyond = pc.greater(shares, 1 + AGREES)
            notes += told_or_refused(beyond, f"good and poor answers ({question}) pass the whole")
    suppressed = pc.sum(pc.equal(rows["overall_poor_mark"], SUPPRESSED)).as_py() or 0
    return [*notes, f"{suppressed:,} of {len(rows):,} practices have answers suppressed"]


def _layout(*columns: Column) -> Layout:
    return Layout(table="practices", unique=("practice",), columns=columns, derived=DERIVED)


DATASET = Dataset(
    id="gp_patient_survey",
    title="GP Patient Survey, practices",
    publisher="NHS England, conducted by Ipsos",
    any_layout=True,
    layouts=(
        _layout(
            practice("ad practicecode"),
            text("name", "ad practicename", optional=True),
            count("distributed", "distributed", symbols=CODES, optional=True),
            count("received", "received", symbols=CODES, optional=True),
            *(_share(f"phone_{n}", f"localgpservicesphone {n} pct") for n in range(1, 7)),
            _share("phone_easy", "localgpservicesphone pcteval"),
            _base("phone_base", "localgpservicesphone baseevalw"),
            *(_share(f"access_{n}", f"gpcontactoverall {n} pct") for n in (4, 5)),
            _share("access_good", "gpcontactoverall pcteval"),
            _base("access_base", "gpcontactoverall baseevalw"),
            *(_share(f"overall_{n}", f"overallexp {n} pct") for n in (4, 5)),
            _share("overall_good", "overallexp pcteval"),
            _base("overall_base", "overallexp baseevalw"),
        ),
        _layout(
            practice("practice code"),
            text("name", "practice name", optional=True),
            count("distributed", "distributed", symbols=CODES),
            count("received", "received", symbols=CODES),
            _share("phone_4", "q3 4 ?pct"),
            _share("phone_easy", "q3 12 ?pct"),
            _base("phone_base", "q3 ?base"),
            *(_share(f"access_{n}", f"q18 {n} ?pct") for n in (4, 5)),
            _share("access_good", "q18 12 ?pct"),
            _base("access_base", "q18 ?base"),
            *(_share(f"overall_{n}", f"q28 {n} ?pct") for n in (4, 5)),
            _share("overall_good", "q28 12 ?pct"),
            _base("overall_base", "q28 ?base"),
        ),
    ),
    name_period=_name_period,
    derive=_derive,
    check=_check,
    periods=(YEAR,),
    totals=("distributed",),
)
