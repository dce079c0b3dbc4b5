"""The figures of a month before it comes out: counted from the rows behind every other figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from resilience.funding.years import Year
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import MeasureId
from resilience.returns.figures.areas import areas
from resilience.returns.figures.known import Known, known
from resilience.returns.figures.rows import Rows
from resilience.returns.figures.sums import SUMMED, figure
from resilience.returns.published.held import Counts, Money, Month

PRACTICES: tuple[MeasureId, ...] = ("asked", "confirmed", "agreed", "ended")
OF_PRACTICES: tuple[MeasureId, ...] = ("committed", "paid")
TEAMS: tuple[MeasureId, ...] = ("available",)
"""No practice's: always shown."""
SHOWN: tuple[MeasureId, ...] = (*PRACTICES, *TEAMS, *OF_PRACTICES)
ENGLAND = "england"
"""Where the code of an area stands."""


@dataclass(frozen=True)
class Place:
    """England, or an area; `sent` is the day of its own last return where it works
    elsewhere, as its figures are of that day."""

    code: str
    name: str
    sent: date | None = None


@dataclass(frozen=True)
class AtEnd:
    """The rows at the end of a month, by place, and what the rule needs of them."""

    day: date
    places: Mapping[Place, Rows]
    month: Month


def at_end(pack: Pack, year: Year, day: date) -> AtEnd:
    """What is known of a year at the end of a month: a dozen queries."""
    there: Known = known(pack, year, day)
    by_area = {
        Place(one.code, one.name, there.elsewhere.get(one.code)): there.rows.of_area(one.code)
        for one in areas(pack, day)
    }
    month = Month(
        counts=_counts(there.rows),
        money=_money(there.rows),
        counts_of={place.code: _counts(rows) for place, rows in by_area.items()},
        money_of={place.code: _money(rows) for place, rows in by_area.items()},
    )
    return AtEnd(day, {Place(ENGLAND, "England"): there.rows} | by_area, month)


def _counts(rows: Rows) -> Counts:
    return tuple(figure(rows, one).value for one in PRACTICES)


def _money(rows: Rows) -> Money:
    found: list[dict[str, int]] = []
    for measure in OF_PRACTICES:
        sums: dict[str, int] = {}
        for row in rows.practices:
            sums[row.practice] = sums.get(row.practice, 0) + (SUMMED[measure](row) or 0)
        found.append({code: pence for code, pence in sums.items() if pence})
    return tuple(found)
