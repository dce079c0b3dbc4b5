"""Spans of days out of statements made on different days.

Spans are half-open: `starts` is in, `ends` is not. Where a publisher gives a date it is used; where
it gives none, the nearest vintage speaks for a day (design §3.5).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

EVER = date.min
NEVER = date.max


@dataclass(frozen=True, order=True)
class Span:
    """Days from `starts` up to but not including `ends`."""

    starts: date = EVER
    ends: date = NEVER

    def __bool__(self) -> bool:
        return self.starts < self.ends

    def __and__(self, other: Span) -> Span:
        return Span(max(self.starts, other.starts), min(self.ends, other.ends))

    def holds(self, day: date) -> bool:
        return self.starts <= day < self.ends


@dataclass(frozen=True)
class Told:
    """What one vintage says on `day`: the `value`, `since` when and `until` when if it gives dates.

    A value of None says that there is none.
    """

    day: date
    value: str | None
    since: date | None = None
    until: date | None = None


def cells(days: Iterable[date]) -> list[tuple[date, Span]]:
    """For each vintage the days to which it is nearest; the earlier one where two are equally near."""
    ordered = sorted(set(days))
    if not ordered:
        return []
    borders = [halfway(a, b) for a, b in pairwise(ordered)]
    starts, ends = [EVER, *borders], [*borders, NEVER]
    return [(day, Span(s, e)) for day, s, e in zip(ordered, starts, ends, strict=True)]


def halfway(earlier: date, later: date) -> date:
    """The first day nearer to `later` than to `earlier`."""
    return earlier + timedelta(days=(later - earlier).days // 2 + 1)


def timeline(told: Iterable[Told]) -> list[tuple[str, Span]]:
    """When each value held, from the words of several vintages; values never overlap.

    A change happened on the date the later vintage gives, when that date falls after the earlier
    vintage still said otherwise, and else halfway between the two.
    """
    ordered = sorted(told, key=lambda t: (t.day, t.until is None, t.value or "", t.since or EVER))
    starts: dict[date, Told] = {}
    last: Told | None = None
    for word in ordered:
        past = word.until is not None and word.until <= word.day
        if past:
            begin = word.since or EVER
        elif last is None:
            begin = word.since or EVER
        elif last.value == word.value:
            last = word
            continue
        elif word.since and word.since > last.day:
            begin = word.since
        else:
            begin = halfway(last.day, word.day)
        starts[begin] = word
        if not past:
            last = word
    spans = []
    days = sorted(starts)
    for begin, following in pairwise([*days, NEVER]):
        word = starts[begin]
        span = Span(begin, min(following, word.until or NEVER))
        if word.value is not None and span:
            spans.append((word.value, span))
    return _joined(spans)


def _joined(spans: list[tuple[str, Span]]) -> list[tuple[str, Span]]:
    """Neighbouring spans with one value become one."""
    joined: list[tuple[str, Span]] = []
    for value, span in spans:
        if joined and joined[-1][0] == value and joined[-1][1].ends == span.starts:
            joined[-1] = (value, Span(joined[-1][1].starts, span.ends))
        else:
            joined.append((value, span))
    return joined
