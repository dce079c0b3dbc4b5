"""Which teams report to which area on a day, in a programme."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from resilience.organisations.models import Ancestor, Organisation, Record
from resilience.programmes.schema import Pack


@dataclass(frozen=True)
class Team:
    """A team that holds money, and the area that reports it."""

    pk: int
    code: str
    name: str
    area: str


@dataclass(frozen=True)
class Area:
    """An area that sends returns, with its teams by name."""

    pk: int
    code: str
    name: str
    teams: tuple[Team, ...]


def areas(pack: Pack, day: date) -> list[Area]:
    """The areas of a programme on a day, by name; three queries at most. A team that acts as an
    area (G2.3), or is of its kind, is its own; one in no area reports to nobody and stands under
    the code "" at the end."""
    if pack.returns is None or pack.funding is None:
        return []
    level, holder = pack.returns.area, pack.funding.holder
    on_the_day = Q(starts__lte=day, ends__gt=day)
    here = Record.objects.filter(on_the_day).values("organisation")
    found = Organisation.objects.filter(Q(pk__in=here) | Q(records=None), kind=holder)
    holders = {one.pk: one for one in found.order_by("name", "code")}
    acts = {pk for pk, one in holders.items() if holder == level or _acts(one, pack)}
    below = [pk for pk in holders if pk not in acts]
    above = Ancestor.objects.filter(on_the_day, descendant__in=below, kind=level)
    over = {row.descendant_id: row.ancestor for row in above.select_related("ancestor")}
    over |= {pk: holders[pk] for pk in acts}
    return _sorted(holders.values(), over)


def _acts(team: Organisation, pack: Pack) -> bool:
    return team.code in pack.structure.regions_too


def _sorted(teams: Iterable[Organisation], over: dict[int, Organisation]) -> list[Area]:
    members: dict[str, list[Team]] = {}
    named = {one.code: one for one in over.values()}
    for team in teams:
        code = over[team.pk].code if team.pk in over else ""
        members.setdefault(code, []).append(Team(team.pk, team.code, team.name, code))
    known = sorted((one for one in named.values()), key=lambda one: (one.name, one.code))
    found = [Area(one.pk, one.code, one.name, tuple(members[one.code])) for one in known]
    nowhere = members.get("")
    return [*found, Area(0, "", "In no area", tuple(nowhere))] if nowhere else found
