"""QOF's list of the practices in a year's results, with their network, commissioner and areas."""

from __future__ import annotations

from resilience.evidence.datasets.base import Dataset
from resilience.evidence.datasets.geographies import practice_areas
from resilience.evidence.datasets.qof_files import name_period
from resilience.evidence.periods import FINANCIAL_YEAR

DATASET = Dataset(
    id="qof_geographies",
    title="Quality and Outcomes Framework: practices and their areas",
    publisher="NHS England",
    layouts=(practice_areas("{} ods code", "{} ons code", "region"),),
    name_period=name_period,
    periods=(FINANCIAL_YEAR,),
)
