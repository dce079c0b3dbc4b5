"""What ODS's reports share: 27 columns without headings, where the same thing stands in one place.

A name, the region and the geography above, an address, the days on which an organisation opened and
closed, and the days between which it belonged to the organisation in column 15.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyarrow as pa

from resilience.evidence.datasets.plausible import before, told_or_refused
from resilience.evidence.tables import day, text

PUBLISHER = "NHS England, Organisation Data Service"
WIDTH = 27

NAMED = (
    text("name", place=1, needed=True),
    text("region", place=2),
    text("high_level", place=3),
)
ADDRESS = (
    text("address_1", place=4),
    text("address_2", place=5),
    text("address_3", place=6),
    text("town", place=7),
    text("county", place=8),
)
EXISTENCE = (
    text("postcode", place=9),
    day("opened", place=10),
    day("closed", place=11),
)
MEMBERSHIP = (
    day("joined", place=15),
    day("left", place=16),
)


def days_in_order(rows: pa.Table, *spans: tuple[str, str]) -> list[str]:
    """Nothing ends before it began. Raises Unreadable where it does in many rows."""
    return [
        note
        for earlier, later in spans
        for note in told_or_refused(before(rows, later, earlier), f"{later} comes before {earlier}")
    ]


LIFE = (("opened", "closed"), ("opened", "joined"), ("joined", "left"))


def fits_report(rows: list[list[str]], patterns: Mapping[int, str]) -> bool:
    """Whether the first rows have 27 columns, and in each place what its pattern asks for."""
    return all(
        len(row) == WIDTH
        and all(re.fullmatch(pattern, row[place].strip()) for place, pattern in patterns.items())
        for row in rows[:5]
    )
