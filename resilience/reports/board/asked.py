"""Which paper an address asks for: of which area, as at which day, beside which earlier one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, HttpRequest

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.funding.fairness.known import sees_the_cases
from resilience.funding.years import Year
from resilience.look import asked, words
from resilience.organisations.models import Organisation
from resilience.reports.board.ground import Ground
from resilience.reports.board.tree import Node
from resilience.returns.addressed import returning_pack


@dataclass(frozen=True)
class Asked:
    """The ground and the area of a paper, the earlier ground if one is asked for, the areas whose
    papers a reader may have, and the days that may be chosen."""

    ground: Ground
    node: Node
    earlier: Ground | None
    areas: tuple[Node, ...]
    days: tuple[date, ...]


def asked_for(request: HttpRequest, reader: Reader, programme: str, year: str) -> Asked:
    """The paper that is asked for. Raises Http404 for what is none, or of an area whose counts the
    reader does not read, and NotUnderstood for a day of which there is none."""
    pack, returns = returning_pack(programme)
    if pack.funding is None or pack.funding.year(year) is None:
        raise Http404
    of = Year.called(year)
    returned = [one.as_at for one in returns.collections if one.year == year]
    days = tuple(days_of(of, reader.day, returned))
    if not days:
        raise Http404
    any_day = sees_the_cases(reader)
    day = _day(request, "as_at", days, of, reader, any_day) or days[-1]
    ground = Ground(pack, of, day)
    areas = tuple(areas_of(ground, reader))
    code = asked.one_of(request, "area", ["", *(one.code for one in areas)])
    node = next((one for one in areas if one.code == code or not code), None)
    if node is None:
        raise Http404
    before = _day(request, "compared", days, of, reader, any_day)
    if before and before >= day:
        raise asked.NotUnderstood(
            "compared", str(before), f"It takes a day before {words.day(day)}."
        )
    return Asked(ground, node, Ground(pack, of, before) if before else None, areas, days)


def days_of(year: Year, today: date, returned: list[date]) -> Iterator[date]:
    """The days as at which anyone may have a paper: the ends of months, and the days of returns, so
    that nobody learns from one day to the next what became of a request."""
    ends = [year.month(number) - timedelta(days=1) for number in range(2, 14)]
    yield from sorted({one for one in (*ends, *returned) if one <= today})


def areas_of(ground: Ground, reader: Reader) -> Iterator[Node]:
    """The areas of a programme whose counts a reader reads, from the top down."""
    scope = reader.sees(Tier.COUNTS)
    every = [one for one in ground.root.walk() if one.code]
    within = Organisation.objects.filter(scope.within("pk"), code__in=[one.code for one in every])
    codes = set(within.values_list("code", flat=True))
    by_depth: dict[str, list[Node]] = {}
    for one in every:
        by_depth.setdefault(one.kind, []).append(one)
    seen: set[str] = set()
    for kind in by_depth:
        for one in by_depth[kind]:
            if one.code in codes and one.code not in seen:
                seen.add(one.code)
                yield one


def _day(
    request: HttpRequest,
    name: str,
    days: tuple[date, ...],
    year: Year,
    reader: Reader,
    any_day: bool,
) -> date | None:
    found = asked.day(request, name)
    if found is None or found in days:
        return found
    if found > reader.day:
        allowed = f"It takes a day up to today, {words.day(reader.day)}."
    elif found < year.starts:
        allowed = f"It takes a day from {words.day(year.starts)} on, when the year began."
    elif any_day:
        return found
    else:
        allowed = "It takes the last day of a month, or the day of a data return."
    raise asked.NotUnderstood(name, str(found), allowed)
