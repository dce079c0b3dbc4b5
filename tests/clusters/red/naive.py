"""The same simulation, patient by patient, in plain Python: what the fast one is held against. It
shares no line with it: patients ask one at a time, and everything is looked up again each time."""

from __future__ import annotations

from fractions import Fraction
from math import cos, exp, hypot, pi, radians, sin, sqrt

from resilience.clusters.red.dispersal.question import Closing, Neighbour, Question

NOBODY_ELSE = 10**12


def metres(one, other, east: float = 0.0, north: float = 0.0) -> int:
    """From a spot so many kilometres east and north of one place to another."""
    (lon1, lat1), (lon2, lat2) = one, other
    degree = 6371.0 * pi / 180
    x = (lon2 - lon1) * degree * cos(radians((lat1 + lat2) / 2))
    y = (lat2 - lat1) * degree
    return round(1000 * hypot(east - x, north - y))


def homes(asked: Question, closing: Closing, spread: float, points: int) -> list[list]:
    """Of each patient metres to the own practice, and metres by the code of each neighbour."""
    others: list[Neighbour | Closing] = [*asked.neighbours]
    others += [one for one in asked.closing if one.code != closing.code]
    spots, weights = [], []
    for turn in range(points):
        away = asked.assumed.reach_km * (turn + 0.5) / points
        angle = turn * pi * (3 - sqrt(5))
        east, north = away * cos(angle), away * sin(angle)
        to = {one.code: metres(closing.at, one.at, east, north) for one in others}
        drawn_elsewhere = sum(
            max(one.patients, 1) * exp((away - to[one.code] / 1000) / spread) for one in others
        )
        own = max(closing.patients, 1)
        weights.append(away * exp(-away / spread) * own / (own + drawn_elsewhere))
        spots.append([round(1000 * away), to])
    top = max(weights)
    whole = [round(1_000_000 * weight / top) for weight in weights]
    total, found, at, passed = sum(whole), [], 0, whole[0]
    for number in range(closing.patients):
        mark = Fraction(2 * number + 1, 2 * closing.patients) * total
        while passed <= int(mark):
            at += 1
            passed += whole[at]
        found.append(spots[at])
    return found


def nearest(asked: Question, people: list[list]) -> list[str | None]:
    return [wishes[0] if (wishes := ranking(asked, to)) else None for _, to in people]


def ranking(asked: Question, to: dict[str, int]) -> list[str]:
    """Practices that take patients, near enough, in the order in which somebody asks them."""
    codes = sorted((to[one.code], one.code) for one in asked.neighbours if one.takes)
    return [code for away, code in codes if away <= round(1000 * asked.assumed.farthest_km)]


def with_room(asked: Question, people: list[list], room: dict[str, int]) -> list[str | None]:
    """Gale and Shapley's own way: somebody without a place asks, until nobody is left."""
    wishes = [ranking(asked, to) for _, to in people]
    held: dict[str, list[int]] = {code: [] for code in room}
    next_wish = [0] * len(people)
    waiting = list(range(len(people)))
    while waiting:
        who = waiting.pop()
        if next_wish[who] >= len(wishes[who]):
            continue
        code = wishes[who][next_wish[who]]
        held[code].append(who)
        if len(held[code]) > room[code]:
            last = max(held[code], key=lambda one: (-harm(one, code, wishes, people), one))
            held[code].remove(last)
            next_wish[last] += 1
            waiting.append(last)
    goes: list[str | None] = [None] * len(people)
    for code, those in held.items():
        for one in those:
            goes[one] = code
    return goes


def harm(who: int, code: str, wishes: list[list[str]], people: list[list]) -> int:
    """How much farther somebody would have it to the next practice."""
    own, to = wishes[who], people[who][1]
    place = own.index(code)
    return NOBODY_ELSE if place + 1 == len(own) else to[own[place + 1]] - to[code]


def by_size(asked: Question, people: list[list], spread: float) -> list[str | None]:
    goes: list[str | None] = []
    for number, (_, to) in enumerate(people):
        codes = sorted(ranking(asked, to))
        if not codes:
            goes.append(None)
            continue
        lists = {one.code: max(one.patients, 1) for one in asked.neighbours}
        least = min(to[one.code] for one in asked.neighbours if one.takes)
        draws = [lists[code] * exp((least - to[code]) / 1000 / spread) for code in codes]
        wanted = ((number + 0.5) * (sqrt(2) - 1)) % 1.0 * sum(draws)
        passed = 0.0
        for code, draw in zip(codes, draws, strict=True):  # noqa: B007
            passed += draw
            if passed > wanted:
                break
        goes.append(code)
    return goes
