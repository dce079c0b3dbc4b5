"""What is published, line by line: the same in the file and in the API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from resilience.returns.published.figures import Published

COLUMNS = (
    *("programme", "year", "month", "as_at", "area", "name", "measure", "title", "unit", "value"),
    *("state", "area_as_at", "source", "about"),
)
SOURCE = "records of the programme"
WORKBOOK = "the area’s own return"


def lines(found: Published) -> Iterator[dict[str, Any]]:
    """A line for each figure of each place and month; money is pence. Without a value `state` says
    why. `area_as_at`: of which day the figures are of an area that works elsewhere."""
    for month in found.months:
        for place in month.places:
            for measure in found.measures:
                told = month.told[place.code, measure.id]
                yield {
                    "programme": found.pack.id,
                    "year": found.year.label,
                    "month": f"{month.day:%Y-%m}",
                    "as_at": month.day,
                    "area": place.code,
                    "name": place.name,
                    "measure": measure.id,
                    "title": measure.title,
                    "unit": measure.unit,
                    "value": told.value,
                    "state": told.state,
                    "area_as_at": place.sent,
                    "source": WORKBOOK if place.sent else SOURCE,
                    "about": measure.about,
                }
