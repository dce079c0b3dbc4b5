"""Quality and Outcomes Framework: points achieved by each practice in a financial year.

One sheet of the yearly workbook, often saved as CSV. How many points there are to be had stands in
a heading ('Achievement score (635 max)'). The structure beside the practice follows the year:
region, regional local office (DCO team), STP and CCG to 2018-19; sub-ICB and PCN from 2021-22. From
2023-24 the sheet compares two years; the later one, which is the publication's own, is read.
"""

from __future__ import annotations

import pyarrow as pa

from resilience.evidence.datasets.base import Dataset
from resilience.evidence.periods import FINANCIAL_YEAR
from resilience.evidence.tables import Column, Layout, code, count, number, practice, text

YEAR = r"( \d\d(\d\d)? \d\d)?"
"""What a heading that stands for each of two years ends with."""


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
                code("region", "region code", optional=True),
                text("region_name", "region name", optional=True),
                code("dco", "(sub region|regional local office) code", optional=True),
                text("dco_name", "(sub region|regional local office) name", optional=True),
                code("stp_ons", "stp (ons )?code", optional=True),
                text("stp_name", "stp name", optional=True),
                code("commissioner", "(ccg|sub icb loc ods) code"),
                code("commissioner_ons", "(ccg|sub icb loc) (geography|ons) code", optional=True),
                text("commissioner_name", "(ccg|sub icb loc) name", optional=True),
                code("pcn", "pcn ods code", blank=("U",), optional=True),
                text("pcn_name", "pcn name", optional=True),
            ),
        ),
    ),
    titled=r"\b(20\d\d[-/]\d\d)\b",
    periods=(FINANCIAL_YEAR,),
    totals=("list_size", "points"),
)
