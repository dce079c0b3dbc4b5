"""A release: one file of a publisher as it was read, with all that is needed to trace a figure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any

from resilience.evidence.periods import Period


@dataclass(frozen=True)
class Release:
    """One published file, read once and never changed.

    `period_from` says where the period was found: 'given', 'content', 'file name' or 'folder'.
    `hash` is the SHA-256 of the unpacked content; `scope` tells apart releases of one dataset and
    period that stand side by side; `supersedes` is the id of the release this one corrects.
    """

    dataset: str
    title: str
    publisher: str
    licence: str
    period: Period
    period_from: str
    hash: str
    file: str
    loaded_at: datetime
    tables: dict[str, int]
    rejects: int = 0
    notes: list[str] = field(default_factory=list)
    scope: str = ""
    supersedes: str = ""
    synthetic: bool = False

    @property
    def id(self) -> str:
        """Short, unique and stable: the dataset, the period and the start of the hash."""
        return f"{self.dataset}.{self.period.label.replace('/', '_')}.{self.hash[:12]}"

    @property
    def rows(self) -> int:
        return sum(self.tables.values())

    @property
    def key(self) -> tuple[str, str, str]:
        """What a corrected release shares with the one it supersedes."""
        return self.dataset, self.period.label, self.scope

    def in_place_of(self, earlier: list[Release]) -> Release:
        """The same, naming the release that it corrects: before others that of its own content."""
        if not earlier:
            return self
        told = [f"replaces the release of {r.period} loaded from {r.file}" for r in earlier]
        first = max(earlier, key=lambda release: release.hash == self.hash)
        return replace(self, supersedes=first.id, notes=[*self.notes, *told])

    def to_json(self) -> str:
        return json.dumps(asdict(self), default=_plain, indent=1)

    @staticmethod
    def from_json(text: str) -> Release:
        values: dict[str, Any] = json.loads(text)
        period = values["period"]
        values["period"] = Period(
            date.fromisoformat(period["starts"]),
            date.fromisoformat(period["ends"]),
            period["label"],
        )
        values["loaded_at"] = datetime.fromisoformat(values["loaded_at"])
        return Release(**values)


@dataclass(frozen=True)
class Move:
    """A total of a whole publication as it stood in the release `since`, and as another has it.

    `unit` is 'pence' for money and else empty; `allowed` is the share by which it might have moved.
    """

    total: str
    before: int
    after: int
    since: str
    allowed: float
    unit: str = ""

    @property
    def share(self) -> float:
        """The difference as a share of what it was before, which is not 0."""
        return (self.after - self.before) / self.before

    def __str__(self) -> str:
        """'patients 60,606,345 before, 31,000,000 now: -29,606,345 (-48.9%)'"""
        return (
            f"{self.total} {self.shown(self.before)} before, {self.shown(self.after)} now: "
            f"{self.difference} ({self.share:+.1%})"
        )

    @property
    def difference(self) -> str:
        gone = self.after < self.before
        return ("-" if gone else "+") + self.shown(abs(self.after - self.before))

    def shown(self, number: int) -> str:
        """With thousands' commas, money in whole pounds."""
        return f"£{number / 100:,.0f}" if self.unit == "pence" else f"{number:,}"


@dataclass(frozen=True)
class Held:
    """A release that is kept aside until a person accepts or refuses it, and what it would move."""

    release: Release
    moves: list[Move]

    @staticmethod
    def moves_to_json(moves: Iterable[Move]) -> str:
        return json.dumps([asdict(move) for move in moves], indent=1)

    @staticmethod
    def from_json(release: str, moves: str) -> Held:
        return Held(Release.from_json(release), [Move(**move) for move in json.loads(moves)])


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
