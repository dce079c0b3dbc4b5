"""Submissions via online consultation systems: each practice's requests in a month.

The practices stand on the sheet 'Table 2', below several rows of titles; headings bear footnotes
in brackets. In the first months only practices of the suppliers that took part were listed. For a
practice that did not take part, or whose supplier is not known, a zero is published which is no
zero: nothing is known of it. Who took part was suppressed for November 2024 to January 2025.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from resilience.evidence.datasets import areas
from resilience.evidence.datasets.base import Dataset, Tables
from resilience.evidence.datasets.months import month_of, refuse_several_months
from resilience.evidence.datasets.plausible import apart, ratio, sum_of, told_or_refused
from resilience.evidence.periods import MONTH
from resilience.evidence.tables import (
    NOT_AVAILABLE,
    Column,
    Layout,
    count,
    day,
    number,
    practice,
    short,
    text,
    withhold,
)

NO_SUPPLIER = r"(?i)^(none/unknown|no data)$"
NUMBERS = ("submissions", "clinical", "administrative", "other", "per_1000_patients")


def _took_part(cell: str) -> int:
    if cell.strip() not in ("0", "1"):
        raise ValueError(f"'{short(cell)}' is neither 1 nor 0")
    return int(cell)


def _derive(tables: Tables) -> Tables:
    rows = tables["practices"]
    stayed_out = pc.fill_null(pc.equal(rows["took_part"], 0), False)
    nothing = pc.fill_null(pc.equal(rows["submissions"], 0), False)
    no_supplier = pc.match_substring_regex(pc.fill_null(rows["supplier"], ""), NO_SUPPLIER)
    unknown = pc.or_(stayed_out, pc.and_(nothing, no_supplier))
    return {"practices": withhold(rows, NUMBERS, unknown, NOT_AVAILABLE)}


def _check(tables: Tables) -> list[str]:
    rows = tables["practices"]
    kinds = sum_of(rows, ("clinical", "administrative", "other"))
    per_1000 = pc.multiply(ratio(rows["submissions"], rows["patients"]), 1000.0)
    return [
        *refuse_several_months(tables),
        *told_or_refused(apart(kinds, rows["submissions"]), "submissions are not their kinds' sum"),
        *told_or_refused(
            apart(per_1000, rows["per_1000_patients"], 0.06),
            "the rate is not that of the submissions and the patients",
        ),
    ]


DATASET = Dataset(
    id="online_consultations",
    title="Submissions via Online Consultation Systems in General Practice",
    publisher="NHS England",
    layouts=(
        Layout(
            table="practices",
            sheet=r"table \d",
            unique=("practice",),
            columns=(
                day("month", "month", needed=True),
                practice("gp code"),
                text("name", "gp name"),
                areas.network("pcn code", blank=("U", "UNALLOCATED")),
                areas.commissioner("sub icb code"),
                text("supplier", "supplier"),
                count("submissions", "submissions"),
                count("clinical", "clinical submissions"),
                count("administrative", "administrative submissions"),
                count("other", "other unknown type submissions"),
                count("patients", "registered patient count"),
                number("per_1000_patients", "rate per 1 000 registered patients"),
                Column(
                    "took_part",
                    "participation",
                    _took_part,
                    pa.int64(),
                    measure=True,
                    optional=True,
                ),
            ),
        ),
    ),
    content_period=month_of,
    derive=_derive,
    check=_check,
    periods=(MONTH,),
    totals=("patients",),
    liveliness=4,
)
