"""Patients registered at a GP practice: the monthly list of all practices (gp-reg-pat-prac-all).

One row for each practice, everyone on its list together. The commissioner stands under CCG_CODE to
2022 and SUB_ICB_LOCATION_CODE after. Each row bears the day of the extract, which is the period;
names and months of publication are not relied upon (a February file has held the list of 1 March).
"""

from __future__ import annotations

from resilience.evidence.datasets import areas
from resilience.evidence.datasets.base import Dataset, Tables
from resilience.evidence.periods import DAY, Period
from resilience.evidence.sheets import Unreadable
from resilience.evidence.tables import Layout, count, day, days_in, only, practice, text


def _check(tables: Tables) -> list[str]:
    days = days_in(tables["lists"], "extract_date")
    if len(days) > 1:
        raise Unreadable(
            f"its rows are of {len(days)} days, {days[0]} to {days[-1]}, where one list has one "
            "EXTRACT_DATE; load the monthly files one by one"
        )
    return []


def _period(tables: Tables) -> Period:
    return Period.day(days_in(tables["lists"], "extract_date")[0])


DATASET = Dataset(
    id="patients_registered",
    title="Patients registered at a GP practice",
    publisher="NHS England",
    layouts=(
        Layout(
            table="lists",
            unique=("practice",),
            columns=(
                only("type", "type", "GP"),
                only("sex", "sex", "ALL"),
                only("age", "age", "ALL"),
                practice("code"),
                areas.commissioner("(ccg|sub icb location) code"),
                text("postcode", "postcode"),
                day("extract_date", "extract date", needed=True),
                count("patients", "number of patients"),
            ),
        ),
    ),
    content_period=_period,
    check=_check,
    periods=(DAY,),
    totals=("patients",),
)
