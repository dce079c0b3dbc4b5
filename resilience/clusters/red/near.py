"""The question of a simulation from what is published: who closes, who is near, lists and GPs. What
is not known is named, never left out in silence."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from resilience.clusters.red.dispersal.living import kilometres
from resilience.clusters.red.dispersal.question import (
    Assumptions,
    Closing,
    Degrees,
    Neighbour,
    Question,
    question,
)
from resilience.organisations.models import Kind, Organisation
from resilience.organisations.queries import OpenPractice
from resilience.profiles.citing import cited
from resilience.profiles.england import England, england_on
from resilience.profiles.everyone import counting, everyone
from resilience.profiles.places import ground

PATIENTS, PER_GP, LIST_CLOSED = "registered_patients", "patients_per_gp", "list_closed"
FROM_LOW_TO_HIGH = (Kind.CCG, Kind.ICB, Kind.DCO, Kind.REGION)
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Near:
    """One practice that could be asked to take patients, and how many kilometres away it is."""

    practice: OpenPractice
    km: float
    patients: int | None
    list_closed: bool


@dataclass(frozen=True)
class Around:
    """What is known around a practice on a day. `patients` and `at` are its own, None where not
    known; `unplaced` are the open practices of its area without coordinates."""

    code: str
    name: str
    day: date
    at: Degrees | None
    patients: int | None
    near: Sequence[Near]
    unplaced: Sequence[OpenPractice]
    rows: Mapping[tuple[str, str], Row]

    @property
    def unlisted(self) -> list[OpenPractice]:
        """Practices nearby whose list is not known: they can't be simulated."""
        return [one.practice for one in self.near if one.patients is None]

    @property
    def why_not(self) -> str:
        """Why nothing can be simulated; empty where it can."""
        if self.at is None:
            return f"The loaded files have no coordinates of {self.name}."
        if not self.patients:
            return f"The loaded files have no list of patients of {self.name}."
        return ""


def around(practice: Organisation, day: date, farthest_km: float, most: int) -> Around:
    """The practices within so many kilometres of one on a day, at most so many, nearest first."""
    england, places = england_on(day), ground().at
    here = places.get(practice.code)
    others = [one for one in england.practices.values() if one.code != practice.code]
    away = (
        sorted(
            (kilometres(here, places[one.code]), one.code) for one in others if one.code in places
        )
        if here
        else []
    )
    chosen = [(km, code) for km, code in away if km <= farthest_km][:most]
    rows = counting([practice.code, *(code for _, code in chosen)], day)
    return Around(
        code=practice.code,
        name=practice.name,
        day=day,
        at=here,
        patients=_whole(rows.get((practice.code, PATIENTS))),
        near=[_near(england.practices[code], km, rows) for km, code in chosen],
        unplaced=[one for one in _of_its_area(practice, england) if one.code not in places],
        rows=rows,
    )


def asked(
    of: Around,
    assumed: Assumptions,
    leave_out: Collection[str],
    closing_too: Collection[str] = (),
) -> Question:
    """The question about a practice of which enough is known (`why_not` is empty), and about those
    near it that close at the same time."""
    at, patients = of.at or (0.0, 0.0), of.patients or 0
    places = ground().at
    known = [(one.practice, one.patients) for one in of.near if one.patients is not None]
    return question(
        [
            Closing(of.code, of.name, at, patients),
            *(
                Closing(one.code, one.name, places[one.code], size)
                for one, size in known
                if one.code in closing_too
            ),
        ],
        [
            _neighbour(one, size, places[one.code], of.rows, leave_out)
            for one, size in known
            if one.code not in closing_too
        ],
        assumed,
    )


def of_england(day: date) -> list[float]:
    """Patients per GP of England's practices: the values that 1 to 99 in a hundred do not exceed;
    empty where none is known."""
    known = everyone(england_on(day)).ordered(PER_GP)
    if not known.size:
        return []
    return [round(float(one), 1) for one in np.percentile(known, range(1, 100))]


def sources(of: Around) -> list[str]:
    """The published files that lists, GPs and coordinates come from, each with its period."""
    used = [row for (_, name), row in of.rows.items() if name in (PATIENTS, PER_GP)]
    told = [f"{release.title}, {period}" for period, release in cited(used)]
    return [*told, *(f"{one.title}, {one.period.words}" for one in ground().sources[:1])]


def releases(of: Around) -> list[str]:
    """The ids of those releases."""
    used = {row["release"] for (_, name), row in of.rows.items() if name in (PATIENTS, PER_GP)}
    return sorted(used | {one.id for one in ground().sources[:1]})


def _near(practice: OpenPractice, km: float, rows: Mapping[tuple[str, str], Row]) -> Near:
    closed = rows.get((practice.code, LIST_CLOSED))
    return Near(
        practice,
        km,
        _whole(rows.get((practice.code, PATIENTS))),
        closed is not None and closed["word"] == "yes",
    )


def _neighbour(
    practice: OpenPractice,
    patients: int,
    at: Degrees,
    rows: Mapping[tuple[str, str], Row],
    leave_out: Collection[str],
) -> Neighbour:
    per_gp = rows.get((practice.code, PER_GP), {})
    return Neighbour(
        code=practice.code,
        name=practice.name,
        at=at,
        patients=patients,
        per_gp_of=per_gp.get("numerator"),
        gps=per_gp.get("denominator"),
        takes=practice.code not in leave_out,
    )


def _whole(row: Row | None) -> int | None:
    return None if row is None or row["value"] is None else round(row["value"])


def _of_its_area(practice: Organisation, england: England) -> list[OpenPractice]:
    """The other open practices of the smallest area that it belongs to."""
    own = england.practices.get(practice.code)
    area = next((own.areas[kind] for kind in FROM_LOW_TO_HIGH if own and kind in own.areas), None)
    return [
        england.practices[code]
        for code in (england.within(area) if area else ())
        if code != practice.code
    ]
