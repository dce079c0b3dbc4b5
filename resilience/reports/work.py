"""What waits for a person, and what they wait for: the kinds of work of all rooms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from resilience.accounts.reader import Reader
from resilience.accounts.waiting import Kind, Waiting
from resilience.cases import work as cases

KINDS: tuple[Kind, ...] = (*cases.KINDS,)
"""In the order of the page. A room with work of its own adds its table here."""
AT_MOST = 25
"""How many of a kind are shown; the rest is counted."""


@dataclass(frozen=True)
class Heading:
    """A kind of work of a reader, with the most pressing of it."""

    kind: Kind
    total: int
    first: tuple[Waiting, ...]

    @property
    def more(self) -> int:
        return self.total - len(self.first)


def headings(reader: Reader) -> list[Heading]:
    """All that waits for a reader and that a reader waits for; the same number of queries however
    much there is."""
    return list(_headings(reader))


def waiting_for(reader: Reader) -> int:
    """How many things wait for a reader."""
    return sum(kind.rows(reader).count() for kind in KINDS if kind.for_me)


def _headings(reader: Reader) -> Iterator[Heading]:
    for kind in KINDS:
        rows = list(kind.rows(reader)[: AT_MOST + 1])
        if rows:
            total = len(rows) if len(rows) <= AT_MOST else kind.rows(reader).count()
            yield Heading(kind, total, tuple(kind.shown(row, reader) for row in rows[:AT_MOST]))
