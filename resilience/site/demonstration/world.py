"""The invented practices: where they are, how large, how strained, and what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import product
from random import Random
from typing import Any

from resilience.site.demonstration.places import (
    COMMISSIONERS,
    ENDINGS,
    KINDS,
    STEMS,
    STREETS,
    Place,
)

SEED = "gp-resilience demonstration 1"
NETWORK_OF = 6
"""Practices in a primary care network, about."""
SINGLE_HANDED = 0.07
FOUNDED = date(1974, 4, 1)
COMMISSIONERS_SINCE = date(2013, 4, 1)
NETWORKS_SINCE = date(2019, 7, 1)


def dice(*about: object) -> Random:
    """Chance that is the same whenever it is asked about the same thing."""
    return Random(":".join(map(str, (SEED, *about))))  # noqa: S311 - nothing secret


@dataclass(frozen=True)
class Practice:
    """One invented practice.

    `patients` is its list in mid-2018 and `growth` what it gains in a year. `strain` (0 on average,
    1 is a standard deviation) is behind all that is measured; it moves by `drift` a year.
    """

    code: str
    name: str
    street: str
    town: str
    postcode: str
    commissioner: Place
    network: str
    patients: int
    growth: float
    single_handed: bool
    strain: float
    drift: float
    opened: date = FOUNDED
    closed: date | None = None
    dormant: date | None = None
    joins: str = ""
    later_name: str = ""
    renamed: date | None = None

    def name_on(self, day: date) -> str:
        return self.later_name if self.renamed and self.renamed <= day else self.name

    def listed_on(self, day: date) -> bool:
        """Whether the register holds it at all: closed practices stay, future ones are not in."""
        return self.opened <= day

    def state_on(self, day: date) -> str:
        """'A' active, 'C' closed or 'D' dormant, as the register of the time abbreviates."""
        if self.closed and self.closed < day:
            return "C"
        return "D" if self.dormant and self.dormant <= day else "A"

    def open_on(self, day: date) -> bool:
        return self.listed_on(day) and self.state_on(day) == "A"


@cache
def practices() -> tuple[Practice, ...]:
    """All practices there ever were, in the order of their codes."""
    towns = [stem + ending for ending, stem in product(ENDINGS, STEMS)]
    dice("towns").shuffle(towns)
    found: list[Practice] = []
    for place in COMMISSIONERS:
        for i in range(place.practices):
            number = len(found)
            network = f"UZ{COMMISSIONERS.index(place) + 1}{i // NETWORK_OF + 1:03}"
            found.append(_practice(number, towns[number], place, network))
    return tuple(_with_fate(practice, number) for number, practice in enumerate(found))


def open_practices(day: date) -> list[Practice]:
    return [practice for practice in practices() if practice.open_on(day)]


def _practice(number: int, town: str, place: Place, network: str) -> Practice:
    code = f"Z{90001 + number}"
    chance = dice("practice", code)
    single = chance.random() < SINGLE_HANDED
    median = 2_600 if single else 7_800
    patients = chance.lognormvariate(0, 0.25 if single else 0.5) * median
    patients = round(min(max(patients, 1_500), 25_000))
    deprived = chance.gauss(0, 1)
    small = 0.4 if patients < 4_000 else 0.0
    street = chance.choice(STREETS)
    about = chance.choice(["", f"{street.split()[0]} "])
    return Practice(
        code,
        f"{town} {about}{chance.choice(KINDS)}",
        f"{chance.randint(1, 120)} {street}",
        town,
        f"QX{COMMISSIONERS.index(place) + 1} {number % 9 + 1}{'ABDEFGHJLN'[number % 10]}"
        f"{'PQRSTUWXYZ'[number // 10 % 10]}",
        place,
        network,
        patients,
        chance.gauss(0.008, 0.012),
        single,
        0.55 * deprived + small + (0.4 if single else 0) + chance.gauss(-0.15, 0.75),
        chance.gauss(0.02, 0.06),
    )


def _with_fate(practice: Practice, number: int) -> Practice:
    return replace(practice, **FATES.get(number, {}))


FATES: dict[int, dict[str, Any]] = {
    5: {"closed": date(2017, 9, 30)},
    11: {"closed": date(2019, 6, 30)},
    17: {"closed": date(2023, 9, 30), "joins": "Z90019"},
    24: {"opened": date(2018, 4, 1)},
    38: {"dormant": date(2018, 2, 1), "closed": date(2018, 12, 31)},
    47: {"closed": date(2022, 3, 31)},
    52: {"later_name": "Pewter Bridge Family Practice", "renamed": date(2021, 4, 1)},
    60: {"closed": date(2024, 3, 31), "joins": "Z90064"},
    66: {"opened": date(2017, 12, 1)},
    77: {"opened": date(2025, 11, 1)},
    90: {"later_name": "Copper Quay Medical Group", "renamed": date(2025, 10, 1)},
    97: {"closed": date(2025, 12, 31)},
    101: {"opened": date(2025, 9, 1)},
    108: {"dormant": date(2025, 12, 1)},
    121: {"opened": date(2018, 2, 1)},
}
"""What becomes of some practices, by their number: closures, mergers, openings, other names."""
