"""Reads of snapshots that pages and downloads share. Grids never read `findings`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from resilience.screening.actions import ENGLAND
from resilience.screening.findings import NOT_KNOWN, RESULTS
from resilience.screening.models import ScreenedArea, ScreenedPractice, Snapshot

HEAVY = ("findings", "domains", "working")
ORDERS = {
    "first": ("rank", "-met", "name", "code"),
    "name": ("name", "code"),
    "met": ("-met", "rank", "name", "code"),
}
"""How practices may be sorted: to look at first, by name, by criteria met."""


@dataclass(frozen=True)
class Known:
    """One criterion in one area: how many practices met it, and what is said of the rest."""

    criterion: dict[str, Any]
    domain: str
    met: int
    not_met: int
    not_known: int
    why: str

    @property
    def restricted(self) -> bool:
        return bool(self.criterion["restricted"])

    @property
    def silent(self) -> bool:
        """Known for no practice of the area."""
        return not (self.met or self.not_met)


def snapshots(programme: str | None = None) -> QuerySet[Snapshot]:
    """Snapshots without their packs, the latest day first and for each day the last one taken."""
    found = Snapshot.objects.defer("pack", "releases", "unknown")
    return found.filter(programme=programme) if programme else found


def latest_of_each_day(programme: str | None = None) -> list[Snapshot]:
    """One snapshot for each programme and day: the one taken last; one query."""
    seen: dict[tuple[str, date], Snapshot] = {}
    for snapshot in snapshots(programme):
        seen.setdefault((snapshot.programme, snapshot.as_at), snapshot)
    return list(seen.values())


def snapshot_of(programme: str, as_at: date | None) -> Snapshot | None:
    """The snapshot of a day, or of the latest day there is; the last one taken."""
    found = Snapshot.objects.filter(programme=programme)
    return (found.filter(as_at=as_at) if as_at else found).first()


def trail(snapshot: Snapshot, codes: Iterable[str]) -> list[ScreenedArea]:
    """The areas with these codes in the order of the codes; one query."""
    wanted = list(codes)
    found = {area.code: area for area in _named(snapshot).filter(code__in=wanted)}
    return [found[code] for code in wanted if code in found]


def area_trail(snapshot: Snapshot, area: ScreenedArea) -> list[ScreenedArea]:
    """England and whatever lies between it and an area; at most one query for each level."""
    above: list[ScreenedArea] = []
    parent = area.parent
    while parent:
        step = _named(snapshot).get(code=parent)
        above.insert(0, step)
        parent = step.parent
    return above


def children(area: ScreenedArea) -> QuerySet[ScreenedArea]:
    """The areas directly below, by name."""
    return ScreenedArea.objects.filter(snapshot=area.snapshot_id, parent=area.code).defer(
        "criteria"
    )


def practices_of(
    snapshot: Snapshot, area: str = "", signal: str = "", order: str = "first"
) -> QuerySet[ScreenedPractice]:
    """Practices without their findings; an unknown order is the first one."""
    found = ScreenedPractice.objects.filter(snapshot=snapshot)
    if area and area != ENGLAND:
        found = found.filter(areas__contains=f"/{area}/")
    if signal:
        found = found.filter(signal=signal)
    return found.order_by(*ORDERS.get(order, ORDERS["first"])).defer(*HEAVY)


def for_review(snapshot: Snapshot, area: str = "", signal: str = "") -> QuerySet[ScreenedPractice]:
    """The list for review, those to look at first leading, with their findings."""
    return practices_of(snapshot, area, signal).filter(for_review=True).defer(None)


def known(snapshot: Snapshot, area: ScreenedArea) -> list[Known]:
    """What is known of an area, criterion by criterion, in the pack's order; no query."""
    domains = {domain["id"]: domain["title"] for domain in snapshot.pack["domains"]}
    return [
        Known(
            criterion,
            domains[criterion["domain"]],
            tally["met"],
            tally["not_met"],
            tally["not_known"],
            snapshot.unknown.get(criterion["id"]) or tally.get("why", ""),
        )
        for criterion in snapshot.pack["criteria"]
        for tally in [area.criteria[criterion["id"]]]
    ]


def results_of(snapshot: Snapshot, practice: ScreenedPractice) -> list[str]:
    """A practice's results in the pack's order. What is restricted is not known to a reader here."""
    return [
        NOT_KNOWN if criterion["restricted"] else RESULTS[letter]
        for criterion, letter in zip(snapshot.pack["criteria"], practice.results, strict=True)
    ]


def codes_above(practice: ScreenedPractice) -> list[str]:
    """England, region, … commissioner: the codes of the areas a practice is counted in."""
    return [code for code in practice.areas.split("/")[1:-2] if code]


def _named(snapshot: Snapshot) -> QuerySet[ScreenedArea]:
    return ScreenedArea.objects.filter(snapshot=snapshot).only("code", "name", "level", "parent")
