"""Who is near a practice, and what its patients would mean for them: the domino view.

An illustration and no forecast: where people go depends on more than distance. Closures do weigh on
the practices nearby (Hutchinson and others 2023, field notes 6).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import asin, cos, floor, radians, sin, sqrt
from typing import Literal

from resilience.organisations.models import Kind
from resilience.organisations.queries import OpenPractice
from resilience.profiles.places import Ground
from resilience.profiles.subject import Subject

MANY = 10
"""Neighbours that patients are shared out among."""
EARTH = 6371.0
SAME_HOUSE = 0.1
"""Kilometres: practices nearer than this, or in one house, count as so far apart."""

How = Literal["distance", "postcode district", "primary care network", ""]


@dataclass(frozen=True)
class Neighbour:
    """`kilometres` is None where coordinates are not known; `patients` are those received, None
    where the list of the practice asked about is not known."""

    practice: OpenPractice
    kilometres: float | None
    patients: int | None


@dataclass(frozen=True)
class Neighbourhood:
    """`how` neighbours were found: by distance or, without coordinates, by what they share."""

    how: How
    neighbours: Sequence[Neighbour]


def neighbourhood(subject: Subject, ground: Ground, patients: int | None) -> Neighbourhood:
    """The neighbours of a practice on the day, the nearest first, and its patients shared out.

    By inverse distance where it has coordinates; otherwise equally among the open practices of its
    postcode district or, where there is none, of its network.
    """
    how, near = _near(subject, ground)
    weights = [1.0 if away is None else 1 / max(away, SAME_HOUSE) for _, away in near]
    shares = shared_out(patients, weights) if patients is not None else [None] * len(near)
    found = [
        Neighbour(practice, away, share)
        for (practice, away), share in zip(near, shares, strict=True)
    ]
    return Neighbourhood(how if found else "", found)


def _near(subject: Subject, ground: Ground) -> tuple[How, list[tuple[OpenPractice, float | None]]]:
    others = [one for one in subject.england.practices.values() if one.code != subject.code]
    if here := ground.at.get(subject.code):
        away = sorted(
            (kilometres(here, ground.at[one.code]), one.code, one)
            for one in others
            if one.code in ground.at
        )
        return "distance", [(one, distance) for distance, _, one in away[:MANY]]
    district = _district(subject)
    if district and (same := [one for one in others if _first_half(one.postcode) == district]):
        return "postcode district", [(one, None) for one in same[:MANY]]
    above = {place.kind: place.code for place in subject.last_seen.above}
    network = above.get(Kind.PCN)
    same = [one for one in others if network and one.areas.get(Kind.PCN) == network]
    return "primary care network", [(one, None) for one in same[:MANY]]


def _district(subject: Subject) -> str:
    record = subject.last_seen.record
    return _first_half(record.postcode if record else subject.profile.organisation.postcode)


def _first_half(postcode: str) -> str:
    """'TS18' of 'TS18 1HU'; the second half always has three characters."""
    return postcode.replace(" ", "").upper()[:-3]


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Between two places of (longitude, latitude) in degrees, as the crow flies (haversine)."""
    (west, south), (east, north) = ((radians(d) for d in place) for place in (one, other))
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))


def shared_out(whole: int, weights: Sequence[float]) -> list[int]:
    """Whole people in proportion to the weights, none lost: the largest remainders are rounded up,
    of equal ones the first. Empty for no weights."""
    total = sum(weights)
    if not total:
        return []
    exact = [whole * weight / total for weight in weights]
    shares = [floor(share) for share in exact]
    left = whole - sum(shares)
    order = sorted(range(len(exact)), key=lambda i: (shares[i] - exact[i], i))
    for i in order[:left]:
        shares[i] += 1
    return shares


@dataclass(frozen=True)
class Effect:
    """A neighbour's list and its patients per GP, today and with the patients received."""

    neighbour: Neighbour
    list_size: float | None
    per_gp: float | None
    gps: float | None
    counted: float | None
    """The patients that `per_gp` counts, which may be of another month than the list."""

    @property
    def list_then(self) -> float | None:
        return _sum(self.list_size, self.neighbour.patients)

    @property
    def per_gp_then(self) -> float | None:
        patients = _sum(self.counted, self.neighbour.patients)
        return patients / self.gps if patients is not None and self.gps else None

    @property
    def growth(self) -> float | None:
        """Of the list, in percent."""
        if not self.list_size or self.neighbour.patients is None:
            return None
        return 100 * self.neighbour.patients / self.list_size


def effects(
    found: Neighbourhood, rows: Mapping[tuple[str, str], Mapping[str, float | None]]
) -> list[Effect]:
    """What the patients would mean; `rows` are figures by practice and indicator."""
    told = []
    for one in found.neighbours:
        patients = rows.get((one.practice.code, "registered_patients"), {})
        per_gp = rows.get((one.practice.code, "patients_per_gp"), {})
        told.append(
            Effect(
                one,
                patients.get("value"),
                per_gp.get("value"),
                per_gp.get("denominator"),
                per_gp.get("numerator"),
            )
        )
    return told


def _sum(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other
