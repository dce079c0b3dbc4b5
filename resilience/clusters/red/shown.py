"""A kept simulation as pages, files and comparisons show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from resilience.clusters.models import Dispersal
from resilience.clusters.red.dispersal.effects import Effect, effects, ranged
from resilience.clusters.red.dispersal.living import kilometres
from resilience.clusters.red.dispersal.question import Question
from resilience.clusters.red.dispersal.question import read as question_of
from resilience.clusters.red.dispersal.simulating import Run
from resilience.clusters.red.dispersal.simulating import read as runs_of
from resilience.look import words

WAYS = {
    "nearest": "To the nearest practice, room or not",
    "room": "To the nearest practice with room",
    "size": "By size and distance",
}
SPREADS = {"close": "Patients live close by", "wide": "Patients live widely"}
COLUMNS = (
    *("practice", "name", "kilometres", "takes_patients", "list", "room"),
    *("receives_least", "receives_most", "growth_percent_least", "growth_percent_most"),
    *("patients_per_gp", "patients_per_gp_least", "patients_per_gp_most"),
    *("practices_of_england_with_no_more_percent", "then_least_percent", "then_most_percent"),
    "pointed_out",
)


@dataclass(frozen=True)
class Shown:
    """A simulation, read from what was kept of it and nothing else."""

    kept: Dispersal

    @cached_property
    def asked(self) -> Question:
        return question_of(self.kept.asked)

    @cached_property
    def runs(self) -> Sequence[Run]:
        return runs_of(self.kept.found["runs"])

    @cached_property
    def effects(self) -> list[Effect]:
        return effects(self.asked, self.runs, self.kept.asked["england"])

    @property
    def receiving(self) -> list[Effect]:
        """Neighbours that receive somebody under some assumption."""
        return [one for one in self.effects if one.receives[1]]

    @property
    def changed(self) -> list[Effect]:
        """Neighbours of which something would be pointed out that is not so today."""
        return [one for one in self.effects if one.changes]

    @property
    def not_placed(self) -> tuple[int, int]:
        return ranged([run.not_placed for run in self.runs])

    @property
    def farther(self) -> tuple[int, int]:
        """How many have it farther than today by more than the near distance."""
        return ranged([run.farther for run in self.runs])

    def km(self, one: Effect) -> float:
        """To the nearest of the practices that close."""
        return min(kilometres(closing.at, one.neighbour.at) for closing in self.asked.closing)

    def rest(self, what: str) -> list[tuple[str, str]]:
        """Practices that could not be simulated, by code and name: `unplaced` or `unlisted`."""
        return [(code, name) for code, name in self.kept.asked[what]]

    @property
    def sentence(self) -> str:
        """What was found, in words that judge nobody."""
        receiving, assumed = self.receiving, self.asked.assumed
        told = [
            f"The {words.plural(self.asked.patients, 'patient')} would go to "
            f"{words.plural(len(receiving), 'practice')} nearby."
        ]
        if receiving:
            first = receiving[0]
            told.append(f"{first.neighbour.name} may receive most: {between(first.receives)}.")
        told.append(
            f"{_large(between(self.farther))} would have it more than "
            f"{words.number(assumed.near_km, 1)} km farther than today."
        )
        if self.not_placed[1]:
            told.append(f"For {between(self.not_placed)} no practice is found.")
        told.append(
            f"{words.plural(len(self.changed), 'practice')} may grow by "
            f"{assumed.flag_growth_percent}% or more, or newly come to "
            f"{words.number(assumed.flag_per_gp)} patients per GP or more."
        )
        return " ".join(told)


@dataclass(frozen=True)
class Pair:
    """A neighbour in two simulations; None where it is not in one of them."""

    name: str
    code: str
    one: tuple[int, int] | None
    two: tuple[int, int] | None


def between(both: tuple[float, float], places: int = 0) -> str:
    """ "between 420 and 1,180", or the one number that every assumption comes to."""
    least, most = (words.number(one, places) for one in both)
    return least if least == most else f"between {least} and {most}"


def beside(one: Shown, two: Shown) -> list[Pair]:
    """The neighbours of either simulation, whoever may receive most in one of them first."""
    names = {e.neighbour.code: e.neighbour.name for e in (*one.effects, *two.effects)}
    first, second = ({e.neighbour.code: e.receives for e in each.effects} for each in (one, two))
    nothing = (0, 0)
    order = sorted(
        names,
        key=lambda code: (-max(first.get(code, nothing)[1], second.get(code, nothing)[1]), code),
    )
    return [Pair(names[code], code, first.get(code), second.get(code)) for code in order]


def rows(shown: Shown) -> Iterator[dict[str, Any]]:
    """The simulation as a file: a row for each neighbour, those left out too."""
    for one in shown.effects:
        growth, then, beside_then = one.growth, one.per_gp_then, one.beside_then
        yield {
            "practice": one.neighbour.code,
            "name": one.neighbour.name,
            "kilometres": round(shown.km(one), 2),
            "takes_patients": "yes",
            "list": one.neighbour.patients,
            "room": one.room,
            "receives_least": one.receives[0],
            "receives_most": one.receives[1],
            "growth_percent_least": round(growth[0], 1) if growth else None,
            "growth_percent_most": round(growth[1], 1) if growth else None,
            "patients_per_gp": None if one.per_gp is None else round(one.per_gp),
            "patients_per_gp_least": round(then[0]) if then else None,
            "patients_per_gp_most": round(then[1]) if then else None,
            "practices_of_england_with_no_more_percent": one.beside,
            "then_least_percent": beside_then[0] if beside_then else None,
            "then_most_percent": beside_then[1] if beside_then else None,
            "pointed_out": "; ".join(map(str, one.flags)),
        }
    for left in shown.asked.neighbours:
        if not left.takes:
            empty = dict.fromkeys(COLUMNS)
            yield empty | {
                "practice": left.code,
                "name": left.name,
                "takes_patients": "no",
                "list": left.patients,
            }


def _large(text: str) -> str:
    return text[:1].upper() + text[1:]
