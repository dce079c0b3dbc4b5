"""Whose records an organisation's people may see on a day: a pure function over dated facts.

Four things put an organisation above another: that it belongs to it; that it closed while it
belonged to it, from then on; that the other covers it (a committee its areas); and that the other
took it over, from the day of the succession. Belonging already reaches all the way up, so it is
not followed twice without a succession between; and what a network or a group belongs to is not
above its practices, which belong by their commissioner.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from typing import NamedTuple

from resilience.organisations.derive.timeline import NEVER, Span, union


class Way(Enum):
    """How one came to stand above another."""

    BELONGING = "belongs to it"
    JOINING = "belongs to it as a network or is covered by it"
    SUCCESSION = "was taken over by it"


class Link(NamedTuple):
    """That `above` stood above `below` over a span."""

    below: int
    above: int
    span: Span
    way: Way = Way.BELONGING


UPWARDS = {
    None: set(Way),
    Way.BELONGING: {Way.JOINING, Way.SUCCESSION},
    Way.JOINING: {Way.SUCCESSION},
    Way.SUCCESSION: set(Way),
}
"""By which ways one goes on from where another way led; after joining, only by successions."""


def reaches(
    links: Iterable[Link],
    closings: Mapping[int, date],
    successions: Iterable[tuple[int, int, date]],
) -> dict[tuple[int, int], list[Span]]:
    """When each organisation reaches each other, by (organisation, within), in the fewest spans.

    `links` are closed under belonging: an organisation's link to its region is among them.
    `closings` has the day from which a closed organisation was there no more; `successions` are
    (predecessor, successor, day). That an organisation reaches itself is left out: it always does.
    """
    above = _above(links, closings, successions)
    found: dict[tuple[int, int], list[Span]] = {}
    for below in list(above):
        for organisation, spans in _climb(below, above).items():
            if organisation != below:
                found[organisation, below] = spans
    return found


def _above(
    links: Iterable[Link],
    closings: Mapping[int, date],
    successions: Iterable[tuple[int, int, date]],
) -> dict[int, list[Link]]:
    above: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        if link.span.ends == closings.get(link.below):
            link = link._replace(span=Span(link.span.starts, NEVER))
        above[link.below].append(link)
    for predecessor, successor, day in successions:
        above[predecessor].append(Link(predecessor, successor, Span(day), Way.SUCCESSION))
    return above


def _climb(start: int, above: Mapping[int, list[Link]]) -> dict[int, list[Span]]:
    """All that stands above one organisation. A way that adds no day is not followed further, so
    organisations that took over from each other are no endless ladder."""
    found: dict[tuple[int, Way | None], list[Span]] = {}
    ways: list[tuple[int, Way | None, Span]] = [(start, None, Span())]
    while ways:
        below, came, days = ways.pop()
        for link in above.get(below, ()):
            if link.way not in UPWARDS[came]:
                continue
            both = days & link.span
            # A successor of what was joined is joined too, and leads no further up.
            way = Way.JOINING if came is Way.JOINING else link.way
            known = found.get((link.above, way), [])
            if both and not any(k.starts <= both.starts and both.ends <= k.ends for k in known):
                found[link.above, way] = union([*known, both])
                ways.append((link.above, way, both))
    spans: dict[int, list[Span]] = defaultdict(list)
    for (organisation, _), held in found.items():
        spans[organisation] += held
    return {organisation: union(held) for organisation, held in spans.items()}
