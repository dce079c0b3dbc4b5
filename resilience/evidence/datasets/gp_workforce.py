"""General Practice Workforce: the detailed table of practices, hundreds of columns wide.

One row for each practice at the end of a month (a quarter, to 2021). GPs are counted as heads (HC)
and as full-time equivalents (FTE): all of them, and the fully qualified permanent ones, without
those in training and locums. That group is named EXTGL, and EXRL (registrars) in earlier years.

Where a practice gave no valid records its cells hold NA, ND or EST, by year; NS is not stated. The
columns ending in SOURCE say whether the records of a staff group were provided or estimated.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from resilience.evidence.datasets import areas
from resilience.evidence.datasets.base import Dataset, Tables
from resilience.evidence.datasets.months import YEAR_AND_MONTH, month_of, refuse_several_months
from resilience.evidence.datasets.plausible import floats, told_or_refused
from resilience.evidence.periods import MONTH
from resilience.evidence.tables import (
    MISSING,
    NOT_AVAILABLE,
    Column,
    Layout,
    add_up,
    count,
    number,
    practice,
    read_whole,
    text,
)

SYMBOLS = dict.fromkeys(("NA", "ND", "EST"), NOT_AVAILABLE) | dict.fromkeys(("NS", "."), MISSING)
PERMANENT = "(extgl|exrl)"
BANDS_FROM_55 = ("55_to_59", "60_to_64", "65_to_69", "70_plus")
OLDEST = [(sex, band) for sex in ("male", "female") for band in ("75_to_84", "85_plus")]


def _staff(name: str, header: str, **options: Any) -> Column:
    return number(name, header, symbols=SYMBOLS, **options)


def _heads(name: str, header: str, **options: Any) -> Column:
    """People are counted whole; full-time equivalents under the heading are seen by that."""
    return Column(name, header, read_whole, pa.float64(), measure=True, symbols=SYMBOLS, **options)


def _patients(sex: str, band: str) -> Column:
    header = f"{sex} patients {band.replace('_', '')}"
    return count(f"patients_{sex}_{band}", header, symbols=SYMBOLS, optional=True)


def _derive(tables: Tables) -> Tables:
    rows = add_up(tables["practices"], "gps_55_plus", [f"gps_{band}" for band in BANDS_FROM_55])
    rows = add_up(rows, "patients_75_plus", [f"patients_{sex}_{band}" for sex, band in OLDEST])
    return {"practices": rows}


def _check(tables: Tables) -> list[str]:
    rows = tables["practices"]
    notes = [
        *refuse_several_months(tables),
        *told_or_refused(
            pc.or_kleene(
                pc.greater(rows["gps_permanent"], rows["gps"]),
                pc.greater(rows["gps_permanent_fte"], pc.add(rows["gps_fte"], 0.01)),
            ),
            "there are more permanent GPs than GPs",
        ),
        *told_or_refused(
            pc.greater(rows["gps_55_plus"], rows["gps"]), "there are more GPs of 55 than GPs"
        ),
        *told_or_refused(
            pc.greater(rows["patients_75_plus"], floats(rows["patients"])),
            "there are more patients of 75 than patients",
        ),
    ]
    marks = rows["gps_permanent_fte_mark"]
    if unknown := len(marks) - marks.null_count:
        notes.append(f"{unknown:,} of {len(marks):,} practices have no figure for GPs")
    return notes


DATASET = Dataset(
    id="gp_workforce",
    title="General Practice Workforce, practices in detail",
    publisher="NHS England",
    layouts=(
        Layout(
            table="practices",
            unique=("practice", "year", "month"),
            derived=("gps_55_plus", "patients_75_plus"),
            columns=(
                practice("prac code"),
                text("name", "prac name"),
                areas.commissioner("(sub icb|ccg) code", optional=True),
                count("patients", "total patients", symbols=SYMBOLS),
                *(_patients(sex, band) for sex, band in OLDEST),
                text("gp_source", "gp source", optional=True),
                text("nurse_source", "nurse source", optional=True),
                text("direct_care_source", "dpc source", optional=True),
                text("admin_source", "admin source", optional=True),
                _heads("gps", "total gp hc"),
                _staff("gps_fte", "total gp fte"),
                _heads("gps_permanent", f"total gp {PERMANENT} hc"),
                _staff("gps_permanent_fte", f"total gp {PERMANENT} fte"),
                *(
                    _heads(f"gps_{band}", f"total gp hc {band.replace('_', '')}", optional=True)
                    for band in BANDS_FROM_55
                ),
                _heads("gps_age_unknown", "total gp hc unknown age", optional=True),
                _staff("nurses_fte", "total nurses fte"),
                _staff("direct_care_fte", "total dpc fte"),
                _staff("admin_fte", "total admin fte"),
                *YEAR_AND_MONTH,
            ),
        ),
    ),
    content_period=month_of,
    derive=_derive,
    check=_check,
    periods=(MONTH,),
    totals=("gps_fte", "patients"),
)
