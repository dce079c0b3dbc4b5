"""The practice that a page is about, and its figures that count on the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest

from resilience.evidence.indicators import Indicator, indicators
from resilience.evidence.statistics import Likeness
from resilience.organisations.finding import with_code
from resilience.organisations.models import Kind
from resilience.organisations.profile import Profile
from resilience.organisations.queries import Place
from resilience.profiles.asking import asked_england
from resilience.profiles.beside import Beside, beside
from resilience.profiles.england import England
from resilience.profiles.everyone import Everyone, counting, everyone
from resilience.profiles.likeness import alike_in, like

AREA_KINDS = (Kind.ICB, Kind.DCO, Kind.CCG, Kind.REGION)
"""The area a practice is set against: the first of these that it belonged to."""


@dataclass(frozen=True, eq=False)
class Subject:
    """A practice on England's day."""

    profile: Profile
    england: England
    asked: str = ""

    @property
    def code(self) -> str:
        return self.profile.organisation.code

    @property
    def name(self) -> str:
        return self.profile.name

    @property
    def is_open(self) -> bool:
        return self.code in self.england.practices

    @property
    def everyone(self) -> Everyone:
        return everyone(self.england)

    @cached_property
    def last_seen(self) -> Profile:
        """As it stood on the day or, where it had closed by then, when it was last there."""
        if self.profile.record:
            return self.profile
        earlier = [r for r in self.profile.records if r.ends <= self.england.day]
        if not earlier:
            return self.profile
        return Profile(self.profile.organisation, earlier[-1].ends - timedelta(days=1))

    @cached_property
    def area(self) -> Place | None:
        """The board or team that it belonged to."""
        above = {place.kind: place for place in self.last_seen.above}
        return next((above[kind] for kind in AREA_KINDS if kind in above), None)

    @cached_property
    def likeness(self) -> Likeness | None:
        return like(self.everyone, self.code)

    @cached_property
    def peers(self) -> list[str]:
        return [peer.practice for peer in self.likeness.peers] if self.likeness else []

    @property
    def alike_in(self) -> str:
        """What its similar practices are similar in."""
        return alike_in(self.everyone, self.likeness) if self.likeness else ""

    @cached_property
    def rows(self) -> dict[str, dict[str, Any]]:
        """Its figures that count on the day, by indicator."""
        found = counting([self.code], self.england.day)
        return {indicator: row for (_, indicator), row in found.items()}

    @cached_property
    def domains(self) -> dict[str, list[Beside]]:
        """What is known of it beside the others', by subject; indicators that nobody has a figure
        of are left out."""
        found: dict[str, list[Beside]] = {}
        for name, indicator in indicators().items():
            if name in self.everyone.periods:
                found.setdefault(indicator.domain, []).append(self._beside(indicator))
        return {
            domain: sorted(mine, key=lambda one: one.indicator.title)
            for domain, mine in sorted(found.items())
        }

    def _beside(self, indicator: Indicator) -> Beside:
        members = self.england.within(self.area.code) if self.area else []
        row = self.rows.get(indicator.id)
        return beside(self.everyone, indicator, self.code, row, members, self.peers)


def asked_subject(request: HttpRequest, code: str) -> Subject:
    """The practice of an address on the day it asks for; 404 for a code that is no practice."""
    found = with_code(code)
    if found is None or found.kind != Kind.PRACTICE:
        raise Http404
    england = asked_england(request)
    asked = england.day.isoformat() if request.GET.get("as_at") else ""
    return Subject(Profile(found, england.day), england, asked)
