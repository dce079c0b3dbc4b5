"""What comes out of a month, line by line: the same on the page, in the file and in the API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from resilience.funding.years import Year
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import MeasureId, Returns
from resilience.returns.figures.rows import Rows
from resilience.returns.figures.sums import figure
from resilience.returns.published.figures import ENGLAND, OF_PRACTICES, PRACTICES, SHOWN, AtEnd
from resilience.returns.published.held import Level

COLUMNS = (
    *("programme", "year", "month", "as_at", "area", "name", "measure", "title", "unit", "value"),
    *("state", "area_as_at", "source", "about"),
)
SOURCE = "records of the programme"
WORKBOOK = "the area’s own return"
Line = dict[str, Any]
"""Plain data: days as text."""


def lines(
    pack: Pack, returns: Returns, year: Year, found: AtEnd, counts: Level, money: Level
) -> Iterator[Line]:
    """A line for each figure of each place; money is pence. Without a value `state` says why.
    `area_as_at`: of which day the figures are of an area that works elsewhere."""
    levels = dict.fromkeys(PRACTICES, counts) | dict.fromkeys(OF_PRACTICES, money)
    for place, rows in found.places.items():
        for measure in returns.measures:
            if measure.id in SHOWN:
                yield {
                    "programme": pack.id,
                    "year": year.label,
                    "month": f"{found.day:%Y-%m}",
                    "as_at": f"{found.day}",
                    "area": place.code,
                    "name": place.name,
                    "measure": measure.id,
                    "title": measure.title,
                    "unit": measure.unit,
                    **_told(rows, measure.id, place.code, levels.get(measure.id, "areas")),
                    "area_as_at": f"{place.sent}" if place.sent else None,
                    "source": WORKBOOK if place.sent else SOURCE,
                    "about": measure.about,
                }


def _told(rows: Rows, measure: MeasureId, code: str, level: Level) -> Line:
    if level == "nothing" or (level == "england" and code != ENGLAND):
        return {"value": None, "state": "held back"}
    value = figure(rows, measure).known
    return {"value": value, "state": "not known" if value is None else "shown"}
