"""Books of their own, in plain sums: what the product's books must say, and what must hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from resilience.funding.models import Commitment, Entry, Pot, Stage

Place = tuple[str, int, str]
"""What keeps a sum, its key, and the sum's name."""


@dataclass
class Oracle:
    """`in_force` are the first and last day of the memorandum of each case that has one; `settling`
    is what each invoice was approved for, paid and given back."""

    in_force: dict[int, tuple[date, date]]
    sums: Counter[Place] = field(default_factory=Counter)
    moves: dict[int, Counter[Place]] = field(default_factory=dict)
    undone: set[int] = field(default_factory=set)

    def bears(self, case: int, day: date) -> bool:
        """Whether money may be committed for a case on a day."""
        starts, ends = self.in_force.get(case, (date.max, date.min))
        return starts <= day <= ends

    def wrote(self, entry: Entry, moves: Counter[Place]) -> None:
        """An entry was accepted that moves sums."""
        self.moves[entry.pk] = moves
        for place, pence in moves.items():
            self.sums[place] += pence

    def took_back(self, entry: Entry, by: Entry) -> None:
        """An entry was reversed."""
        assert entry.pk not in self.undone
        self.undone |= {entry.pk, by.pk}
        self.wrote(by, Counter({place: -pence for place, pence in self.moves[entry.pk].items()}))

    def wrong(self) -> list[str]:
        """What no books may be, and where the product's are others."""
        return [*self._beyond(), *self._others()]

    def _beyond(self) -> Iterator[str]:
        of, sums = {place[:2] for place in self.sums}, self.sums
        for what, key in of:
            at = {name: sums[what, key, name] for name in NAMES}
            there = at["allocated"] + at["carried"]
            if what == "pot" and not 0 <= at["committed"] <= there:
                yield f"{at['committed']} committed of {there}"
            if what == "invoice" and not 0 <= at["back"] <= at["paid"] <= at["approved"]:
                yield f"invoice {key}: {at}"
            if what == "stage" and not 0 <= at["invoiced"] <= at["committed"]:
                yield f"part {key}: {at}"
            in_turn = 0 <= at["paid"] <= at["invoiced"] <= at["committed"]
            if what in ("pot", "commitment") and not in_turn:
                yield f"{what} {key}: {at}"

    def _others(self) -> Iterator[str]:
        kept: list[tuple[Place, int]] = []
        for pot in Pot.objects.all():
            kept += [(("pot", pot.pk, name), getattr(pot, name)) for name in NAMES[:6]]
        for one in Commitment.objects.all():
            kept += [(("commitment", one.pk, name), getattr(one, name)) for name in NAMES[3:6]]
        for stage in Stage.objects.all():
            kept.append((("stage", stage.pk, "committed"), stage.pence))
            kept.append((("stage", stage.pk, "invoiced"), stage.invoiced))
        for place, pence in kept:
            if self.sums[place] != pence:
                yield f"{place} is {pence}, not {self.sums[place]}"


NAMES = ("allocated", "carried", "received", "committed", "invoiced", "paid", "approved", "back")
