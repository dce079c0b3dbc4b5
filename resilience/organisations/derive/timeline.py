"""Spans of days out of statements made on different days.

Spans are half-open: `starts` is in, `ends` is not. Where a publisher gives a date it is used; where
it gives none, the nearest vintage speaks for a day (design §3.5).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

EVER = date.min
NEVER = date.max


class Span(NamedTuple):
    """Days from `starts` up to but not including `ends`; false when there are none."""

    starts: date = EVER
    ends: date = NEVER

    def __bool__(self) -> bool:
        return self.starts < self.ends

    def __and__(self, other: Span) -> Span:
        # Spelt out, being done a quarter of a million times: max() and min() take twice as long.
        starts, ends = self
        other_starts, other_ends = other
        return Span(
            starts if starts > other_starts else other_starts,
            ends if ends < other_ends else other_ends,
        )

    def holds(self, day: date) -> bool:
        return self.starts <= day < self.ends


class Told(NamedTuple):
    """What one vintage says on `day`: the `value`, `since` when and `until` when if it gives dates.

    A value of None says that there is none. If an earlier vintage said otherwise, it `changed` on
    that day. `source` is the id of the release that says so.
    """

    day: date
    value: str | None
    since: date | None = None
    until: date | None = None
    source: str = ""
    changed: date | None = None

    @property
    def past(self) -> bool:
        """It tells of something that was over when it was told."""
        return self.until is not None and self.until <= self.day


class Held(NamedTuple):
    """A value that held over a span, and the release that first said so."""

    value: str
    span: Span
    source: str = ""


class Cell(NamedTuple):
    """The days to which a vintage is nearest, and the day of the vintage before it."""

    span: Span
    previous: date | None


def cells(days: Iterable[date]) -> dict[date, Cell]:
    """The cell of each vintage; of two equally near the earlier one speaks."""
    ordered = sorted(set(days))
    borders = [EVER, *(halfway(a, b) for a, b in pairwise(ordered)), NEVER]
    previous = [None, *ordered]
    return {day: Cell(Span(*borders[n : n + 2]), previous[n]) for n, day in enumerate(ordered)}


def halfway(earlier: date, later: date) -> date:
    """The first day nearer to `later` than to `earlier`."""
    return earlier + timedelta(days=(later - earlier).days // 2 + 1)


def timeline(told: Iterable[Told]) -> list[Held]:
    """When each value held, from the words of several vintages in any order; spans never overlap.

    A change happened on the date the later vintage gives, when the earlier value had begun by then,
    and else halfway between the two.
    """
    starts: dict[date, Told] = {}
    last: Told | None = None
    began = EVER
    for word in _in_order(told):
        begin = word.since or EVER
        if not word.past:
            if last is not None:
                if last.value == word.value:
                    last = word
                    continue
                begin = word.since or word.changed or EVER
                if begin <= began:
                    begin = halfway(last.day, word.day)
            last, began = word, begin
        starts[begin] = word
    held = []
    for begin, following in pairwise([*sorted(starts), NEVER]):
        word = starts[begin]
        span = Span(begin, min(following, word.until or NEVER))
        if word.value is not None and span:
            held.append(Held(word.value, span, word.source))
    return _joined(held)


def _in_order(told: Iterable[Told]) -> list[Told]:
    """By day, what is past first. Of several that say how things stand on one day, one that gives
    a date is heard, of such the first by its source, then one that tells the day of a change: the
    order of loading is nothing."""
    past: list[Told] = []
    present: dict[date, Told] = {}
    for word in told:
        if word.past:
            past.append(word)
        elif word.day not in present or _rank(word) < _rank(present[word.day]):
            present[word.day] = word
    ordered = sorted(past, key=lambda t: (t.day, t.since or EVER, t.until, *_rank(t)))
    return sorted([*ordered, *present.values()], key=lambda t: t.day)  # stable: past comes first


def _rank(word: Told) -> tuple[bool, str, str, date, bool, date, date]:
    dated = word.since is None, word.source, word.value or "", word.since or EVER
    return *dated, word.changed is None, word.changed or EVER, word.until or NEVER


def _joined(held: list[Held]) -> list[Held]:
    """Neighbouring spans with one value become one."""
    joined: list[Held] = []
    for one in held:
        if joined and joined[-1].value == one.value and joined[-1].span.ends == one.span.starts:
            last = joined[-1]
            joined[-1] = Held(last.value, Span(last.span.starts, one.span.ends), last.source)
        else:
            joined.append(one)
    return joined


def union(spans: Iterable[Span]) -> list[Span]:
    """The fewest spans that hold just the days of all of them, in order."""
    ordered = sorted(spans)
    if len(ordered) < 2:
        return ordered
    merged = [ordered[0]]
    for span in ordered[1:]:
        if span.starts <= merged[-1].ends:
            merged[-1] = Span(merged[-1].starts, max(merged[-1].ends, span.ends))
        else:
            merged.append(span)
    return merged
