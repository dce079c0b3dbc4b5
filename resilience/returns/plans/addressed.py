"""What an address of delivery plans names: a programme, a year, a team; and who reads them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.http import Http404

from resilience.accounts.reader import Reader, Scope
from resilience.accounts.tiers import Tier
from resilience.funding.addressed import year_called
from resilience.funding.years import Year
from resilience.organisations.models import Organisation
from resilience.programmes.schema import Pack
from resilience.returns.addressed import returning_pack
from resilience.returns.figures.areas import Area, Team, areas
from resilience.returns.models.planning import of_teams_read


@dataclass(frozen=True)
class Where:
    """A programme as it is in force, and one of its years."""

    pack: Pack
    year: Year


@dataclass(frozen=True)
class At(Where):
    """A team in such a year."""

    organisation: Organisation
    team: Team


def year_of(programme: str, year: str) -> Where:
    """The year of a programme that an address names; 404 where the programme has none such."""
    pack, of = returning_pack(programme)[0], year_called(year)
    if pack.funding is None or pack.funding.year(of.label) is None:
        raise Http404
    return Where(pack, of)


def team_at(reader: Reader, programme: str, year: str, team: str) -> At:
    """The team that an address names, of those whose plans a reader reads; else 404."""
    where = year_of(programme, year)
    holder = where.pack.funding.holder if where.pack.funding else ""
    found = Organisation.objects.filter(plans_read(reader), code=team, kind=holder).first()
    if found is None:
        raise Http404
    return at(found, where.pack, where.year, reader.day)


def at(organisation: Organisation, pack: Pack, year: Year, day: date) -> At:
    """A team in a year, under the area to which it reports on a day."""
    every = (one for area in areas(pack, day) for one in area.teams)
    alone = Team(organisation.pk, organisation.code, organisation.name, "")
    team = next((one for one in every if one.pk == organisation.pk), alone)
    return At(pack, year, organisation, team)


def areas_read(reader: Reader, pack: Pack) -> list[Area]:
    """The areas with those of their teams whose plans a reader reads."""
    known = areas(pack, reader.day)
    every = [team.pk for one in known for team in one.teams]
    read = set(
        Organisation.objects.filter(plans_read(reader), pk__in=every).values_list("pk", flat=True)
    )
    found = []
    for one in known:
        if teams := tuple(team for team in one.teams if team.pk in read):
            found.append(Area(one.pk, one.code, one.name, teams))
    return found


def held(scope: Scope, organisations: Iterable[int]) -> set[int]:
    """Which of some organisations, by id, are within a scope; one query."""
    found = Organisation.objects.filter(scope.within("pk"), pk__in=list(organisations))
    return set(found.values_list("pk", flat=True))


def plans_read(reader: Reader) -> Q:
    """Narrows organisations to those whose plans somebody reads: see `DeliveryPlan.visible_to`."""
    return of_teams_read(reader.sees(Tier.COUNTS), "pk")
