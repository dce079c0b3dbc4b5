"""A screen as one reader sees it on a day: which practices, how they come out, how many there are.

What people entered is laid over the snapshot for the eyes of that reader. Nobody in particular, as
a command, sees what everybody does who sees a practice.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.screening.findings import RESULTS
from resilience.screening.models import OverlaidPractice, ScreenedArea, ScreenedPractice, Snapshot
from resilience.screening.practices import Practices
from resilience.screening.snapshots import Areas, areas_of, areas_seen


class Over(NamedTuple):
    """What a practice's overlay changes, as it is needed to count again."""

    areas: str
    signal_before: str
    results_before: str
    listed_before: bool
    signal: str
    results: str
    listed: bool


@dataclass
class Sight:
    snapshot: Snapshot
    reader: Reader | None = None

    @cached_property
    def over(self) -> list[Over]:
        """What is laid over for this reader's eyes: few practices, one query."""
        found = OverlaidPractice.objects.filter(snapshot=self.snapshot).as_seen_by(self.reader)
        before = ("base__signal", "base__results", "base__for_review")
        now = ("signal", "results", "for_review")
        return [Over(*row) for row in found.values_list("areas", *before, *now)]

    @cached_property
    def practices(self) -> Practices:
        """Those the reader may see, to look at first leading."""
        kept = ScreenedPractice.objects.filter(snapshot=self.snapshot)
        if self.reader:
            kept = kept.visible_to(self.reader)
        if not self.over:
            return Practices(self.snapshot, kept, None)
        laid = OverlaidPractice.objects.filter(snapshot=self.snapshot)
        kept = kept.exclude(pk__in=laid.values("base"))
        laid = laid.as_seen_by(self.reader)
        if self.reader:
            laid = laid.filter(self.reader.sees(Tier.COMMISSIONER).coded("code"))
        return Practices(self.snapshot, kept, laid)

    @cached_property
    def areas(self) -> Areas:
        """Those the reader may see, counted again with what is laid over."""
        seen = areas_seen(self.snapshot, self.reader) if self.reader else areas_of(self.snapshot)
        return Areas(recounted(self.snapshot, seen, self.over))


def recounted(
    snapshot: Snapshot, areas: Iterable[ScreenedArea], over: Iterable[Over]
) -> Iterable[ScreenedArea]:
    """Areas with their practices counted as they come out with what is laid over them."""
    criteria = [criterion["id"] for criterion in snapshot.pack["criteria"]]
    by_code = {area.code: area for area in areas}
    changed: set[str] = set()
    for one in over:
        for code in by_code.keys() & one.areas.split("/"):
            if code not in changed:  # what is in memory is everybody's
                changed.add(code)
                by_code[code] = copy.deepcopy(by_code[code])
            _count(by_code[code], one, criteria)
    return by_code.values()


def _count(area: ScreenedArea, one: Over, criteria: list[str]) -> None:
    for signal, more in ((one.signal_before, -1), (one.signal, 1)):
        setattr(area, signal, getattr(area, signal) + more)
    for id_, before, now in zip(criteria, one.results_before, one.results, strict=True):
        if before != now:
            area.criteria[id_][RESULTS[before]] -= 1
            area.criteria[id_][RESULTS[now]] += 1
