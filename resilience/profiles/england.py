"""England on a day: its open practices and the areas they belonged to, kept between requests."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from django.conf import settings

from resilience.organisations.models import Build, Kind
from resilience.organisations.queries import OpenPractice, Place, open_practices, places

DAYS_KEPT = 12
ENGLAND = Place("ENG", "England", Kind.NATION)


@dataclass(frozen=True, eq=False)
class England:
    """`stamp` changes with the evidence the organisations were derived from."""

    day: date
    stamp: str
    practices: dict[str, OpenPractice]
    areas: dict[str, Place]
    """Every area that an open practice belonged to, by code."""
    members: dict[str, list[str]]
    """Codes of the open practices of each area, in the order of their codes."""

    def within(self, area: str) -> list[str]:
        """The codes of the open practices of an area, in their order."""
        return self.members.get(area, [])

    @cached_property
    def by_kind(self) -> dict[str, list[Place]]:
        """The areas of each kind from the top down, by name."""
        ordered = sorted(self.areas.values(), key=lambda place: (place.name, place.code))
        return {kind: [p for p in ordered if p.kind == kind] for kind in Kind.values}

    def networks(self, area: str) -> list[Place]:
        """The primary care networks of an area's practices, by name."""
        codes = {self.practices[code].areas.get(Kind.PCN) for code in self.within(area)}
        return [place for place in self.by_kind[Kind.PCN] if place.code in codes]


def england_on(day: date) -> England:
    """England as at a day; one small query while it is kept."""
    stamp = Build.objects.values_list("stamp", flat=True).first() or ""
    return _england(str(settings.RESILIENCE_HOME), stamp, day)


@lru_cache(DAYS_KEPT)
def _england(home: str, stamp: str, day: date) -> England:
    practices = {practice.code: practice for practice in open_practices(day)}
    members: dict[str, list[str]] = defaultdict(list)
    for practice in practices.values():
        for area in set(practice.areas.values()):
            members[area].append(practice.code)
    areas = places(members, day) | {ENGLAND.code: ENGLAND}
    return England(day, stamp, practices, areas, members | {ENGLAND.code: list(practices)})
