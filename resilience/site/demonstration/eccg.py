"""ODS eccg: commissioners in 27 columns without headings."""

from __future__ import annotations

from datetime import date

from resilience.site.demonstration.epraccur import BOARDS_SINCE
from resilience.site.demonstration.places import (
    COMMISSIONERS,
    board,
    ccg_name,
    region,
    sub_icb_name,
    team,
)
from resilience.site.demonstration.world import COMMISSIONERS_SINCE
from resilience.site.demonstration.writing import csv_file


def eccg(day: date) -> bytes:
    """CCGs (C) under DCO teams, later sub-ICB locations (RO319) under integrated care boards."""
    later = day >= BOARDS_SINCE
    rows = []
    for number, place in enumerate(COMMISSIONERS):
        name = sub_icb_name(place) if later else ccg_name(place)
        above = board(place) if later else team(place)
        address = ["County Hall", "", "", place.name, ""]
        rows.append(
            [
                place.code,
                name.upper(),
                region(place).code,
                above.code,
                *(line.upper() for line in address),
                f"QX{number + 1} 1AA",
                f"{COMMISSIONERS_SINCE:%Y%m%d}",
                *("", ""),
                "RO319" if later else "C",
                *[""] * 7,
                "0",
                *[""] * 5,
            ]
        )
    return csv_file(rows, quoted=True)
