"""Which practices of a table are asked for, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from resilience.clusters.dashboard.looking import Look
from resilience.clusters.dashboard.people import AMBER, RED, Line
from resilience.look import asked
from resilience.organisations.models import Kind
from resilience.organisations.queries import Place
from resilience.screening.signals import SIGNALS
from resilience.screening.status_queries import KINDS, NOT_CONFIRMED

LATE, DIFFERS = "late", "differs"
STATUSES = KINDS | {LATE: "Review is late", DIFFERS: "Differs from the signal"}
SORTS: dict[str, tuple[str, Callable[[Line], Any]]] = {
    "domains": (
        "Most domains red",
        lambda one: (-len(one.of.with_signal(RED)), -len(one.of.with_signal(AMBER))),
    ),
    "signal": (
        "Signal",
        lambda one: SIGNALS.index(one.signal) if one.signal else len(SIGNALS),
    ),
    "status": (
        "Status",
        lambda one: list(KINDS).index(one.kind or NOT_CONFIRMED),
    ),
    "name": ("Name", lambda one: 0),
}
"""How practices may be sorted; then by name."""


@dataclass(frozen=True)
class Chosen:
    """What is asked for, empty where all are."""

    domain: str
    band: str
    signal: str
    status: str
    location: str
    sort: str

    def query(self, **other: str) -> dict[str, str]:
        """What an address asks for, with something else in its place."""
        return {name: value for name, value in (vars(self) | other).items() if value}

    def among(self, found: Sequence[Line]) -> list[Line]:
        """Those of some practices, sorted."""
        _, key = SORTS[self.sort or next(iter(SORTS))]
        kept = [one for one in found if self._holds(one)]
        return sorted(kept, key=lambda one: (key(one), one.of.name, one.of.code))

    def _holds(self, one: Line) -> bool:
        of = one.of.domains
        bands = [of[self.domain]] if self.domain else of.values()
        return (
            (not self.band or any(each.signal == self.band for each in bands))
            and (not self.signal or one.signal == self.signal)
            and (not self.status or self._has_status(one))
            and (not self.location or one.of.practice.areas.get(Kind.CCG) == self.location)
        )

    def _has_status(self, one: Line) -> bool:
        if self.status == LATE:
            return one.late
        if self.status == DIFFERS:
            return one.differs
        return (one.kind or NOT_CONFIRMED) == self.status


def chosen(request: HttpRequest, look: Look) -> Chosen:
    """What an address asks for; NotUnderstood where that makes no sense."""
    domains = [one.id for one in look.board.dashboard.domains]
    return Chosen(
        asked.one_of(request, "domain", domains),
        asked.one_of(request, "band", SIGNALS),
        asked.one_of(request, "signal", SIGNALS),
        asked.one_of(request, "status", STATUSES),
        asked.one_of(request, "location", [one.code for one in locations(look)]),
        asked.one_of(request, "sort", SORTS),
    )


def locations(look: Look) -> list[Place]:
    """The locations of an area's practices by name, where there are several."""
    codes = {look.england.practices[code].areas.get(Kind.CCG) for code in look.codes} - {None}
    found = [one for one in look.england.by_kind[Kind.CCG] if one.code in codes]
    return found if len(found) > 1 else []
