"""What a request asks to look at, and how much of it its reader sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.http import Http404, HttpRequest

from resilience.accounts.access import reader_of
from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.clusters.addressed import area_at
from resilience.clusters.dashboard.domains import Board, OfPractice, board_of
from resilience.look import asked
from resilience.organisations.models import Kind, Organisation
from resilience.profiles.england import England, england_on
from resilience.programmes.schema import Pack
from resilience.screening.models import Snapshot
from resilience.screening.sight import Sight
from resilience.screening.snapshots import first_of


@dataclass(frozen=True, eq=False)
class Look:
    """An area's dashboard on a day as one reader sees it."""

    reader: Reader
    board: Board
    area: Organisation
    codes: tuple[str, ...]
    """The practices of the area that were open on the day."""
    named: frozenset[str]
    """Those of them that the reader sees each of."""

    @property
    def pack(self) -> Pack:
        return self.board.pack

    @property
    def england(self) -> England:
        return self.board.england

    @property
    def day(self) -> date:
        return self.england.day

    @property
    def here(self) -> tuple[str, str]:
        """What its addresses begin with."""
        return self.pack.id, self.area.code

    @property
    def name(self) -> str:
        """How the area was called on the day."""
        place = self.england.areas.get(self.area.code)
        return place.name if place else self.area.name

    @property
    def whole(self) -> bool:
        """Whether the reader sees every practice of it."""
        return len(self.named) == len(self.codes)

    @property
    def unseen(self) -> list[str]:
        return [code for code in self.codes if code not in self.named]

    @cached_property
    def practices(self) -> list[OfPractice]:
        """Those the reader sees, by name."""
        found = (one for code, one in self.every.items() if code in self.named)
        return sorted(found, key=lambda one: (one.name, one.code))

    @property
    def every(self) -> dict[str, OfPractice]:
        """All practices of the area, for counts."""
        return dict(self.board.area(self.area.code))

    @cached_property
    def snapshot(self) -> Snapshot | None:
        """The last screen as at the day or before."""
        return screen_at(self.pack.id, self.day)

    @cached_property
    def sight(self) -> Sight | None:
        return Sight(self.snapshot, self.reader) if self.snapshot else None

    @property
    def query(self) -> dict[str, str]:
        """What an address adds for this day; nothing for today."""
        return {} if self.day == self.reader.day else {"as_at": self.day.isoformat()}


def looked_at(request: HttpRequest, programme: str, code: str) -> Look:
    """The dashboard of an area that an address names, on the day it asks for; 404 for a programme
    without one, and for an area of which the reader sees nothing."""
    reader = reader_of(request)
    at = area_at(reader, programme, code)
    wanted = asked.day(request)
    england = england_on(wanted or reader.day)
    board = board_of(at.pack, england)
    if board is None:
        raise Http404
    codes = tuple(england.within(at.organisation.code))
    look = Look(reader, board, at.organisation, codes, seen_among(reader, codes))
    if wanted and wanted != reader.day and not look.whole:
        told = "Counts that name no practice are told as at today only: leave it out."
        raise asked.NotUnderstood("as_at", str(wanted), told)
    return look


def with_practices(request: HttpRequest, programme: str, code: str) -> Look:
    """The same for pages that name practices; 404 for who sees none of them."""
    look = looked_at(request, programme, code)
    if not look.named:
        raise Http404
    return look


def seen_among(reader: Reader, codes: tuple[str, ...]) -> frozenset[str]:
    """Those of the practices of which a reader sees each record of the commissioner's tier."""
    scope = reader.sees(Tier.COMMISSIONER)
    if scope.everywhere:
        return frozenset(codes)
    if not scope:
        return frozenset()
    found = Organisation.objects.filter(scope.within("pk"), code__in=codes, kind=Kind.PRACTICE)
    return frozenset(found.values_list("code", flat=True))


def screen_at(programme: str, day: date) -> Snapshot | None:
    """The last screen of a programme as at a day or before."""
    return first_of(Snapshot.objects.filter(programme=programme, as_at__lte=day))
