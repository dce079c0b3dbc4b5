"""A release: one file of a publisher as it was read, with all that is needed to trace a figure."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
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


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
