"""Whom a practice can ask about a programme, by team (G8.13); open to anyone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.cases.beginning import team_levels, teams_of
from resilience.cases.models import Contact
from resilience.organisations.finding import find
from resilience.organisations.models import FROM_NEAR_TO_FAR, Ancestor, Kind, Organisation
from resilience.programmes.schema import Pack

MOST = 20
"""Practices of a search that are answered one by one."""


@dataclass(frozen=True)
class Team:
    """A team and whom to ask: its own contact or, where it named none, that of one above it; none
    where nobody above named one either."""

    organisation: Organisation
    contact: Contact | None

    @property
    def own(self) -> bool:
        return self.contact is not None and self.contact.organisation_id == self.organisation.pk


@dataclass(frozen=True)
class Dealt:
    """A practice and the team that deals with its requests, if one is known."""

    practice: Organisation
    team: Team | None


def teams(pack: Pack, day: date) -> list[Team]:
    """The teams that practices belong to on a day, by name; three queries."""
    level = team_levels(pack)[-1]
    below = Ancestor.objects.filter(
        kind=level, descendant__kind=Kind.PRACTICE, starts__lte=day, ends__gt=day
    )
    found = Organisation.objects.filter(pk__in=below.values("ancestor")).order_by("name", "code")
    return _with_contacts(list(found), pack, day)


def found_for(text: str, pack: Pack, day: date) -> tuple[list[Dealt], int]:
    """The practices that a text finds, each with its team, and how many there are; the first few
    only. Six queries."""
    codes = [code for _, code, _, kind, _ in find(text) if kind == Kind.PRACTICE]
    wanted = {one.code: one for one in Organisation.objects.filter(code__in=codes[:MOST])}
    practices = [wanted[code] for code in codes[:MOST] if code in wanted]
    by_practice = teams_of(practices, pack, day)
    different = {team.pk: team for team in by_practice.values()}
    known = {one.organisation.pk: one for one in _with_contacts(different.values(), pack, day)}
    dealt = [
        Dealt(one, known[by_practice[one.pk].pk] if one.pk in by_practice else None)
        for one in practices
    ]
    return dealt, len(codes)


def contact_of(team: Organisation, pack: Pack, day: date) -> Contact | None:
    """Whom to ask at a team, or else above it."""
    return _with_contacts([team], pack, day)[0].contact


def own_teams(reader: Reader, packs: Sequence[Pack]) -> list[tuple[Pack, Team]]:
    """The teams for which somebody answers requests, of each programme in which they are one, with
    the contact each named; two queries."""
    held = list(reader.may_at(Right.WORK_CASES).order_by("name", "code"))
    named = {
        (one.programme, one.organisation_id): one
        for one in Contact.objects.filter(organisation__in=held)
    }
    return [
        (pack, Team(one, named.get((pack.id, one.pk))))
        for pack in packs
        for one in held
        if one.kind in team_levels(pack)
    ]


def _with_contacts(found: Collection[Organisation], pack: Pack, day: date) -> list[Team]:
    above = Ancestor.objects.filter(
        descendant__in=found, kind__in=team_levels(pack)[:-1], starts__lte=day, ends__gt=day
    )
    named = {
        one.organisation_id: one
        for one in Contact.objects.filter(programme=pack.id).select_related("organisation")
    }
    ways: dict[int, list[tuple[int, int]]] = {one.pk: [(-1, one.pk)] for one in found}
    for below, upper, kind in above.values_list("descendant_id", "ancestor_id", "kind"):
        ways[below].append((FROM_NEAR_TO_FAR.index(Kind(kind)), upper))
    return [Team(one, _nearest(ways[one.pk], named)) for one in found]


def _nearest(ways: Sequence[tuple[int, int]], named: Mapping[int, Contact]) -> Contact | None:
    return next((named[pk] for _, pk in sorted(ways) if pk in named), None)
