"""How many practices of each area were supported so far in all, of those that are open: over time
all practices are to benefit (N4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.cases.openness.small import HELD, Told
from resilience.funding.years import Year
from resilience.organisations.models import Ancestor, Kind, Record
from resilience.programmes.schema import Pack
from resilience.returns.figures.areas import Area
from resilience.returns.figures.known import known
from resilience.returns.figures.rows import Rows
from resilience.returns.figures.sums import figure
from resilience.returns.plans.addressed import held


@dataclass(frozen=True)
class Supported:
    """Of an area: practices supported so far, as its reader is told, and practices open now."""

    practices: Told
    open: int


def supported(
    reader: Reader, pack: Pack, year: Year, found: Sequence[Area], day: date
) -> dict[str, Supported]:
    """By code, for the areas of which a reader sees counts. Only who sees the cases of an area is
    told how many: as it stands from day to day, set against a paper for boards or the day before,
    it would tell of few practices."""
    ids = [one.pk for one in found]
    here = held(reader.sees(Tier.COUNTS), ids)
    seen = [one for one in found if one.pk in here]
    if not seen:
        return {}
    cases = held(reader.sees(Tier.COMMISSIONER), ids)
    rows = so_far(pack, year, day, [one.code for one in seen if one.pk in cases])
    there = _open(seen, day)
    return {
        one.code: Supported(
            figure(rows.of_area(one.code), "agreed").value if one.pk in cases else HELD,
            there[one.code],
        )
        for one in seen
    }


def so_far(pack: Pack, year: Year, day: date, only: Sequence[str]) -> Rows:
    """The rows of a year and of those before it. What the records know of the first year on is in
    the rows of that; of later years only what areas sent from elsewhere comes to it."""
    funding, returns = pack.funding, pack.returns
    if funding is None or returns is None or not funding.years:
        return Rows()
    every = sorted(Year.called(one.year) for one in funding.years)
    sent = {one.year for one in returns.collections}
    wanted = [one for one in every if one <= year and (one == every[0] or one.label in sent)]
    rows = Rows()
    for one in wanted:
        rows += known(pack, one, day, only).rows
    return rows


def _open(found: Sequence[Area], day: date) -> dict[str, int]:
    """By area, the practices open on a day; one query."""
    area_of = {team.pk: one.code for one in found for team in one.teams}
    here = Record.objects.filter(
        organisation__kind=Kind.PRACTICE, state=Record.State.OPEN, starts__lte=day, ends__gt=day
    )
    counted = (
        Ancestor.objects.filter(
            ancestor__in=list(area_of),
            descendant__in=here.values("organisation"),
            starts__lte=day,
            ends__gt=day,
        )
        .order_by()
        .values_list("ancestor")
        .annotate(Count("descendant", distinct=True))
    )
    totals = dict.fromkeys((one.code for one in found), 0)
    for team, practices in counted:
        totals[area_of[team]] += practices
    return totals
