"""Quality and Outcomes Framework: points achieved by each practice in a financial year.

One sheet of the yearly workbook, often saved as CSV. How many points there are to be had stands in
a heading ('Achievement score (635 max)'). The structure beside the practice follows the year:
region, regional local office (DCO team), STP and CCG to 2018-19; sub-ICB and PCN from 2021-22. From
2023-24 the sheet compares two years; the later one, which is the publication's own, is read.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from resilience.evidence.datasets import areas
from resilience.evidence.datasets.base import Dataset, Tables
from resilience.evidence.datasets.plausible import apart, floats, ratio, told_or_refused
from resilience.evidence.periods import FINANCIAL_YEAR
from resilience.evidence.tables import Column, Layout, count, number, practice, text

YEAR = r"( \d\d(\d\d)? \d\d)?"
"""What a heading that stands for each of two years ends with."""


def _check(tables: Tables) -> list[str]:
    rows = tables["practices"]
    share = pc.multiply(ratio(rows["points"], rows["points_maximum"]), 100.0)
    return [
        *told_or_refused(
            pc.greater(rows["points"], floats(rows["points_maximum"])),
            "more points are achieved than there are to be had",
        ),
        *told_or_refused(
            apart(share, rows["points_percent"], 0.1),
            "the share of points is not that of the points achieved",
        ),
    ]


DATASET = Dataset(
    id="qof_achievement",
    title="Quality and Outcomes Framework, practice achievement",
    publisher="NHS England",
    layouts=(
        Layout(
            table="practices",
            unique=("practice",),
            columns=(
                practice("practice code"),
                text("name", "practice name"),
                count("list_size", f"(list size|all ages){YEAR}", last=True),
                number("points", rf"achievement score (max )?\d+( max)?{YEAR}", last=True),
                Column(
                    "points_maximum",
                    rf"achievement score (?:max )?(\d+)(?: max)?{YEAR}",
                    int,
                    pa.int64(),
                    last=True,
                    in_heading=True,
                ),
                number(
                    "points_percent",
                    rf"qof points total \d+ available (%|per cent){YEAR}",
                    last=True,
                ),
                areas.region("region code", optional=True),
                text("region_name", "region name", optional=True),
                areas.office("(sub region|regional local office) code", optional=True),
                text("dco_name", "(sub region|regional local office) name", optional=True),
                areas.ons("stp_ons", "stp (ons )?code", optional=True),
                text("stp_name", "stp name", optional=True),
                areas.commissioner("(ccg|sub icb loc ods) code"),
                areas.ons(
                    "commissioner_ons", "(ccg|sub icb loc) (geography|ons) code", optional=True
                ),
                text("commissioner_name", "(ccg|sub icb loc) name", optional=True),
                areas.network("pcn ods code", blank=("U",), optional=True),
                text("pcn_name", "pcn name", optional=True),
            ),
        ),
    ),
    check=_check,
    titled=r"\b(20\d\d[-/]\d\d)\b",
    periods=(FINANCIAL_YEAR,),
    totals=("list_size", "points"),
)
