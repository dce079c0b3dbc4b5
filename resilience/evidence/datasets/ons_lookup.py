"""Lookups of the geography services: commissioner to STP or ICB to NHS England region.

Headings of the Office for National Statistics carry the year and the kind of code (CCG21CD is its
own code, CCG21CDH that of the NHS); a shorter list from CCGs to boards has plain ones. Some have no
commissioners, some no regions.
"""

from __future__ import annotations

from resilience.evidence.datasets import areas
from resilience.evidence.datasets.base import Dataset, Tables
from resilience.evidence.periods import DAY, MONTH, YEAR
from resilience.evidence.sheets import Unreadable
from resilience.evidence.tables import Column, Layout, text


def _areas(commissioner: Column, icb: Column, icb_name: Column) -> Layout:
    return Layout(
        table="areas",
        columns=(
            commissioner,
            text("commissioner_name", r"(ccg|sicbl)\d\dnm", optional=True),
            areas.ons("commissioner_ons", r"(ccg|sicbl)\d\dcd", optional=True),
            icb,
            areas.ons("icb_ons", r"(stp|icb)\d\dcd", optional=True),
            icb_name,
            areas.region(r"nhser\d\dcdh", optional=True),
            text("region_name", r"nhser\d\dnm", optional=True),
            areas.ons("region_ons", r"nhser\d\dcd", optional=True),
        ),
    )


def _check(tables: Tables) -> list[str]:
    areas = tables["areas"].select(["commissioner", "icb"])
    if areas.num_rows > areas.group_by(areas.column_names).aggregate([]).num_rows:
        raise Unreadable(
            "the same commissioner and board stand in several rows, so this is a table of "
            "something smaller; load the lookup with a row for each commissioner"
        )
    return []


DATASET = Dataset(
    id="ons_lookup",
    title="Commissioners, integrated care boards and regions (lookup)",
    publisher="Office for National Statistics and NHS England",
    any_layout=True,
    layouts=(
        _areas(
            areas.commissioner(r"(ccg|sicbl)\d\dcdh", optional=True),
            areas.board(r"(stp|icb)\d\dcdh", needed=True),
            text("icb_name", r"(stp|icb)\d\dnm", needed=True),
        ),
        _areas(
            areas.commissioner("ccg code", needed=True),
            areas.board("icb code", needed=True),
            text("icb_name", "icb name", needed=True),
        ),
    ),
    check=_check,
    periods=(MONTH, YEAR, DAY),
)
