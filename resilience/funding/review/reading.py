"""What the review is made of, read in a few queries: the totals of the pots that somebody sees, and
little besides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Sum
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.funding.models import Entry, Forecast, Pot, Stage, Total
from resilience.funding.review.figures import NOTHING, Row, Sums, sums_by, until
from resilience.funding.review.forecasts import Outlook, Said, outlook
from resilience.funding.review.months import Month
from resilience.funding.years import Year
from resilience.organisations.models import Ancestor
from resilience.programmes.schema import Pack

OF_A_COMMITMENT = ("intended", "category", "route")
KINDS_OF_THING = (*OF_A_COMMITMENT, "code")
"""What entries may be told apart by, besides their pot."""


@dataclass(frozen=True)
class Read:
    """The totals of the pots of a programme and a year that somebody sees."""

    pack: Pack
    year: Year
    reader: Reader
    pots: dict[int, Pot]
    rows: list[Row]
    made: datetime


def pots_of(pack: Pack, year: Year, reader: Reader) -> dict[int, Pot]:
    """The pots of a year that somebody sees, by id, the names of their holders in order."""
    seen = Pot.objects.visible_to(reader).filter(programme=pack.id, year=year.label)
    return {one.pk: one for one in seen.select_related("holder").order_by("holder__name")}


def read(
    pack: Pack, year: Year, reader: Reader, pots: dict[int, Pot], by: Sequence[str] = ()
) -> Read:
    """The totals of some pots, told apart by some of KINDS_OF_THING; one query."""
    totals = Total.objects.filter(pot__in=list(pots)).order_by()
    sums = totals.values("pot", "month", "kind", *by).annotate(sum=Sum("pence"))
    rows = [
        Row(pot, month, kind, pence, **dict(zip(by, things, strict=True)))
        for pot, month, kind, pence, *things in sums.values_list("pot", "month", "kind", "sum", *by)
    ]
    return Read(pack, year, reader, pots, rows, timezone.now())


@dataclass(frozen=True)
class Review:
    """The position at the end of a month."""

    of: Read
    month: Month
    late: list[Row]
    """The same sums, until then, of parts of commitments that are expected after the year."""
    said: dict[int, Said]
    """What holders forecast, by pot: what was last said for the month or one before."""
    regions: dict[int, tuple[str, str]]
    """Code and name of the region of each pot."""

    @property
    def pack(self) -> Pack:
        return self.of.pack

    @property
    def pots(self) -> dict[int, Pot]:
        return self.of.pots

    @cached_property
    def rows(self) -> list[Row]:
        """Totals until the end of the month."""
        return until(self.of.rows, self.month.first)

    @cached_property
    def sums(self) -> dict[int, Sums]:
        """By pot, until the end of the month."""
        return dict.fromkeys(self.pots, NOTHING) | sums_by(self.rows, lambda row: row.pot)

    @cached_property
    def outlooks(self) -> dict[int, Outlook]:
        """By pot."""
        late = sums_by(self.late, lambda row: row.pot)
        in_the_year = sums_by(until(self.rows, self.month.march), lambda row: row.pot)
        return {
            pot: outlook(
                sums,
                late.get(pot, NOTHING),
                in_the_year.get(pot, NOTHING),
                self.month,
                self.said.get(pot),
            )
            for pot, sums in self.sums.items()
        }


def review(of: Read, month: Month, by: Sequence[str] = ()) -> Review:
    """The position at the end of a month; three queries."""
    return Review(of, month, _late(of, month, by), _said(of, month), _regions(of, month.until))


def _late(of: Read, month: Month, by: Sequence[str]) -> list[Row]:
    """What was committed, invoiced and paid, until the end of a month, of parts of commitments that
    are expected after the year; all under that month."""
    late = Stage.objects.filter(commitment__pot__in=list(of.pots), expected__gt=of.year.ends)
    things = [name for name in by if name in OF_A_COMMITMENT]
    told = [f"commitment__{name}" for name in things]
    found = Entry.objects.filter(stage__in=late.order_by().values("pk"), day__lte=month.last)
    sums = found.order_by().values("pot", "kind", *told).annotate(sum=Sum("pence"))
    return [
        Row(pot, month.first, kind, pence, **dict(zip(things, rest, strict=True)))
        for pot, kind, pence, *rest in sums.values_list("pot", "kind", "sum", *told)
    ]


def _said(of: Read, month: Month) -> dict[int, Said]:
    """What was last said of each pot for the month, or else for the latest one before."""
    told = Forecast.objects.filter(pot__in=list(of.pots), month__lte=month.first)
    return {
        one.pot_id: Said(one.month, one.pence, one.basis, timezone.localdate(one.at))
        for one in told.order_by("month", "at", "pk")
    }


def _regions(of: Read, day: date) -> dict[int, tuple[str, str]]:
    """The region of each holder on a day, or where it had closed by then, the last it had; a holder
    that acts as a region is its own."""
    level, too = of.pack.structure.levels[0], of.pack.structure.regions_too
    own = {one.holder_id: one.holder for one in of.pots.values()}
    above = Ancestor.objects.filter(descendant__in=own, kind=level).order_by("starts")
    named = above.values_list("descendant", "ancestor__code", "ancestor__name", "starts", "ends")
    found: dict[int, tuple[str, str]] = {}
    for holder, code, name, starts, _ends in named:
        if starts <= day or holder not in found:
            found[holder] = code, name
    found |= {pk: (one.code, one.name) for pk, one in own.items() if one.code in too}
    found |= {pk: (one.code, one.name) for pk, one in own.items() if one.kind == level}
    return {pot: found.get(one.holder_id, ("", "")) for pot, one in of.pots.items()}
