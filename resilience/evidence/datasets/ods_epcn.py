"""ODS primary care networks (ePCN): a workbook of networks and of the practices in them.

The headings say CCG until 2022 and Sub ICB Loc after; a membership without an end is in force.
"""

from __future__ import annotations

from resilience.evidence.datasets import areas
from resilience.evidence.datasets.base import Dataset, Tables
from resilience.evidence.datasets.ods import PUBLISHER, days_in_order
from resilience.evidence.tables import Layout, day, practice, text


def _check(tables: Tables) -> list[str]:
    return [
        *days_in_order(tables["networks"], ("opened", "closed")),
        *days_in_order(tables["members"], ("starts", "ends")),
    ]


DATASET = Dataset(
    id="ods_epcn",
    title="Primary care networks and their practices (ePCN)",
    publisher=PUBLISHER,
    layouts=(
        Layout(
            table="networks",
            sheet="pcn ?details",
            unique=("pcn",),
            columns=(
                areas.network("pcn code", needed=True),
                text("name", "pcn name", needed=True),
                areas.commissioner("current .+ code"),
                day("opened", "open date.*"),
                day("closed", "close date.*"),
                text("postcode", "postcode"),
            ),
        ),
        Layout(
            table="members",
            sheet="pcn core partner details",
            unique=("practice", "pcn", "starts"),
            columns=(
                practice("partner organisation code"),
                areas.network("pcn code", needed=True),
                day("starts", "practice to pcn relationship start date", needed=True),
                day("ends", "practice to pcn relationship end date"),
                areas.commissioner("practice parent .+ code"),
            ),
        ),
    ),
    check=_check,
)
