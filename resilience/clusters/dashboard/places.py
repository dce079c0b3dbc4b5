"""What may be set side by side: practices, networks, clusters and groups, locations, boards."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from resilience.clusters.dashboard.looking import Look
from resilience.organisations.models import Coverage, Kind
from resilience.organisations.queries import Place

LEVELS = {
    Kind.PRACTICE: ("Practices", "practice"),
    Kind.PCN: ("Primary care networks", "network"),
    Kind.GROUP: ("Clusters and other groups", "group"),
    Kind.CCG: ("Sub-ICB locations", "location"),
    Kind.ICB: ("Integrated care boards", "board"),
}
"""Each with the words for several and for one."""


@dataclass(frozen=True)
class Compared:
    """A place and its practices that count in it."""

    place: Place
    codes: tuple[str, ...]
    here: bool = True
    """Whether it is of the area that is looked at, or the area itself."""


def places_of(look: Look, level: str) -> list[Compared]:
    """The places of a level by name: practices that the reader sees; networks, groups and locations
    by their practices in the area; and all boards of England."""
    england = look.england
    if level == Kind.PRACTICE:
        return [Compared(one.practice, (one.code,)) for one in look.practices]
    if level == Kind.GROUP:
        return _groups(look)
    if level == Kind.ICB:
        boards = england.by_kind[Kind.ICB]
        own = {england.practices[code].areas.get(Kind.ICB) for code in look.codes}
        return [Compared(one, tuple(england.within(one.code)), one.code in own) for one in boards]
    inside: dict[str, list[str]] = defaultdict(list)
    for code in look.codes:
        if area := england.practices[code].areas.get(Kind(level)):
            inside[area].append(code)
    found = [Compared(england.areas[code], tuple(codes)) for code, codes in inside.items()]
    return sorted(found, key=lambda one: (one.place.name, one.place.code))


def _groups(look: Look) -> list[Compared]:
    """Formed clusters and other groups, by what they cover on the day. One query."""
    held = Coverage.objects.filter(
        Q(organisation__kind=Kind.GROUP),
        area__code__in=look.codes,
        starts__lte=look.day,
        ends__gt=look.day,
    )
    inside: dict[tuple[str, str], list[str]] = defaultdict(list)
    rows = held.values_list("organisation__name", "organisation__code", "area__code")
    for name, code, practice in rows:
        inside[name, code].append(practice)
    return [
        Compared(Place(code, name, Kind.GROUP), tuple(sorted(codes)))
        for (name, code), codes in sorted(inside.items())
    ]
