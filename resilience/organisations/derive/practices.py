"""When a practice was open, from the vintages of epraccur."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from resilience.organisations.derive.timeline import NEVER, Cell, Span

ACTIVE, DORMANT, CLOSED = "active", "dormant", "closed"
OPEN = "open"


class Entry(NamedTuple):
    """What the vintages from `first` to `last`, one after the other, say alike of a practice."""

    first: date
    last: date
    name: str
    address: str
    postcode: str
    status: str
    opened: date | None
    closed: date | None
    source: str = ""


class Stay(NamedTuple):
    """Days over which a practice was open or dormant, and the entry that speaks for them."""

    span: Span
    state: str
    entry: Entry


def stays(entries: list[Entry], vintages: dict[date, Cell]) -> Iterator[Stay]:
    """When a practice was open or dormant; `entries` of one practice, the earliest first.

    The nearest vintage says whether it was listed as an active GP practice; its opening and
    closing dates, and a closing date that only a later vintage knows, then narrow the span. A
    practice that a vintage does not list yet is open from its opening date if that is later than
    the vintage; one that a vintage no longer lists is not open. It is not open on its closing
    date (design §3.5).
    """
    listed: date | None = None
    for place, entry in enumerate(entries):
        begin, previous = vintages[entry.first]
        starts, ends = begin.starts, vintages[entry.last].span.ends
        if entry.opened and previous and listed != previous and entry.opened > previous:
            starts = entry.opened
        listed = entry.last
        if entry.status == CLOSED:
            closing = entry.closed
        elif entry.status in (ACTIVE, DORMANT):
            closing = _closing(entries, place)
        else:
            continue
        if closing and (span := Span(starts, ends) & Span(entry.opened or starts, closing)):
            yield Stay(span, DORMANT if entry.status == DORMANT else OPEN, entry)


def _closing(entries: list[Entry], place: int) -> date:
    """The first closing date known for what this entry calls active or dormant."""
    told = entries[place]
    for entry in entries[place:]:
        if entry.closed and entry.closed >= told.last:
            return entry.closed
        if entry is not told and entry.status == ACTIVE:
            break
    return told.closed or NEVER
