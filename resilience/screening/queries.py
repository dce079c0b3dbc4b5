"""Reads of practices in a snapshot that pages and downloads share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from resilience.accounts.tiers import Tier
from resilience.look import asked
from resilience.screening.actions import ENGLAND
from resilience.screening.findings import NOT_KNOWN, RESULTS
from resilience.screening.models import ScreenedArea, ScreenedPractice, Snapshot
from resilience.screening.practices import Practices
from resilience.screening.sight import Sight

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


def narrowed(practices: Practices, area: str = "", signal: str = "") -> Practices:
    """Those of an area, with a signal."""
    if area and area != ENGLAND:
        practices = practices.filter(areas__contains=f"/{area}/")
    return practices.filter(signal=signal) if signal else practices


def for_review(sight: Sight, area: str = "", signal: str = "") -> Practices:
    """The list for review, those to look at first leading."""
    return narrowed(sight.practices, area, signal).filter(for_review=True)


def for_review_count(sight: Sight, area: str = "", signal: str = "") -> int | None:
    """How many are on the list of somebody who sees every practice; None for anybody else, of whom
    it has to be asked each time. No query while it is kept."""
    reader, snapshot = sight.reader, sight.snapshot
    if reader is None or not reader.sees(Tier.COMMISSIONER).everywhere:
        return None
    inside = [one for one in sight.over if f"/{area or ENGLAND}/" in one.areas]
    joined = sum(one.listed and one.signal == (signal or one.signal) for one in inside)
    left = sum(
        one.listed_before and one.signal_before == (signal or one.signal_before) for one in inside
    )
    return _for_review_count(snapshot.pk, snapshot.key, area, signal) + joined - left


@lru_cache(COUNTS_KEPT)
def _for_review_count(pk: int, key: str, area: str, signal: str) -> int:
    kept = ScreenedPractice.objects.filter(snapshot=pk, for_review=True)
    return narrowed(Practices(Snapshot(pk=pk), kept, None), area, signal).count()


def page_of(
    practices: Practices, request: HttpRequest, *, count: int | None = None, whole: bool = False
) -> Page[Any]:
    """One page of practices: a dict of what a grid shows for each, or the whole practice.

    Which ones is found in an index alone; only they are then read. Two queries, three when nobody
    knows how many there are.
    """
    paginator = Paginator(practices.codes(), PAGE)
    paginator.count = practices.count() if count is None else count
    page = asked.page_of(request, paginator)
    codes = [code for code, *_ in page.object_list]
    rows: Mapping[str, Any] = practices.of(codes) if whole else dict(_grid(practices, codes))
    page.object_list = [rows[code] for code in codes]
    return page


def _grid(practices: Practices, codes: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for code, *others in practices.filter(code__in=codes).sorted().values(*GRID):
        yield code, dict(zip(GRID, (code, *others), strict=True))


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
