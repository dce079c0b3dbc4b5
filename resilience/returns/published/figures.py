"""The figures that anyone may read: one query behind the page, the file and the API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from resilience.funding.years import Year
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import Measure, MeasureId, Returns
from resilience.returns.figures.areas import areas
from resilience.returns.figures.known import Known, known
from resilience.returns.figures.rows import Rows
from resilience.returns.figures.sums import SUMMED, figure
from resilience.returns.published.held import (
    Counts,
    Level,
    Money,
    Month,
    levels_of_counts,
    levels_of_money,
)

PRACTICES: tuple[MeasureId, ...] = ("asked", "confirmed", "agreed", "ended")
OF_PRACTICES: tuple[MeasureId, ...] = ("committed", "paid")
TEAMS: tuple[MeasureId, ...] = ("available",)
"""No practice's: always shown."""
SHOWN: tuple[MeasureId, ...] = (*PRACTICES, *TEAMS, *OF_PRACTICES)
ENGLAND = "england"
"""Where the code of an area stands."""
State = Literal["shown", "held back", "not known"]


@dataclass(frozen=True)
class Told:
    """A figure of a place at the end of a month: a number of practices, or pence; without a value
    `state` says why."""

    value: int | None
    state: State


@dataclass(frozen=True)
class Place:
    """England, or an area; `sent` is the day of its own last return where it works
    elsewhere, as its figures are of that day."""

    code: str
    name: str
    sent: date | None = None


@dataclass(frozen=True)
class AtEnd:
    """What is told at the end of a month, by place and measure."""

    day: date
    places: tuple[Place, ...]
    told: Mapping[tuple[str, MeasureId], Told]
    counts: Level
    money: Level


@dataclass(frozen=True)
class Published:
    """The figures of a year, month by month."""

    pack: Pack
    year: Year
    measures: tuple[Measure, ...]
    months: tuple[AtEnd, ...]


def published(pack: Pack, returns: Returns, year: Year, days: list[date]) -> Published:
    """What is told at the ends of some months, the first leading: a dozen queries a month."""
    measures = tuple(one for one in returns.measures if one.id in SHOWN)
    found = [_read(pack, year, day) for day in days]
    months = [one.month for one in found]
    told = zip(found, levels_of_counts(months), levels_of_money(months), strict=True)
    return Published(pack, year, measures, tuple(_at_end(*one) for one in told))


@dataclass(frozen=True)
class _Read:
    """The rows at the end of a month, by place, and what the rule needs of them."""

    day: date
    places: Mapping[Place, Rows]
    month: Month


def _read(pack: Pack, year: Year, day: date) -> _Read:
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
    return _Read(day, {Place(ENGLAND, "England"): there.rows} | by_area, month)


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


def _at_end(read: _Read, counts: Level, money: Level) -> AtEnd:
    level = dict.fromkeys(PRACTICES, counts) | dict.fromkeys(OF_PRACTICES, money)
    told = {
        (place.code, one): _told(rows, one, place.code, level.get(one, "areas"))
        for place, rows in read.places.items()
        for one in SHOWN
    }
    return AtEnd(read.day, tuple(read.places), told, counts, money)


def _told(rows: Rows, measure: MeasureId, code: str, level: Level) -> Told:
    if level == "nothing" or (level == "england" and code != ENGLAND):
        return Told(None, "held back")
    value = figure(rows, measure).known
    return Told(value, "not known" if value is None else "shown")
