"""How fresh each source of a dashboard is: they come at their own pace (Q9)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pyarrow.compute as pc
from django.conf import settings

from resilience.clusters.dashboard.domains import Board
from resilience.evidence.indicators import indicators
from resilience.evidence.opened import store_at
from resilience.evidence.periods import Period
from resilience.evidence.releases import Release
from resilience.profiles.coverage import Dataset, coverage


@dataclass(frozen=True)
class Fresh:
    """A dataset: its latest period, and of how many of an area's practices it has a figure."""

    dataset: Dataset
    release: Release
    known: int
    practices: int
    domains: tuple[str, ...]
    """Titles of the domains that read it."""
    old: bool

    @property
    def period(self) -> Period:
        return self.dataset.period


def freshness(board: Board, area: str) -> list[Fresh]:
    """Every source that has figures, the freshest first."""
    members = frozenset(board.england.within(area))
    return [
        Fresh(
            one,
            release,
            len(members & one.practices),
            len(members),
            domains,
            one.months_old >= board.dashboard.ages.old_months,
        )
        for one, release, domains in _sources(board)
    ]


@dataclass(frozen=True)
class Silent:
    """An indicator of which nothing is loaded, and the file that would have it."""

    title: str
    source: str


@lru_cache(4)
def not_loaded(board: Board) -> list[Silent]:
    """What nothing is loaded of for any practice open on the day."""
    there = {one.indicator.id for one in coverage(board.england).indicators}
    return [
        Silent(indicators()[name].title, indicators()[name].source_note)
        for name in board.dashboard.indicators
        if name not in there
    ]


@lru_cache(4)
def _sources(board: Board) -> list[tuple[Dataset, Release, tuple[str, ...]]]:
    found = coverage(board.england)
    releases = {one.id: one for one in store_at(settings.RESILIENCE_HOME).releases}
    used: dict[str, set[str]] = {}
    latest: dict[str, Release] = {}
    for of in found.indicators:
        if of.indicator.id not in board.dashboard.indicators:
            continue
        titles = {one.title for one in board.dashboard.domains if of.indicator.id in one.indicators}
        if of.indicator.id in board.dashboard.inequality:
            titles.add("Inequality")
        for name in pc.unique(of.rows["release"]).to_pylist():
            release = releases[name]
            used.setdefault(release.dataset, set()).update(titles)
            before = latest.setdefault(release.dataset, release)
            if release.period.ends > before.period.ends:
                latest[release.dataset] = release
    order = [*(one.title for one in board.dashboard.domains), "Inequality"]
    rows = [
        (one, latest[one.id], tuple(sorted(used[one.id], key=order.index)))
        for one in found.datasets
        if one.id in used
    ]
    return sorted(rows, key=lambda row: (row[0].months_old, row[0].title))
