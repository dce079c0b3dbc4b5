"""Which snapshots there are, and their areas. A snapshot never changes, so the last few asked for
stay in memory; the database still says which one a programme and a day have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTextTransform

from resilience.accounts.reader import Reader, Scope
from resilience.accounts.tiers import Tier
from resilience.organisations.models import Organisation
from resilience.screening.models import ScreenedArea, Snapshot

KEPT = 12


SINGLED_OUT = 5
"""Fewer practices than this are not counted for somebody who may not see each of them."""


class Areas:
    """The areas of a snapshot, a few hundred, each counted already."""

    def __init__(self, found: Iterable[ScreenedArea]) -> None:
        self._by_code = {area.code: area for area in found}
        self._below: dict[str, list[ScreenedArea]] = defaultdict(list)
        for area in self._by_code.values():
            self._below[area.parent].append(area)

    def get(self, code: str) -> ScreenedArea | None:
        return self._by_code.get(code)

    def __iter__(self) -> Iterator[ScreenedArea]:
        return iter(self._by_code.values())

    def roots(self) -> list[ScreenedArea]:
        """The areas that stand below none of the others, by name."""
        return [area for area in self if area.parent not in self._by_code]

    def below(self, code: str) -> list[ScreenedArea]:
        """The areas directly below one, by name."""
        return self._below.get(code, [])

    def above(self, area: ScreenedArea) -> list[ScreenedArea]:
        """England and whatever lies between it and an area."""
        parent = self._by_code.get(area.parent)
        return [*self.above(parent), parent] if parent else []

    def along(self, path: str) -> list[ScreenedArea]:
        """The areas of a practice's path /ENG/region/…/commissioner/network/, from the top."""
        return [self._by_code[code] for code in path.split("/") if code in self._by_code]

    def names(self) -> dict[str, str]:
        return {code: area.name for code, area in self._by_code.items()}

    def by_level(self, levels: Iterable[str]) -> list[tuple[str, list[ScreenedArea]]]:
        """The areas of each of these levels, by name."""
        found = self._by_code.values()
        return [(level, [area for area in found if area.level == level]) for level in levels]


def latest_of_each_day(programme: str | None = None) -> list[Snapshot]:
    """One snapshot for each programme and day, the latest day first: the one taken last. Each has
    the `title` of its programme and no pack; one query."""
    found = Snapshot.objects.defer("pack", "releases", "unknown", "shared").annotate(
        title=KeyTextTransform("title", "pack")
    )
    seen: dict[tuple[str, date], Snapshot] = {}
    for snapshot in found.filter(programme=programme) if programme else found:
        seen.setdefault((snapshot.programme, snapshot.as_at), snapshot)
    return list(seen.values())


def programmes() -> list[tuple[str, list[Snapshot]]]:
    """The snapshots of every programme that was screened, by its id; one query."""
    by_id: dict[str, list[Snapshot]] = defaultdict(list)
    for snapshot in latest_of_each_day():
        by_id[snapshot.programme].append(snapshot)
    return sorted(by_id.items())


def snapshot_of(programme: str, as_at: date | None) -> Snapshot | None:
    """The snapshot of a day, or of the latest day there is; the last one taken."""
    found = Snapshot.objects.filter(programme=programme)
    return first_of(found.filter(as_at=as_at) if as_at else found)


def first_of(found: QuerySet[Snapshot]) -> Snapshot | None:
    """The first of these snapshots, from memory when it is there; one small query."""
    identity = found.values_list("pk", "key", "taken_at").first()
    return _snapshot(*identity) if identity else None


def areas_of(snapshot: Snapshot) -> Areas:
    return _areas(snapshot.pk, snapshot.key, snapshot.taken_at)


def areas_seen(snapshot: Snapshot, reader: Reader) -> Areas:
    """The areas of a snapshot that a reader may see; a query for each way of seeing.

    Who sees an area's counts, but not its practices, is shown none from which fewer than
    `SINGLED_OUT` could be worked out, by itself or by taking the areas below from their sum.
    """
    every = areas_of(snapshot)
    counts = reader.sees(Tier.COUNTS)
    if counts.everywhere and reader.sees(Tier.COMMISSIONER).everywhere:
        return every
    codes = {area.code for area in every}
    seen = _codes(counts, codes)
    whole = seen & _codes(reader.sees(Tier.COMMISSIONER), codes)
    return Areas(
        area
        for area in every
        if area.code in whole or (area.code in seen and _singles_nobody_out(every, area))
    )


def _codes(scope: Scope, among: set[str]) -> set[str]:
    found = Organisation.objects.filter(scope.within("pk"), code__in=among)
    return set(found.values_list("code", flat=True)) if scope else set()


def _singles_nobody_out(every: Areas, area: ScreenedArea) -> bool:
    """Whether an area and all beside it, and what is left of their sum, are large enough."""
    beside = every.below(area.parent) if area.parent else [area]
    above = every.get(area.parent)
    left = above.practices - sum(one.practices for one in beside) if above else 0
    return all(one.practices >= SINGLED_OUT for one in beside) and (
        left == 0 or left >= SINGLED_OUT
    )


@lru_cache(KEPT)
def _snapshot(pk: int, key: str, taken_at: datetime) -> Snapshot:
    return Snapshot.objects.get(pk=pk, key=key)


@lru_cache(KEPT)
def _areas(pk: int, key: str, taken_at: datetime) -> Areas:
    return Areas(ScreenedArea.objects.filter(snapshot=pk))
