"""Who has a figure: open practices with and without one, by area and by dataset."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.conf import settings

from resilience.evidence.indicators import ANALYST, Indicator, indicators
from resilience.evidence.opened import figures_at, store_at
from resilience.evidence.periods import Period, months_between
from resilience.evidence.releases import Release
from resilience.organisations.models import Kind
from resilience.organisations.queries import Place
from resilience.profiles.across import EVER
from resilience.profiles.england import England

COLUMNS = (
    *("area", "name", "kind", "dataset", "title", "period"),
    *("practices_open", "with_a_figure", "without"),
)
LOOKED_AT_BY = {
    Kind.NATION: (Kind.ICB, Kind.DCO, Kind.CCG),
    Kind.REGION: (Kind.ICB, Kind.DCO, Kind.CCG),
    Kind.DCO: (Kind.CCG,),
    Kind.ICB: (Kind.CCG,),
}
"""The kinds of areas within one of each kind, the first that there is on the day."""


@dataclass(frozen=True)
class Dataset:
    """The practices that have a figure from a dataset, in the periods that count on the day."""

    id: str
    title: str
    period: Period
    months_old: int
    indicators: int
    practices: frozenset[str]


@dataclass(frozen=True, eq=False)
class OfIndicator:
    """An indicator's figures of the practices open on the day; `rows` is in the engine's SCHEMA."""

    indicator: Indicator
    period: Period
    rows: pa.Table

    @cached_property
    def known(self) -> pa.Table:
        """Those with a number."""
        return self.rows.filter(pc.is_valid(self.rows["value"]))

    @cached_property
    def values(self) -> np.ndarray:
        return self.known["value"].to_numpy()


@dataclass(frozen=True, eq=False)
class Coverage:
    england: England
    indicators: list[OfIndicator]
    datasets: list[Dataset]

    def share(self, dataset: Dataset, area: Place) -> tuple[int, int]:
        """How many open practices of an area have a figure, and how many are open."""
        return self._known(area.code)[dataset.id], len(self.england.within(area.code))

    @lru_cache(200)  # noqa: B019 - a few coverages are kept at a time
    def _known(self, area: str) -> dict[str, int]:
        members = frozenset(self.england.within(area))
        return {dataset.id: len(members & dataset.practices) for dataset in self.datasets}

    def areas(self, area: Place) -> list[Place]:
        """The area itself, and those within it that it is looked at by."""
        members = self.england.within(area.code)
        for kind in LOOKED_AT_BY.get(Kind(area.kind), ()):
            inside = {self.england.practices[code].areas.get(kind) for code in members} - {None}
            if inside:
                return [area, *(p for p in self.england.by_kind[kind] if p.code in inside)]
        return [area]

    def rows(self, area: Place) -> Iterator[dict[str, Any]]:
        """In the words of COLUMNS."""
        for place in self.areas(area):
            for dataset in self.datasets:
                known, practices = self.share(dataset, place)
                yield {
                    "area": place.code,
                    "name": place.name,
                    "kind": place.kind,
                    "dataset": dataset.id,
                    "title": dataset.title,
                    "period": dataset.period.label,
                    "practices_open": practices,
                    "with_a_figure": known,
                    "without": practices - known,
                }


def coverage(england: England) -> Coverage:
    """Of all indicators on England's day."""
    key = figures_at(settings.RESILIENCE_HOME).key
    return _coverage(str(settings.RESILIENCE_HOME), key, england)


@lru_cache(8)
def _coverage(home: str, key: str, england: England) -> Coverage:
    figures = figures_at(settings.RESILIENCE_HOME)
    table = figures.table(as_at=england.day, max_age_months=EVER).read_all()
    table = table.filter(pc.is_in(table["practice"], pa.array(england.practices, pa.string())))
    releases = {release.id: release for release in store_at(settings.RESILIENCE_HOME).releases}
    by_indicator = [
        OfIndicator(one, _latest(rows), rows)
        for name, one in indicators().items()
        if (rows := table.filter(pc.equal(table["indicator"], name))).num_rows
    ]
    return Coverage(england, by_indicator, _datasets(england, table, releases))


def _latest(rows: pa.Table) -> Period:
    """The latest of the rows' periods."""
    last = rows.sort_by([("ends", "descending"), ("starts", "descending")]).slice(0, 1)
    one = last.select(["starts", "ends", "period"]).to_pylist()[0]
    return Period(one["starts"], one["ends"], one["period"])


def _datasets(england: England, table: pa.Table, releases: dict[str, Release]) -> list[Dataset]:
    known = table.filter(pc.or_(pc.is_valid(table["value"]), pc.is_valid(table["word"])))
    ids = known["release"].combine_chunks().dictionary_encode()
    names = [releases[release].dataset for release in ids.dictionary.to_pylist()]
    of = np.array(names, object)[ids.indices.to_numpy()] if names else np.array([], object)
    titles = {release.dataset: release.title for release in releases.values()}
    datasets = []
    for dataset in set(names):
        mine = known.filter(pa.array(of == dataset))
        period = _latest(mine)
        datasets.append(
            Dataset(
                dataset,
                titles[dataset],
                period,
                months_between(period.ends, england.day),
                len(mine["indicator"].unique()),
                frozenset(mine["practice"].to_pylist()),
            )
        )
    return sorted(datasets, key=lambda one: (one.id == ANALYST, one.title))
