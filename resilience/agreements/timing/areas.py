"""How long it takes in each area: one row for all that somebody sees, each team and each
commissioner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.agreements.timing.times import STAGES, Times, times_of
from resilience.cases.models import Case
from resilience.evidence.statistics.waiting import Waits, waits
from resilience.organisations.models import Ancestor, Kind
from resilience.programmes.schema import Pack

COLUMNS = (
    "area",
    "name",
    "kind",
    "cases",
    "stage",
    "reached",
    "not_reached",
    "quarter_within_days",
    "half_within_days",
    "three_quarters_within_days",
)


@dataclass(frozen=True)
class Area:
    """The cases of one area, and how long each stage took; `title` says what kind of area it is."""

    code: str
    name: str
    title: str
    cases: int
    stages: dict[str, Waits]


def areas(pack: Pack, reader: Reader, day: date) -> list[tuple[str, list[Area]]]:
    """By kind of area from the top down, those of the cases that a reader sees, by name. A case
    counts in the areas that its practice was in when it began."""
    seen = Case.objects.visible_to(reader).filter(programme=pack.id, tier=Tier.COMMISSIONER)
    every = {one.case: one for one in times_of(seen, day)}
    if not every:
        return []
    rows = list(seen.filter(pk__in=every).values_list("pk", "organisation", "begun"))
    grouped: dict[str, dict[tuple[str, str], list[Times]]] = {level: {} for level in _kinds(pack)}
    where = places({practice for _, practice, _ in rows}, _kinds(pack))
    for case, practice, at in rows:
        begun = localdate(at)
        for kind, code, name, starts, ends in where.get(practice, ()):
            if starts <= begun < ends:
                grouped[kind].setdefault((name, code), []).append(every[case])
    found = [("All that you see", [_area("", "All together", "", every.values(), day)])]
    for kind, by_area in grouped.items():
        listed = [_area(code, name, kind, of, day) for (name, code), of in sorted(by_area.items())]
        if listed:
            found.append((_by(kind), listed))
    return found


def table(found: Iterable[tuple[str, list[Area]]]) -> Iterator[dict[str, Any]]:
    """The same as rows of a file, one for each area and stage."""
    for _, listed in found:
        for area in listed:
            for stage in STAGES:
                one = area.stages[stage.id]
                yield {
                    "area": area.code,
                    "name": area.name,
                    "kind": area.title,
                    "cases": area.cases,
                    "stage": stage.title,
                    "reached": one.happened,
                    "not_reached": one.waiting,
                    "quarter_within_days": one.quarter,
                    "half_within_days": one.half,
                    "three_quarters_within_days": one.three_quarters,
                }


def _area(code: str, name: str, title: str, of: Iterable[Times], day: date) -> Area:
    own = list(of)
    waited = {stage.id: [one.days(stage, day) for one in own] for stage in STAGES}
    stages = {id_: waits(one for one in days if one) for id_, days in waited.items()}
    return Area(code, name, title, len(own), stages)


def _kinds(pack: Pack) -> tuple[str, ...]:
    return pack.structure.levels


def _by(kind: str) -> str:
    return f"By {Kind(kind).label}"


def places(
    practices: set[int] | QuerySet[Any, Any], kinds: Collection[str]
) -> dict[int, list[tuple[str, str, str, date, date]]]:
    """By practice, the areas it was ever in, each with its span; one query."""
    above = Ancestor.objects.filter(descendant__in=practices, kind__in=kinds)
    found: dict[int, list[tuple[str, str, str, date, date]]] = defaultdict(list)
    named = ("kind", "ancestor__code", "ancestor__name", "starts", "ends")
    for practice, kind, code, name, starts, ends in above.values_list("descendant", *named):
        found[practice].append((kind, code, name, starts, ends))
    return found
