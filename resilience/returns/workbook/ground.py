"""What a workbook is checked against: the teams of the area, the practices that there are, and what
the area sent before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from resilience.agreements.timing.areas import places
from resilience.funding.years import Year
from resilience.organisations.models import Kind, Organisation, Record
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import Collection, Returns
from resilience.returns.figures.areas import Area, areas
from resilience.returns.figures.rows import Rows
from resilience.returns.figures.sent import rows_sent
from resilience.returns.models import Submission

TOGETHER = 5_000
"""Codes in one query."""


@dataclass(frozen=True)
class Practice:
    """A practice: its name, between which days it was open, and to which teams it belonged in the
    year, by code with their names."""

    name: str
    opened: date | None
    closes: date | None
    teams: Mapping[str, str]


@dataclass(frozen=True)
class Ground:
    """What is known here on the day that counts."""

    pack: Pack
    returns: Returns
    collection: Collection
    area: Area
    day: date
    """The last that counts: nothing can be so after it."""
    year: Year
    practices: Mapping[str, Practice] = field(repr=False)
    others: Mapping[str, str] = field(repr=False)
    """By code, what an organisation is that is no practice."""
    before: Rows | None = field(default=None, repr=False)

    @property
    def teams(self) -> dict[str, str]:
        """The names of the area's teams, by code."""
        return {one.code: one.name for one in self.area.teams}

    @property
    def names(self) -> dict[str, str]:
        """The names of teams and practices, by code."""
        return {code: one.name for code, one in self.practices.items()} | self.teams


def area_of(pack: Pack, code: str, day: date) -> Area:
    """An area as it stood on a day; without teams where it did not."""
    known = {one.code: one for one in areas(pack, day)}
    return known.get(code) or Area(0, code, code, ())


def ground_of(
    pack: Pack,
    returns: Returns,
    collection: Collection,
    area: Area,
    today: date,
    rows: Rows,
    before: Submission | None,
) -> Ground:
    """What is known of what stands in some rows; half a dozen queries."""
    day, year = min(collection.as_at, today), Year.called(collection.year)
    practices, others = _organisations(pack, year, day, {one.practice for one in rows.practices})
    earlier = rows_sent([before]) if before else None
    return Ground(pack, returns, collection, area, day, year, practices, others, earlier)


def _organisations(
    pack: Pack, year: Year, day: date, codes: Iterable[str]
) -> tuple[dict[str, Practice], dict[str, str]]:
    wanted = sorted(one for one in codes if one and len(one) <= 64)
    known: dict[int, tuple[str, str]] = {}
    others: dict[str, str] = {}
    spans: dict[int, list[tuple[date, date]]] = defaultdict(list)
    teams: dict[int, dict[str, str]] = {}
    holder = pack.funding.holder if pack.funding else ""
    for start in range(0, len(wanted), TOGETHER):
        some = Organisation.objects.filter(code__in=wanted[start : start + TOGETHER])
        found = set()
        for pk, code, kind, name in some.order_by().values_list("pk", "code", "kind", "name"):
            if kind == Kind.PRACTICE:
                known[pk] = code, name
                found.add(pk)
            else:
                others[code] = Kind(kind).label
        records = Record.objects.filter(organisation__in=found).order_by()
        for pk, starts, ends in records.values_list("organisation", "starts", "ends"):
            spans[pk].append((starts, ends))
        for pk, held in places(found, [holder]).items():
            teams[pk] = {
                code: name
                for _, code, name, starts, ends in held
                if starts <= day and ends > year.starts
            }
    return {
        code: Practice(name, *_open(spans[pk]), teams.get(pk, {}))
        for pk, (code, name) in known.items()
    }, others


def _open(spans: Iterable[tuple[date, date]]) -> tuple[date | None, date | None]:
    """From when until when a practice was open, whatever happened between; none where nobody
    knows."""
    spans = list(spans)
    if not spans:
        return None, None
    last = max(ends for _, ends in spans)
    return min(starts for starts, _ in spans), None if last == date.max else last
