"""Releases as the evidence pages and their downloads show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from resilience.evidence.periods import months_between
from resilience.evidence.releases import Release
from resilience.evidence.store import Store

COLUMNS = (
    *("release", "dataset", "title", "publisher", "period", "period_from", "rows", "rejects"),
    *("age_months", "file", "hash", "licence", "loaded_at", "supersedes", "superseded_by"),
)


@dataclass(frozen=True)
class Dataset:
    """The releases of one dataset, the latest period first."""

    id: str
    title: str
    publisher: str
    releases: list[Release]
    months: int
    """How old the latest period is."""

    @property
    def rows(self) -> int:
        return sum(release.rows for release in self.releases)

    @property
    def rejects(self) -> int:
        return sum(release.rejects for release in self.releases)


def by_dataset(releases: Iterable[Release], today: date) -> list[Dataset]:
    """Datasets by title."""
    ordered = sorted(releases, key=lambda r: (r.dataset, r.period, r.loaded_at), reverse=True)
    datasets = []
    for id_, group in groupby(ordered, key=lambda release: release.dataset):
        mine = list(group)
        age = months_old(mine[0], today)
        datasets.append(Dataset(id_, mine[0].title, mine[0].publisher, mine, age))
    return sorted(datasets, key=lambda dataset: dataset.title)


def months_old(release: Release, today: date) -> int:
    """Whole months since the period ended."""
    return max(months_between(release.period.ends, today), 0)


def superseded_by(store: Store) -> dict[str, str]:
    """The id of the release that took a release's place, by the id of the one that is out."""
    return {
        release.id: next((r.id for r in store.current if r.key == release.key), "")
        for release in store.releases
        if release not in store.current
    }


def facts(release: Release, today: date, later: Mapping[str, str]) -> dict[str, Any]:
    """A release in the words of COLUMNS."""
    return {
        "release": release.id,
        "dataset": release.dataset,
        "title": release.title,
        "publisher": release.publisher,
        "period": release.period.label,
        "period_from": release.period_from,
        "rows": release.rows,
        "rejects": release.rejects,
        "age_months": months_old(release, today),
        "file": release.file,
        "hash": release.hash,
        "licence": release.licence,
        "loaded_at": release.loaded_at.isoformat(timespec="seconds"),
        "supersedes": release.supersedes,
        "superseded_by": later.get(release.id, ""),
    }
