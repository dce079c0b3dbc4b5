"""What milestones are judged from at a moment: the rows known as at the days that count, and what
is on record with its moment. Each is read once, when it is first needed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils.timezone import localdate

from resilience.funding.years import Year
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import Milestone, Recorded, ShareReached
from resilience.returns.deadlines import moment
from resilience.returns.figures.areas import Area, areas
from resilience.returns.figures.known import Known, known
from resilience.returns.figures.rows import DATES, MONEY, PracticeRow, Rows
from resilience.returns.milestones.on_record import Moments, moments


@dataclass
class Ground:
    """A programme at a moment, in all areas or in those with some codes."""

    pack: Pack
    at: datetime
    only: Collection[str] | None = None
    _known: dict[tuple[Year, date], Known] = field(default_factory=dict)
    _rows: dict[tuple[str, Year, date], Rows] = field(default_factory=dict)

    @property
    def day(self) -> date:
        return localdate(self.at)

    @cached_property
    def areas(self) -> list[Area]:
        """The areas on the day, with their teams."""
        found = areas(self.pack, self.day)
        return [one for one in found if self.only is None or one.code in self.only]

    def elsewhere(self, area: str) -> date | None:
        """As at which day an area that works elsewhere last sent what it knows; none for one that
        works here."""
        known_now = (of for (_, day), of in self._known.items() if day == self.day)
        days = [of.elsewhere[area] for of in known_now if area in of.elsewhere]
        return max(days, default=None)

    def rows(self, area: str, year: Year, day: date) -> Rows:
        """What is known of an area as at a day up to now. Of one that works elsewhere and had sent
        nothing by then, it is told from what it sent since: days are in it, but not what money had
        come to by then."""
        asked = area, year, day
        if asked not in self._rows:
            self._rows[asked] = self._rows_of(area, year, day)
        return self._rows[asked]

    def _rows_of(self, area: str, year: Year, day: date) -> Rows:
        there = self.known(year, day)
        if area in there.elsewhere or day >= self.day:
            return there.rows.of_area(area)
        now = self.known(year, self.day)
        if area in now.elsewhere:
            return as_then(now.rows.of_area(area), day)
        return there.rows.of_area(area)

    def known(self, year: Year, day: date) -> Known:
        """What is known as at a day, of a year."""
        asked = year, day
        if asked not in self._known:
            self._known[asked] = known(self.pack, year, day, self.only)
        return self._known[asked]

    def moments(self, evidence: Recorded, code: str, year: Year) -> list[datetime]:
        """When something was put on record of a team or an area, up to now."""
        about = evidence.collection or year.label
        return self._recorded.get((evidence.what, about, code), [])

    @cached_property
    def _recorded(self) -> Moments:
        return moments(self.pack, self.at)


def as_then(rows: Rows, day: date) -> Rows:
    """Rows as they were at the end of an earlier day, as far as their days tell; the rest is not
    known."""
    return Rows(
        tuple(replace(one, available=None, case_studies=None) for one in rows.teams),
        tuple(_as_then(one, day) for one in rows.practices),
    )


def _as_then(row: PracticeRow, day: date) -> PracticeRow:
    later = {name for name in DATES if (on := getattr(row, name)) and on > day}
    unknown: dict[str, Any] = dict.fromkeys(later | set(MONEY))
    return replace(row, **unknown)


def year_of(pack: Pack, milestone: Milestone) -> Year:
    """The financial year whose money and plans a milestone is about: that of its data return, or of
    the one due at that moment; else that of the day until which money counts; else its own."""
    collections = pack.returns.collections if pack.returns else ()
    named = {one.collection for one in milestone.evidence if isinstance(one, Recorded)}
    for one in collections:
        if one.id in named or moment(one) == moment(milestone):
            return Year.called(one.year)
    spent = [one.spent_by for one in milestone.evidence if isinstance(one, ShareReached)]
    return Year.of(next(filter(None, spent), milestone.due.date()))
