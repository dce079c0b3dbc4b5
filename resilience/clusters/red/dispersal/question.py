"""What a simulation is asked, complete in itself: whoever runs it again needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

Degrees = tuple[float, float]
"""Longitude and latitude."""


@dataclass(frozen=True)
class Closing:
    """A practice whose patients look for another."""

    code: str
    name: str
    at: Degrees
    patients: int


@dataclass(frozen=True)
class Neighbour:
    """An open practice nearby. `per_gp_of` and `gps` are the patients and full-time equivalent GPs
    behind its figure of patients per GP; None where that is not known. One that does not `takes`
    still draws patients to its neighbourhood, and receives none."""

    code: str
    name: str
    at: Degrees
    patients: int
    per_gp_of: float | None = None
    gps: float | None = None
    takes: bool = True


@dataclass(frozen=True)
class Assumptions:
    """Kilometres as the crow flies, percentages of a list; each is a local setting of the pack."""

    close_km: float
    """How patients thin out around a practice where they live close to it: at each so many
    kilometres farther there are some 37 in 100 of them."""
    wide_km: float
    """The same where they live widely around it."""
    reach_km: float
    """Nobody lives farther from the practice that closes."""
    farthest_km: float
    """Nobody goes farther to another; practices farther away are not looked at."""
    most_practices: int
    """Of those, at most so many are looked at, the nearest."""
    growth_percent: int
    """The most by which a list grows where room is limited."""
    flag_growth_percent: int
    """Growth from which a neighbour is pointed out."""
    flag_per_gp: int
    """Patients per GP from which a neighbour is pointed out."""
    near_km: float
    far_km: float
    """How many have it farther than these is told."""


@dataclass(frozen=True)
class Question:
    """Who closes, who is near, and what is assumed; both lists in the order of their codes."""

    closing: tuple[Closing, ...]
    neighbours: tuple[Neighbour, ...]
    assumed: Assumptions

    @property
    def patients(self) -> int:
        return sum(one.patients for one in self.closing)

    @property
    def receiving(self) -> tuple[Neighbour, ...]:
        return tuple(one for one in self.neighbours if one.takes)


def question(
    closing: Iterable[Closing], neighbours: Iterable[Neighbour], assumed: Assumptions
) -> Question:
    """A question in the order of codes, so that it is the same however its parts were listed.
    Raises ValueError for a practice that stands in it twice, and for a list below nought."""
    found = Question(
        tuple(sorted(closing, key=lambda one: one.code)),
        tuple(sorted(neighbours, key=lambda one: one.code)),
        assumed,
    )
    every: list[Closing | Neighbour] = [*found.closing, *found.neighbours]
    if len({one.code for one in every}) < len(every):
        raise ValueError("a practice stands in the question twice")
    if any(one.patients < 0 for one in every):
        raise ValueError("a list of patients is below nought")
    return found


def kept(asked: Question) -> dict[str, Any]:
    """The question as it is kept with what was found."""
    return asdict(asked)


def read(told: Mapping[str, Any]) -> Question:
    """A question that was kept."""

    def placed(one: Mapping[str, Any]) -> dict[str, Any]:
        return {**one, "at": tuple(one["at"])}

    return question(
        (Closing(**placed(one)) for one in told["closing"]),
        (Neighbour(**placed(one)) for one in told["neighbours"]),
        Assumptions(**told["assumed"]),
    )
