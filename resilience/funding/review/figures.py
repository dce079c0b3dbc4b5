"""The figures of the money, from the sums of entries alone: what pages, files and charts share, so
that they agree to the penny. Pure: nothing here reads the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

from resilience.funding.books.posting import MOVES

Key = TypeVar("Key", bound=Hashable)


class Row(NamedTuple):
    """The sum, in pence, of the entries of a pot (its id) in a month (its first day), of a kind,
    and for one thing where entries of that kind say for which."""

    pot: int
    month: date
    kind: str
    pence: int
    intended: str = ""
    category: str = ""
    route: str = ""
    code: str = ""


@dataclass(frozen=True)
class Sums:
    """What entries come to, in pence: reversals and what came back are taken off."""

    allocated: int = 0
    carried: int = 0
    received: int = 0
    committed: int = 0
    invoiced: int = 0
    paid: int = 0

    @property
    def budget(self) -> int:
        """What may be committed in all."""
        return self.allocated + self.carried


NOTHING = Sums()


def sums_by(rows: Iterable[Row], key: Callable[[Row], Key]) -> dict[Key, Sums]:
    """The sums of rows that have the same key."""
    found: dict[Key, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        of = found[key(row)]
        for name, way in MOVES[row.kind].items():
            of[name] += way * row.pence
    return {one: Sums(**of) for one, of in found.items()}


def until(rows: Iterable[Row], month: date) -> list[Row]:
    """Those up to the end of a month."""
    return [row for row in rows if row.month <= month]


@dataclass(frozen=True)
class Figures:
    """A line of the review, in pence; None is not applicable, which is no zero. `computed` is what
    will be spent by the end of the year as the books tell, `forecast` what counts."""

    budget: int | None = None
    received: int | None = None
    committed: int | None = None
    invoiced: int | None = None
    paid: int | None = None
    computed: int | None = None
    forecast: int | None = None

    @property
    def variance(self) -> int | None:
        """Of the budget, what the forecast leaves; below nothing, what it lacks."""
        return _less(self.budget, self.forecast)

    @property
    def free(self) -> int | None:
        """Of the budget, what nobody has committed."""
        return _less(self.budget, self.committed)


FIELDS = ("budget", "received", "committed", "invoiced", "paid", "computed", "forecast")


def together(lines: Sequence[Figures]) -> Figures:
    """The lines added up. What is not applicable to one of them is not to all; nothing at all is
    nothing of each."""
    return Figures(**{name: _added([getattr(one, name) for one in lines]) for name in FIELDS})


def _added(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _less(whole: int | None, part: int | None) -> int | None:
    return None if whole is None or part is None else whole - part
