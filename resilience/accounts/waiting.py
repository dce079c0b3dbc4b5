"""What waits for somebody: how a room says so. Each has a table of kinds of work in its `work.py`;
the page "My work" shows them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from resilience.accounts.reader import Reader


@dataclass(frozen=True)
class Owed:
    """Something that is due: what, by when, and how it stands: open, due, late or paused. `due` is
    none while it waits."""

    what: str
    due: date | None
    standing: str


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
class Kind:
    """A kind of work. `for_me`: it waits for the reader; else the reader waits for others.

    `rows` gives those of a reader, the most pressing first; none, without a query, for whom it is
    no work. `shown` makes a row ready to be shown. `all_at` is the address of the whole list.
    """

    id: str
    title: str
    for_me: bool
    rows: Callable[[Reader], QuerySet[Any]]
    shown: Callable[[Any, Reader], Waiting]
    all_at: Callable[[], str] | None = None
