"""What waits for somebody: how a room says so. Each room with work has a `work.py` whose function
`work(reader, most)` gives its headings; the page "My work" shows those of all rooms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Owed:
    """Something that is due: what, by when (none while it waits), and a tag, of a kind that pages
    draw, where there is something to point out."""

    what: str
    due: date | None
    tag: str = ""
    tag_kind: str = "plain"


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: what it is, where it is dealt with, where it stands, since when, what
    is owed (the first due first), and who has it."""

    title: str
    address: str
    stands: str
    since: date
    owed: tuple[Owed, ...] = ()
    has_it: str = ""


@dataclass(frozen=True)
class Heading:
    """Work of one kind: how much there is, and the most pressing of it first. `for_me`: it waits
    for the reader; else the reader waits for others. `all_at` is the address of the whole list."""

    id: str
    title: str
    for_me: bool
    total: int
    first: tuple[Waiting, ...]
    all_at: str = ""

    @property
    def more(self) -> int:
        """How many are not among the first."""
        return self.total - len(self.first)
