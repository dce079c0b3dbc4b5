"""What patients received would mean for a neighbour: always from the least to the most that any run
found, never one number."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from resilience.clusters.red.dispersal.question import Assumptions, Neighbour, Question
from resilience.clusters.red.dispersal.simulating import Run, room_of

Range = tuple[float, float]


@dataclass(frozen=True)
class Flag:
    """What is pointed out, and when: ALREADY today, ALWAYS with what it receives, or SOMETIMES,
    under some assumptions."""

    words: str
    when: str

    def __str__(self) -> str:
        return f"{self.words} ({self.when})"


ALREADY, ALWAYS, SOMETIMES = "already today", "under all assumptions", "under some assumptions"


@dataclass(frozen=True)
class Effect:
    """A neighbour before and after. `growth` in percent of its list; `per_gp` and `per_gp_then`
    are patients per full-time equivalent GP, who are taken to stay as they are; the `beside` are
    how many in a hundred practices of England have no more patients per GP. None: not known."""

    neighbour: Neighbour
    receives: tuple[int, int]
    room: int
    growth: Range | None
    per_gp: float | None
    per_gp_then: Range | None
    beside: int | None
    beside_then: tuple[int, int] | None
    flags: tuple[Flag, ...]

    @property
    def changes(self) -> bool:
        """Whether something would be pointed out that is not so today."""
        return any(flag.when != ALREADY for flag in self.flags)

    @property
    def list_then(self) -> tuple[int, int]:
        least, most = self.receives
        return self.neighbour.patients + least, self.neighbour.patients + most


def effects(asked: Question, runs: Sequence[Run], england: Sequence[float]) -> list[Effect]:
    """Of every neighbour that takes patients, whoever may receive most first. `england` has the
    patients per GP of its practices from the least on, or evenly chosen ones of them."""
    told = [_effect(one, asked.assumed, runs, england) for one in asked.receiving]
    return sorted(told, key=lambda one: (-one.receives[1], -one.receives[0], one.neighbour.code))


def ranged(numbers: Sequence[int]) -> tuple[int, int]:
    """From the least to the most."""
    return min(numbers), max(numbers)


def _effect(
    one: Neighbour, assumed: Assumptions, runs: Sequence[Run], england: Sequence[float]
) -> Effect:
    receives = ranged([run.receives[one.code] for run in runs])
    growth = _each(receives, 100, one.patients) if one.patients else None
    known = one.per_gp_of is not None and one.gps
    per_gp = (one.per_gp_of or 0) / one.gps if known and one.gps else None
    then = _each(receives, 1, one.gps, one.per_gp_of or 0) if known and one.gps else None
    return Effect(
        neighbour=one,
        receives=receives,
        room=room_of(one, assumed.growth_percent),
        growth=growth,
        per_gp=per_gp,
        per_gp_then=then,
        beside=_beside(per_gp, england) if per_gp is not None and england else None,
        beside_then=(_beside(then[0], england), _beside(then[1], england))
        if then and england
        else None,
        flags=tuple(_flags(growth, per_gp, then, assumed)),
    )


def _each(receives: tuple[int, int], times: int, by: float, more: float = 0) -> Range:
    least, most = (times * (more + one) / by for one in receives)
    return least, most


def _beside(value: float, england: Sequence[float]) -> int:
    return 100 * bisect_right(england, value) // len(england)


def _flags(
    growth: Range | None, per_gp: float | None, then: Range | None, assumed: Assumptions
) -> Iterator[Flag]:
    if growth and growth[1] >= assumed.flag_growth_percent:
        when = ALWAYS if growth[0] >= assumed.flag_growth_percent else SOMETIMES
        yield Flag(f"List grows by {assumed.flag_growth_percent}% or more", when)
    limit = assumed.flag_per_gp
    if per_gp is not None and then and then[1] >= limit:
        when = ALREADY if per_gp >= limit else ALWAYS if then[0] >= limit else SOMETIMES
        yield Flag(f"{limit:,} patients per GP or more", when)
