"""CQC register of active locations (HSCA Active Locations) with each one's latest rating.

The workbook holds how things stood on its day, so it says nothing about any day before. A location
without a practice's code keeps its row with no practice. Several locations may bear one practice's
code; all are kept, and the indicator takes the rating that was published last.
"""

from __future__ import annotations

import re

from resilience.evidence.datasets.base import Dataset, Tables
from resilience.evidence.sheets import Unreadable
from resilience.evidence.tables import Column, Layout, Mark, code, day, text

RATINGS = ("Outstanding", "Good", "Requires improvement", "Inadequate")
NOT_RATED = Mark("not rated")
UNRATED = {
    "not rated",
    "inspected but not rated",
    "insufficient evidence to rate",
    "no published rating",
}
"""A location that was not given a rating: another thing than a cell left blank ('missing')."""


def _rating(cell: str) -> str:
    words = cell.strip().capitalize()
    if words.lower() in UNRATED:
        return NOT_RATED
    if words not in RATINGS:
        raise ValueError(f"'{words}' is not a rating ({', '.join(RATINGS)}, Not rated)")
    return words


def _practice(cell: str) -> str | None:
    """A practice's code; the code of a branch or of another kind of provider is none."""
    value = cell.strip().upper()
    return value if re.fullmatch(r"[A-Z][0-9A-Z]{5}", value) else None


def _yes_or_no(cell: str) -> str:
    value = cell.strip().upper()
    if value not in ("Y", "N"):
        raise ValueError(f"'{value}' is neither Y nor N")
    return value


def _check(tables: Tables) -> list[str]:
    locations = tables["locations"]
    without = locations["practice"].null_count
    if without == len(locations):
        raise Unreadable(
            "none of its locations bears a practice's code under 'Location ODS Code', so columns "
            "are out of place; load the file as it was published"
        )
    return [f"{without:,} of {len(locations):,} locations bear no practice code"]


DATASET = Dataset(
    id="cqc_locations",
    title="CQC active locations and their latest ratings",
    publisher="Care Quality Commission",
    layouts=(
        Layout(
            table="locations",
            unique=("location",),
            columns=(
                code("location", "location id", r"[0-9A-Z-]{3,16}", needed=True),
                Column("practice", "location ods code", _practice),
                text("name", "location name"),
                Column("rating", "location latest overall rating", _rating, measure=True),
                day("published", "publication date"),
                Column("inherited", r"inherited rating( y n)?", _yes_or_no),
                Column("dormant", r"dormant( y n)?", _yes_or_no),
                text("postcode", "location postal code"),
            ),
        ),
    ),
    titled=r"(?:as (?:at|of|on)|correct on|extracted(?: on)?):?\s+(\d{1,2} \w+ \d{4}|[\d/-]{10})",
    check=_check,
    latest_only=True,
)
