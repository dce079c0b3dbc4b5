"""The statistical office's lookup of sub-ICB locations, integrated care boards and regions."""

from __future__ import annotations

from resilience.site.demonstration.places import (
    COMMISSIONERS,
    board,
    board_name,
    ons,
    region,
    sub_icb_name,
)
from resilience.site.demonstration.writing import BOM, csv_file

AREAS = ("SICBL22", "ICB22", "NHSER22")


def lookup() -> bytes:
    headings = [area + what for area in AREAS for what in ("CD", "CDH", "NM")]
    rows: list[list[object]] = [[*headings, "ObjectId"]]
    for number, place in enumerate(COMMISSIONERS, start=1):
        icb, above = board(place), region(place)
        rows.append(
            [
                *(ons(place), place.code, sub_icb_name(place)),
                *(ons(icb), icb.code, board_name(icb)),
                *(ons(above), above.code, above.name),
                number,
            ]
        )
    return BOM.encode() + csv_file(rows, ending="\n")
