"""What all releases together say of organisations, as dated statements."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from resilience.organisations.derive.practices import Entry
from resilience.organisations.derive.timeline import Told
from resilience.organisations.models import Kind

Pair = tuple[str, Kind]


class Footprint(NamedTuple):
    """A commissioner (its code None until it is published) that comes under a board on a day."""

    day: date
    icb_name: str
    commissioner: str | None
    commissioner_name: str
    source: str


class Move(NamedTuple):
    """A practice or network that gets another commissioner on a day."""

    day: date
    member: str
    kind: Kind
    commissioner: str | None
    commissioner_name: str
    source: str


@dataclass
class Statements:
    """All that is said: practices by vintage, names and dates of other organisations, who stands
    under whom (by child and kind of parent), and who succeeded whom.

    `finer` holds the parents named by sources that split what others lump together (London's DCO
    teams); within the years they cover they win. `spare_names` count where nobody else names an
    organisation. `active` has the most practices that a commissioner had in one vintage.
    """

    vintages: set[date] = field(default_factory=set)
    practices: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    names: dict[Pair, list[Told]] = field(default_factory=lambda: defaultdict(list))
    spare_names: dict[Pair, list[Told]] = field(default_factory=lambda: defaultdict(list))
    dates: dict[str, tuple[date | None, date | None]] = field(default_factory=dict)
    under: dict[Pair, list[Told]] = field(default_factory=lambda: defaultdict(list))
    finer: dict[Pair, list[Told]] = field(default_factory=lambda: defaultdict(list))
    kinds: dict[str, Kind] = field(default_factory=dict)
    successions: dict[tuple[str, str, date], str] = field(default_factory=dict)
    active: dict[str, int] = field(default_factory=dict)
    footprints: list[Footprint] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    source: str = ""
    """The release being read."""

    def name(self, code: str | None, kind: Kind, day: date, name: str | None) -> None:
        if code:
            self.kinds.setdefault(code, kind)
            if name:
                self.names[code, kind].append(Told(day, name, source=self.source))

    def spare_name(self, code: str | None, kind: Kind, day: date, name: str | None) -> None:
        if code and name:
            self.spare_names[code, kind].append(Told(day, name, source=self.source))

    def put(
        self,
        child: str | None,
        kind: Kind,
        day: date,
        parent: str | None,
        since: date | None = None,
        until: date | None = None,
        changed: date | None = None,
    ) -> None:
        if child:
            told = Told(day, parent, since, until, self.source, changed)
            self.under[child, kind].append(told)
