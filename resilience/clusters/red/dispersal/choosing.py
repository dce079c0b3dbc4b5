"""Three ways in which patients find another practice. Each answers for every patient with the
column of the practice, or NOWHERE; the same whatever the order of anything."""

from __future__ import annotations

from math import sqrt

import numpy as np

from resilience.clusters.red.dispersal.living import Floats, Ints

NOWHERE = -1
NO_OTHER = 1 << 30
"""Metres to another practice for whom there is none: more than any distance."""
TURN = sqrt(2) - 1
"""Patients one after the other take this far around in what practices draw, so that few of them
spread over it evenly; it has nothing to do with the angle at which they live."""


def to_nearest(to: Ints, point: Ints, farthest: int) -> Ints:
    """Everybody to the nearest practice within `farthest` metres, whether it has room or not; of
    equally near ones to the first. `to` has metres by point and practice, `point` that of each
    patient."""
    nearest = to.argmin(axis=1)
    metres = np.take_along_axis(to, nearest[:, None], axis=1)[:, 0]
    return np.where(metres <= farthest, nearest, NOWHERE)[point]


def with_room(to: Ints, point: Ints, farthest: int, room: Ints) -> Ints:
    """The same, no practice taking more than it has `room` for (deferred acceptance, Gale and
    Shapley 1962).

    In each round all who have no place yet ask the nearest practice that they have not asked. One
    that is asked by too many keeps those who would have it farthest to their next practice, then
    those who come earlier in the list; the others ask on. So nobody is sent past a practice that
    keeps somebody who has another nearer by, and a place more never leaves more without.
    """
    order = np.argsort(to, axis=1, kind="stable")
    ranked = np.take_along_axis(to, order, axis=1)
    within = (ranked <= farthest).sum(axis=1)[point]
    farther = _farther(ranked, farthest)
    asked = np.zeros(len(point), np.int64)
    goes = np.full(len(point), NOWHERE, np.int64)
    asking = np.flatnonzero(within > 0)
    count = np.zeros(to.shape[1], np.int64)
    while asking.size:
        goes[asking] = order[point[asking], asked[asking]]
        count += np.bincount(goes[asking], minlength=len(count))
        over = count > room
        crowd = np.flatnonzero((goes >= 0) & over[goes])
        count[over] = room[over]
        turned_away = _beyond_room(crowd, goes, farther[point[crowd], asked[crowd]], room)
        goes[turned_away] = NOWHERE
        asked[turned_away] += 1
        asking = turned_away[asked[turned_away] < within[turned_away]]
    return goes


def by_size(to: Ints, point: Ints, farthest: int, sizes: Floats, spread_km: float) -> Ints:
    """Everybody by size and distance (a gravity model): of those at a point each practice within
    `farthest` metres draws a share in proportion to its list, thinning out with distance."""
    nearest = to.min(axis=1, keepdims=True)
    draws = sizes * np.exp((nearest - to) / (1000 * spread_km)) * (to <= farthest)
    passed = np.cumsum(draws, axis=1)
    around = (np.arange(len(point)) + 0.5) * TURN % 1.0
    wanted = around * passed[point, -1]
    goes = (passed[point] <= wanted[:, None]).sum(axis=1)
    return np.where(passed[point, -1] > 0, np.minimum(goes, to.shape[1] - 1), NOWHERE)


def _farther(ranked: Ints, farthest: int) -> Ints:
    """Metres more to the next practice at each place of a point's ranking."""
    nobody = np.full((len(ranked), 1), NO_OTHER)
    following = np.concatenate([ranked[:, 1:], nobody], axis=1)
    return np.where(following <= farthest, following - ranked, NO_OTHER)


def _beyond_room(crowd: Ints, goes: Ints, farther: Ints, room: Ints) -> Ints:
    """Who of the crowd (in the order of the list) finds no room, where those go first who have it
    farthest to the next practice."""
    one_number = (
        goes[crowd] * (NO_OTHER + 1) + NO_OTHER - farther
    )  # practice, then how much farther
    in_turn = crowd[np.argsort(one_number, kind="stable")]
    here = goes[in_turn]
    many = np.bincount(here)
    place = np.arange(len(here)) - (np.cumsum(many) - many)[here]
    return in_turn[place >= room[here]]
