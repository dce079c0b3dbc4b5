"""Where the return of each area stands, of one collection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count
from django.utils import timezone

from resilience.look.words import plural
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import Collection
from resilience.returns.figures.areas import Area, areas
from resilience.returns.filing.told import Stands, stands
from resilience.returns.models import Change, Query, Return, Submission


@dataclass(frozen=True)
class Filed:
    """The return of an area: what it sent first and last, and how many questions of the national
    team wait for the area and for the nation, and how many values were changed."""

    area: Area
    of: Return | None = None
    first: Submission | None = None
    last: Submission | None = None
    waits_for_area: int = 0
    waits_for_nation: int = 0
    overdue: int = 0
    changes: int = 0

    @property
    def counts(self) -> Submission | None:
        """What it sent and did not take back: what was handed back counts no more."""
        return self.last if self.of and self.of.state != Return.State.OPEN else None

    @property
    def handed_back(self) -> bool:
        return self.last is not None and self.counts is None

    def stands(self, collection: Collection, now: datetime) -> Stands:
        """In words: not open, due, sent in time or late, with open questions, accepted."""
        if self.of is None and timezone.localdate(now) >= collection.opens and self.area.code:
            opened = Return(state=Return.State.OPEN)
            return stands(collection, opened, None, now)
        how = stands(collection, self.of, self.first.at if self.first else None, now)
        waiting = self.waits_for_area + self.waits_for_nation
        if waiting:
            return Stands(f"{how.text}; {plural(waiting, 'question')} open", "amber", how.late)
        return how


def filed(pack: Pack, collection: Collection, today: date) -> list[Filed]:
    """The returns of all areas that there are on the last day that counts, by name, then of those
    that sent one and are no more; the same number of queries however many there are."""
    of = {"programme": pack.id, "collection": collection.id}
    returns = {one.area.code: one for one in Return.objects.filter(**of).select_related("area")}
    sent: dict[int, list[Submission]] = {}
    for submission in Submission.objects.filter(of__in=returns.values()).order_by("number"):
        sent.setdefault(submission.of_id, []).append(submission)
    last = [those[-1].pk for those in sent.values()]
    changes = _counted(
        Change.objects.filter(submission__in=last)
        .order_by()
        .values_list("of")
        .annotate(Count("pk"))
    )
    area, nation, overdue = Counter[int](), Counter[int](), Counter[int]()
    asked = Query.objects.filter(of__in=returns.values()).exclude(state=Query.State.CLOSED)
    for query in asked:
        waits = (query.state == Query.State.ASKED) != query.by_area
        (area if waits else nation)[query.of_id] += 1
        overdue[query.of_id] += waits and query.state == Query.State.ASKED and query.due < today
    known = areas(pack, collection.as_at)
    there = {one.code for one in known}
    gone = [one.area for code, one in returns.items() if code not in there]
    known += [Area(one.pk, one.code, one.name, ()) for one in gone]
    found = []
    for one in known:
        own = returns.get(one.code)
        pk = own.pk if own else 0
        those = sent.get(pk, [None])
        found.append(
            Filed(
                one, own, those[0], those[-1], area[pk], nation[pk], overdue[pk], changes.get(pk, 0)
            )
        )
    return found


def submissions_of(those: Iterable[Filed]) -> list[Submission]:
    """What counts of some returns."""
    return [one.counts for one in those if one.counts]


def before(pack: Pack, collection: Collection) -> Collection | None:
    """The return before this one in the same year; none for the first of a year."""
    earlier = [
        one
        for one in (pack.returns.collections if pack.returns else ())
        if one.year == collection.year and one.due < collection.due
    ]
    return max(earlier, key=lambda one: one.due, default=None)


def _counted(rows: Iterable[tuple[int, int]]) -> dict[int, int]:
    return dict(rows)
