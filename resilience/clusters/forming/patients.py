"""How many patients are registered with the practices of a cluster, and which publication says so
(Q3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings

from resilience.evidence.figures import Figures
from resilience.evidence.opened import figures_at, store_at
from resilience.evidence.releases import Release
from resilience.programmes.schema.clusters import Clusters

LONGEST = 120
"""Characters in which a cluster keeps where its number of patients is from."""


@dataclass(frozen=True)
class Counted:
    """The patients of some practices: by code those that are known, and whose are not."""

    known: Mapping[str, int]
    unknown: tuple[str, ...]
    sources: tuple[Release, ...]

    @property
    def total(self) -> int:
        return sum(self.known.values())

    @property
    def words(self) -> str:
        """45,210, or “at least 45,210” where not every list is known."""
        if not self.known:
            return "not known"
        return f"at least {self.total:,}" if self.unknown else f"{self.total:,}"

    @property
    def source(self) -> str:
        """Where it is from: “Patients registered…, 1 March 2026 (NHS England)”."""
        return "; ".join(f"{one.title}, {one.period} ({one.publisher})" for one in self.sources)

    @property
    def releases(self) -> str:
        """The ids of the releases, as a cluster keeps them."""
        return "; ".join(one.id for one in self.sources)[:LONGEST]


@dataclass(frozen=True)
class Lists:
    """The lists of all practices on a day: patients, and the release they are from, by code."""

    patients: Mapping[str, tuple[int, str]]
    releases: Mapping[str, Release]

    def of(self, practices: Iterable[str]) -> Counted:
        """Those of some practices, each once."""
        codes = sorted(set(practices))
        known = {code: self.patients[code][0] for code in codes if code in self.patients}
        named = sorted({self.patients[code][1] for code in known})
        unknown = tuple(code for code in codes if code not in known)
        return Counted(known, unknown, tuple(self.releases[one] for one in named))


def lists(rules: Clusters, day: date) -> Lists:
    """The lists that count on a day: of each practice the first population of the pack that is
    known of it and young enough."""
    home = settings.RESILIENCE_HOME
    patients = _patients(figures_at(home), rules.populations, rules.list_months, day)
    return Lists(patients, {one.id: one for one in store_at(home).current})


@lru_cache(maxsize=8)
def _patients(
    figures: Figures, populations: tuple[str, ...], months: int, day: date
) -> Mapping[str, tuple[int, str]]:
    found: dict[str, tuple[int, str]] = {}
    for indicator in populations:
        latest = figures.latest(indicator, as_at=day, max_age_months=months)
        for code, one in latest.figures.items():
            if isinstance(one.value, int | float):
                found.setdefault(code, (round(one.value), one.release))
    return found
