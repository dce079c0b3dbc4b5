"""QOF's own list of a year's indicators: points, group, domain, and whose list it is about."""

from __future__ import annotations

from resilience.evidence.datasets.base import Dataset
from resilience.evidence.datasets.qof_files import GROUP, INDICATOR, LIST_TYPE, name_period
from resilience.evidence.periods import FINANCIAL_YEAR
from resilience.evidence.tables import Layout, code, count, text

DATASET = Dataset(
    id="qof_indicator_mapping",
    title="Quality and Outcomes Framework: indicators of a year",
    publisher="NHS England",
    layouts=(
        Layout(
            table="indicators",
            unique=("indicator",),
            columns=(
                code("indicator", "indicator code", INDICATOR, needed=True),
                text("description", "indicator description", optional=True),
                count("points", "indicator point value"),
                code("group", "(indicator )?group code", GROUP, needed=True),
                text("group_description", "(indicator )?group description"),
                code("domain", "domain code"),
                text("domain_description", "domain description"),
                code("list_type", "patient list type", LIST_TYPE),
            ),
        ),
    ),
    name_period=name_period,
    periods=(FINANCIAL_YEAR,),
)
