"""Books that a test keeps by itself, in plain Python, beside those of the product: every sum that a
page, a file or a command tells is held against them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

STARTS, ENDS = date(2018, 4, 1), date(2019, 3, 31)
INTENDED = ("continuing", "new", "at_scale")


@dataclass(frozen=True)
class Help:
    """Something that money was committed to: of which pot, for which practice, and what for."""

    pot: str
    practice: str
    intended: str
    category: str = "workforce"
    route: str = "supplier"


@dataclass(frozen=True)
class Move:
    """Money that moved on a day, in pence. `late`: its part is expected after the year."""

    pot: str
    day: date
    kind: str
    pence: int
    of: Help | None = None
    code: str = ""
    late: bool = False

    def of_a(self, thing: str) -> str:
        """Which intended spend, category, route or code it is for; nothing where none is said."""
        return self.code if thing == "code" else str(getattr(self.of, thing, ""))


def sums(moves: Iterable[Move]) -> dict[str, int]:
    """What moves come to."""
    by_kind: dict[str, int] = {}
    for one in moves:
        by_kind[one.kind] = by_kind.get(one.kind, 0) + one.pence

    def all_of(*kinds: str) -> int:
        return sum(by_kind.get(kind, 0) for kind in kinds)

    found = {
        "budget": all_of("allocation"),
        "received": all_of("transfer"),
        "committed": all_of("commitment", "variation"),
        "invoiced": all_of("invoice") - all_of("recovery"),
        "paid": all_of("payment") - all_of("recovery"),
    }
    return found | {"free": found["budget"] - found["committed"]}


@dataclass
class PlainBooks:
    """Moves, and what holders said they would have spent: by pot, for a month, in pence."""

    moves: list[Move] = field(default_factory=list)
    said: list[tuple[str, date, int]] = field(default_factory=list)

    def add(self, kind: str, pence: int, day: date, of: Help | str, **other: Any) -> None:
        """So much moved, for a help or in a pot of itself."""
        pot = of if isinstance(of, str) else of.pot
        help_ = None if isinstance(of, str) else of
        self.moves.append(Move(pot, day, kind, pence, help_, **other))

    def until(self, day: date, **where: str) -> list[Move]:
        """The moves up to a day, of one `pot`, `practice`, `intended`, `code` and the like."""

        def fits(one: Move) -> bool:
            return all(
                (one.pot if name == "pot" else one.of_a(name)) == wanted
                for name, wanted in where.items()
            )

        return [one for one in self.moves if one.day <= day and fits(one)]

    def sums(self, day: date, **where: str) -> dict[str, int]:
        return sums(self.until(day, **where))

    def computed(self, day: date, outturn: bool, **where: str) -> int:
        """What the books tell will be spent by 31 March, or was once the year is over."""
        if outturn:
            return self.sums(min(day, ENDS), **where)["paid"]
        moves = self.until(day, **where)
        late = sums(one for one in moves if one.late)
        return sums(moves)["committed"] - (late["committed"] - late["paid"])

    def forecast(self, day: date, outturn: bool, pot: str) -> int:
        """What the holder said last, until the year is over; else what is computed."""
        said = [pence for of, month, pence in self.said if of == pot and month <= day]
        return said[-1] if said and not outturn else self.computed(day, outturn, pot=pot)

    def line(self, day: date, outturn: bool, pots: Iterable[str]) -> dict[str, int]:
        """The line of the review of some pots together."""
        found: dict[str, int] = {}
        for pot in pots:
            one = self.sums(day, pot=pot)
            one["computed"] = self.computed(day, outturn, pot=pot)
            one["forecast"] = self.forecast(day, outturn, pot)
            one["variance"] = one["budget"] - one["forecast"]
            found = {name: found.get(name, 0) + pence for name, pence in one.items()}
        return found

    def needed(self, day: date, percent: int, pot: str) -> int:
        """So many per cent of a pot's money on a day, rounded up to the penny."""
        budget = self.sums(day, pot=pot)["budget"]
        return (budget * percent + 99) // 100
