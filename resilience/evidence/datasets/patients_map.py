"""The mapping file of Patients Registered: practices with network, commissioner and areas."""

from __future__ import annotations

from resilience.evidence.datasets.base import Dataset, Tables
from resilience.evidence.datasets.geographies import practice_areas
from resilience.evidence.periods import Period
from resilience.evidence.tables import day, days_in


def _content_period(tables: Tables) -> Period | None:
    days = days_in(tables["practices"], "extracted")
    return Period.day(days[-1]) if days else None


def _check(tables: Tables) -> list[str]:
    if days_in(tables["practices"], "extracted"):
        return []
    return ["it has no extract date, so it was changed after it was published"]


DATASET = Dataset(
    id="patients_map",
    title="Patients registered at a GP practice: practices and their areas",
    publisher="NHS England",
    layouts=(
        practice_areas(
            "{} code", "ons {} code", "comm region", day("extracted", "extract date", optional=True)
        ),
    ),
    content_period=_content_period,
    check=_check,
)
