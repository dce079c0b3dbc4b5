"""Every way in which patients may find another practice, under each spread: what is told is the
range of them, never one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from resilience.clusters.red.dispersal.choosing import NOWHERE, by_size, to_nearest, with_room
from resilience.clusters.red.dispersal.living import Floats, Ints, Living, Near, living
from resilience.clusters.red.dispersal.question import Neighbour, Question

CLOSE, WIDE = "close", "wide"
NEAREST, ROOM, SIZE = "nearest", "room", "size"


@dataclass(frozen=True)
class Journeys:
    """How far patients have it, in metres, to a practice: the middle patient, and the distance that
    nine in ten do not exceed (None where there is nobody); and how many have it farther than
    `near_km` and `far_km`."""

    median: int | None
    nine_in_ten: int | None
    beyond_near: int
    beyond_far: int


@dataclass(frozen=True)
class Run:
    """What was found under one set of assumptions: by the neighbour's code how many it receives.
    `farther` are those placed who have it farther than today by more than `near_km`."""

    spread: str
    way: str
    receives: dict[str, int]
    placed: int
    not_placed: int
    before: Journeys
    after: Journeys
    farther: int


def simulate(asked: Question) -> list[Run]:
    """Each spread with each way: six runs. In each, those placed and those not are all patients."""
    return [run for spread in (CLOSE, WIDE) for run in _under(asked, spread)]


def found(runs: Sequence[Run]) -> list[dict[str, Any]]:
    """Runs as they are kept."""
    return [asdict(run) for run in runs]


def read(told: Sequence[dict[str, Any]]) -> list[Run]:
    """Runs that were kept."""
    return [
        Run(**{**one, "before": Journeys(**one["before"]), "after": Journeys(**one["after"])})
        for one in told
    ]


def room_of(one: Neighbour, growth_percent: int) -> int:
    """How many a practice takes where room is limited."""
    return one.patients * growth_percent // 100


def _under(asked: Question, spread: str) -> list[Run]:
    assumed = asked.assumed
    km = assumed.close_km if spread == CLOSE else assumed.wide_km
    homes = _homes(asked, km)
    farthest = round(1000 * assumed.farthest_km)
    room = np.array([room_of(one, assumed.growth_percent) for one in asked.receiving], np.int64)
    sizes: Floats = np.array([max(one.patients, 1) for one in asked.receiving], float)
    if not asked.receiving:
        nobody = np.full(len(homes.point), NOWHERE, np.int64)
        return [_told(asked, spread, way, homes, nobody) for way in (NEAREST, ROOM, SIZE)]
    goes = {
        NEAREST: to_nearest(homes.to, homes.point, farthest),
        ROOM: with_room(homes.to, homes.point, farthest, room),
        SIZE: by_size(homes.to, homes.point, farthest, sizes, km),
    }
    return [_told(asked, spread, way, homes, where) for way, where in goes.items()]


def _homes(asked: Question, km: float) -> Living:
    """All patients, those of one practice after those of another, with metres to those practices
    that take patients. Who else is around counts for where they live."""
    receiving = [place for place, one in enumerate(asked.neighbours) if one.takes]
    every, points = [], 0
    for one in asked.closing:
        others: list[Near] = [*asked.neighbours]
        others += [other for other in asked.closing if other != one]
        homes = living(one, others, km, asked.assumed.reach_km)
        every.append(Living(homes.point + points, homes.own, homes.to[:, receiving]))
        points += len(homes.own)
    return Living(*(np.concatenate(part) for part in zip(*map(_parts, every), strict=True)))


def _parts(homes: Living) -> tuple[Ints, Ints, Ints]:
    return homes.point, homes.own, homes.to


def _told(asked: Question, spread: str, way: str, homes: Living, goes: Ints) -> Run:
    placed = np.flatnonzero(goes != NOWHERE)
    own = homes.own[homes.point]
    new = homes.to[homes.point[placed], goes[placed]]
    counts = np.bincount(goes[placed], minlength=len(asked.receiving)).tolist()
    near = 1000 * asked.assumed.near_km
    return Run(
        spread=spread,
        way=way,
        receives={one.code: n for one, n in zip(asked.receiving, counts, strict=True)},
        placed=len(placed),
        not_placed=len(goes) - len(placed),
        before=_journeys(own, asked),
        after=_journeys(new, asked),
        farther=int((new - own[placed] > near).sum()),
    )


def _journeys(metres: Ints, asked: Question) -> Journeys:
    ordered = np.sort(metres)
    return Journeys(
        median=_in_order(ordered, 50),
        nine_in_ten=_in_order(ordered, 90),
        beyond_near=int((ordered > 1000 * asked.assumed.near_km).sum()),
        beyond_far=int((ordered > 1000 * asked.assumed.far_km).sum()),
    )


def _in_order(ordered: Ints, percent: int) -> int | None:
    """The least of the values that so many in a hundred do not exceed."""
    if not len(ordered):
        return None
    return int(ordered[-(-percent * len(ordered) // 100) - 1])
