"""Patient list size: each practice's patients by sex and age, in quarterly files to 2016.

The area is written as its code with 00 behind it. Files before October 2015 also list cost centres
that are no practices and have nobody on a list; they keep their row, but how many patients they
have does not apply to them.
"""

from __future__ import annotations

import re
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from resilience.evidence.datasets import areas
from resilience.evidence.datasets.base import Dataset, Tables
from resilience.evidence.periods import QUARTER
from resilience.evidence.tables import (
    NOT_APPLICABLE,
    Column,
    Layout,
    add_up,
    count,
    practice,
    short,
    text,
)

BANDS = ["0-4", "5-14", "15-24", "25-34", "35-44", "45-54", "55-64", "65-74", "75+"]


def _band(sex: str, band: str) -> str:
    return f"{sex}_{band.replace('-', '_').replace('+', '_plus')}"


def _both(*bands: str) -> list[str]:
    return [_band(sex, band) for band in bands for sex in ("male", "female")]


TOTALS = {_band("aged", band): _both(band) for band in BANDS} | {
    "aged_65_plus": _both("65-74", "75+"),
    "patients": _both(*BANDS),
}
"""Measures that follow from the bands, both sexes together."""


def _area(cell: str) -> str:
    """An area's code of three letters without the 00 that makes it five."""
    value = cell.strip().upper()
    if not re.fullmatch(r"[0-9A-Z]{3}(00)?", value):
        raise ValueError(f"'{short(cell)}' is not the code of an area")
    return value[:3]


def _derive(tables: Tables) -> Tables:
    lists = reduce(lambda table, total: add_up(table, *total), TOTALS.items(), tables["lists"])
    return {"lists": _without_empty_lists(lists)}


def _without_empty_lists(lists: pa.Table) -> pa.Table:
    nobody = pc.fill_null(pc.equal(lists["patients"], 0), False)
    place = lists.column_names.index("patients")
    patients = pc.if_else(nobody, None, lists["patients"])
    mark = pc.if_else(nobody, NOT_APPLICABLE, lists["patients_mark"])
    return lists.set_column(place, "patients", patients).set_column(
        place + 1, "patients_mark", mark
    )


def _check(tables: Tables) -> list[str]:
    without = pc.equal(tables["lists"]["patients_mark"], NOT_APPLICABLE).to_pylist().count(True)
    return [f"{without:,} cost centres have nobody on a list"] if without else []


DATASET = Dataset(
    id="patient_list_size",
    title="Patient list size by age and sex",
    publisher="NHS Business Services Authority",
    layouts=(
        Layout(
            table="lists",
            unique=("practice",),
            columns=(
                practice("practice code"),
                text("name", "practice name"),
                Column("commissioner", "(pco|ccg) code", _area),
                text("commissioner_name", "(pco|ccg) name"),
                areas.office("(area team|sub region) code", optional=True),
                areas.region("region(al office)? code", optional=True),
                *(
                    count(_band(sex, band), f"{sex} {band.strip('+').replace('-', ' ')}")
                    for band in BANDS
                    for sex in ("male", "female")
                ),
            ),
            derived=tuple(TOTALS),
        ),
    ),
    derive=_derive,
    check=_check,
    periods=(QUARTER,),
    totals=("patients",),
)
