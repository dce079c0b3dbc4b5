"""When a practice was open, from the vintages of epraccur."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from resilience.organisations.derive.timeline import NEVER, Span

OPEN, DORMANT, CLOSED = "open", "dormant", "closed"


@dataclass(frozen=True)
class Entry:
    """One practice in one vintage (`day`): what does not change with the day asked for."""

    day: date
    name: str
    address: str
    postcode: str
    status: str
    opened: date | None
    closed: date | None


def open_spans(entries: dict[date, Entry], vintages: list[tuple[date, Span]]) -> list[tuple[Span, Entry]]:
    """The spans in which a practice was open, each with the vintage that speaks for it.

    The nearest vintage says whether it was listed as an active GP practice; its opening and
    closing dates, and a closing date that only a later vintage knows, then narrow the span. A
    practice that a vintage does not list yet is open from its opening date if that is later than
    the vintage; one that a vintage no longer lists is not open.
    """
    spans = []
    days = sorted(entries)
    for day, cell in vintages:
        entry = entries.get(day)
        if entry is None:
            entry = next((entries[d] for d in days if d > day), None)
            if entry is None or not entry.opened or entry.opened <= day:
                continue
        if entry.status == "active":
            ends = _closing(entry, [entries[d] for d in days if d > entry.day])
        elif entry.status == "closed" and entry.closed:
            ends = entry.closed
        else:
            continue
        if span := cell & Span(entry.opened or cell.starts, ends):
            spans.append((span, entry))
    return spans


def _closing(entry: Entry, later: list[Entry]) -> date:
    """The first closing date known for what this entry calls active."""
    for word in (entry, *later):
        if word.closed and word.closed >= entry.day:
            return word.closed
        if word is not entry and word.status == "active":
            break
    return entry.closed or NEVER


def dormant_spans(
    entries: dict[date, Entry], vintages: list[tuple[date, Span]]
) -> list[tuple[Span, Entry]]:
    """The spans for which the nearest vintage calls the practice dormant."""
    return [
        (cell, entries[day])
        for day, cell in vintages
        if day in entries and entries[day].status == DORMANT
    ]
