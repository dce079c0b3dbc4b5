"""QOF's list of the practices in a year's results, with their network, commissioner and areas."""

from __future__ import annotations

import re

from resilience.evidence.datasets.base import Dataset
from resilience.evidence.datasets.geographies import practice_areas
from resilience.evidence.periods import Period, find_period


def _name_period(name: str) -> Period | None:
    """QOF writes 2021-22 as 2122 into its file names, which would pass for a calendar year."""
    if found := re.search(r"_(\d\d)(\d\d)(?!\d)", name):
        first, second = map(int, found.groups())
        if second == (first + 1) % 100:
            return Period.financial_year(2000 + first)
    return find_period(name)


DATASET = Dataset(
    id="qof_geographies",
    title="Quality and Outcomes Framework: practices and their areas",
    publisher="NHS England",
    layouts=(practice_areas("{} ods code", "{} ons code", "region"),),
    name_period=_name_period,
)
