"""QOF raw prevalence: how many patients each practice has on the register of a disease.

A row for each practice and group of indicators (DM, diabetes). A register may be of patients of
some ages only: the list type says which (17OV: aged 17 and over), and the list size counts those.
Registers are written as 96.0. A register may exceed the list where the two are of different days.
"""

from __future__ import annotations

import pyarrow.compute as pc

from resilience.evidence.datasets.base import Dataset, Tables
from resilience.evidence.datasets.plausible import told_or_refused
from resilience.evidence.datasets.qof_files import GROUP, LIST_TYPE, name_period
from resilience.evidence.periods import FINANCIAL_YEAR
from resilience.evidence.tables import Layout, code, count, practice


def _check(tables: Tables) -> list[str]:
    registers = tables["registers"]
    above = pc.greater(registers["register"], registers["list_size"])
    return told_or_refused(above, "more patients are on the register than on the list")


DATASET = Dataset(
    id="qof_prevalence",
    title="Quality and Outcomes Framework: prevalence",
    publisher="NHS England",
    layouts=(
        Layout(
            table="registers",
            unique=("practice", "group", "list_type"),
            columns=(
                practice("practice code"),
                code("group", "(indicator )?group code", GROUP, needed=True),
                count("register", "register"),
                code("list_type", "patient list type", LIST_TYPE, needed=True),
                count("list_size", "(practice|patient) list size"),
            ),
        ),
    ),
    check=_check,
    name_period=name_period,
    periods=(FINANCIAL_YEAR,),
)
