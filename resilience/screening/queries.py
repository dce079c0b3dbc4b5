"""Reads of practices in a snapshot that pages and downloads share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.look import asked
from resilience.screening.actions import ENGLAND
from resilience.screening.findings import NOT_KNOWN, RESULTS
from resilience.screening.models import ScreenedArea, ScreenedPractice, Snapshot

PAGE = 50
COUNTS_KEPT = 256
GRID = ("code", "name", "area", "areas", "signal", "results", "met", "not_met", "not_known")
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


def practices_of(
    snapshot: Snapshot, reader: Reader, area: str = "", signal: str = "", order: str = "first"
) -> QuerySet[ScreenedPractice]:
    """Practices of an area that a reader may see, with a signal, in an order; an unknown order is
    the first one."""
    found = _narrowed(seen_by(snapshot, reader), area, signal)
    return found.order_by(*ORDERS.get(order, ORDERS["first"]))


def seen_by(snapshot: Snapshot, reader: Reader) -> QuerySet[ScreenedPractice]:
    """The practices of a snapshot that a reader may see."""
    return snapshot.practices.all().visible_to(reader)


def for_review(
    snapshot: Snapshot, reader: Reader, area: str = "", signal: str = ""
) -> QuerySet[ScreenedPractice]:
    """The list for review, those to look at first leading."""
    return practices_of(snapshot, reader, area, signal).filter(for_review=True)


def for_review_count(
    snapshot: Snapshot, reader: Reader, area: str = "", signal: str = ""
) -> int | None:
    """How many are on the list of somebody who sees every practice; None for anybody else, of whom
    it has to be asked each time. No query while it is kept."""
    if not reader.sees(Tier.COMMISSIONER).everywhere:
        return None
    return _for_review_count(snapshot.pk, snapshot.key, area, signal)


@lru_cache(COUNTS_KEPT)
def _for_review_count(pk: int, key: str, area: str, signal: str) -> int:
    practices = ScreenedPractice.objects.filter(snapshot=pk, for_review=True)
    return _narrowed(practices, area, signal).count()


def _narrowed(
    practices: QuerySet[ScreenedPractice], area: str, signal: str
) -> QuerySet[ScreenedPractice]:
    if area and area != ENGLAND:
        practices = practices.filter(areas__contains=f"/{area}/")
    return practices.filter(signal=signal) if signal else practices


def page_of(
    practices: QuerySet[ScreenedPractice],
    request: HttpRequest,
    *,
    count: int | None = None,
    whole: bool = False,
) -> Page[Any]:
    """One page of practices: a dict of what a grid shows for each, or the whole practice.

    Which ones is found in an index alone; only they are then read. Two queries, three when nobody
    knows how many there are.
    """
    paginator = Paginator(practices.values_list("pk", flat=True), PAGE)
    if count is not None:
        paginator.count = count
    page = asked.page_of(request, paginator)
    keys = list(page.object_list)
    if whole:
        found = practices.filter(pk__in=keys).order_by()
        rows: dict[int, Any] = {practice.pk: practice for practice in found}
    else:
        found_rows = ScreenedPractice.objects.filter(pk__in=keys).values("pk", *GRID)
        rows = {row["pk"]: row for row in found_rows}
    page.object_list = [rows[key] for key in keys]
    return page


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


def results_of(snapshot: Snapshot, letters: str) -> list[str]:
    """A practice's results in the pack's order; what is restricted is not known to readers here."""
    return [
        NOT_KNOWN if criterion["restricted"] else RESULTS[letter]
        for criterion, letter in zip(snapshot.pack["criteria"], letters, strict=True)
    ]
