"""The fair share of every area of a kind: whose practices have how many patients on a day, and what
part of the money that is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from resilience.evidence.figures import figures_of
from resilience.evidence.store import Store
from resilience.funding.shares.populations import NothingToShareBy, Population, population
from resilience.funding.shares.sharing import fair
from resilience.look import words
from resilience.organisations.names import kind_word
from resilience.organisations.queries import OpenPractice, open_practices, places
from resilience.programmes.schema import Pack
from resilience.screening.screen import area_path

LEVELS = ("region", "dco", "icb", "ccg")
"""Kinds of area by which money is shared."""


@dataclass(frozen=True)
class Share:
    """One area: its code, the name it had on the day, its patients, and its share in pence."""

    organisation: str
    name: str
    population: int
    pence: int


@dataclass(frozen=True)
class Shared:
    """A sum of money shared among the areas of a kind on a day. The shares are a partition of the
    patients of England whose area is known; `flags` says what was left out and what to bear in
    mind."""

    level: str
    day: date
    pence: int
    shares: tuple[Share, ...]
    population: Population
    patients: Mapping[str, Mapping[str, int]]
    """Of every area, by kind and code, for what was published of groups of them."""
    flags: tuple[str, ...]

    @cached_property
    def by_code(self) -> dict[str, Share]:
        return {one.organisation: one for one in self.shares}

    @property
    def everybody(self) -> int:
        """The patients of all areas."""
        return sum(one.population for one in self.shares)

    def of_members(self, members: Collection[str]) -> tuple[int, int] | None:
        """The patients and the pence of areas of one kind together, when the sum is shared among
        all of that kind; None where one of them had no practice on the day."""
        for people in (
            {one.organisation: one.population for one in self.shares},
            *self.patients.values(),
        ):
            if all(code in people for code in members):
                shares = fair(self.pence, people)
                return sum(people[code] for code in members), sum(shares[code] for code in members)
        return None


def shared(pack: Pack, level: str, day: date, pence: int, store: Store) -> Shared:
    """Share a sum by population among the areas of a kind, as they and their practices were on a
    day. A practice is in its area of that day; who acts as a region in the programme is one (G2.3).

    Raises NothingToShareBy where the day has no such areas, or no population.
    """
    if pack.funding is None:
        raise NothingToShareBy(f"{pack.title} has no money of its own.")
    practices = open_practices(day)
    area = {one.code: code for one in practices if (code := _area(pack, one, level))}
    if not area:
        raise NothingToShareBy(_no_areas(level, practices, day))
    releases = {one.id: one for one in store.current}
    codes = {one.code for one in practices}
    found = population(pack.funding, codes, day, figures_of(store), releases)
    people: dict[str, int] = dict.fromkeys(sorted(set(area.values())), 0)
    within: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in practices:
        count = found.patients.get(one.code, 0)
        if one.code in area:
            people[area[one.code]] += count
        for kind, code in one.areas.items():
            within[kind][code] += count
    if not any(people.values()):
        raise NothingToShareBy(
            f"No practice with known patients is in an area of {words.day(day)}."
        )
    pence_of = fair(pence, people)
    names = places(people, day)
    shares = tuple(Share(code, names[code].name, people[code], pence_of[code]) for code in people)
    flags = (*found.flags, *_left_out(found, practices, area, level, day))
    return Shared(level, day, pence, shares, found, within, flags)


def _area(pack: Pack, practice: OpenPractice, level: str) -> str:
    """The code of a practice's area of a kind; empty where it has none."""
    if level == pack.structure.levels[0]:
        return dict(area_path(pack, practice)).get(level, "")
    return practice.areas.get(level, "")


def _no_areas(level: str, practices: list[OpenPractice], day: date) -> str:
    kinds = {kind for one in practices for kind in one.areas}
    there = [f"--by {kind}" for kind in LEVELS if kind in kinds]
    if not there:
        return (
            f"No open practice is known on {words.day(day)}: load the register of practices, or "
            "choose another day."
        )
    return (
        f"No practice belonged to a {kind_word(level, day)} on {words.day(day)}. On that day "
        f"money can be shared {' or '.join(there)}."
    )


def _left_out(
    found: Population,
    practices: list[OpenPractice],
    area: Mapping[str, str],
    level: str,
    day: date,
) -> list[str]:
    """What has no part in the shares, counted: nothing of it is guessed."""
    codes = {one.code for one in practices}
    told = []
    if unknown := [code for code in codes if code in area and code not in found.patients]:
        told.append(
            f"{words.plural(len(unknown), 'practice')} open on {words.day(day)} with no known "
            "number of patients: counted as none."
        )
    gone = [count for code, count in found.patients.items() if code not in codes]
    if gone:
        told.append(
            f"{words.plural(len(gone), 'list')} with {words.plural(sum(gone), 'patient')} of "
            "practices that were not open on the day: left out."
        )
    if outside := [found.patients.get(code, 0) for code in codes if code not in area]:
        told.append(
            f"{words.plural(len(outside), 'practice')} with "
            f"{words.plural(sum(outside), 'patient')} in no {kind_word(level, day)} on the day: "
            "left out."
        )
    return told
