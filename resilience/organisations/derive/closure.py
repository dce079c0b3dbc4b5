"""Who belonged to whom through others: the chains of direct links followed upwards."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from resilience.organisations.derive.timeline import Span, union
from resilience.organisations.models import Kind

Link = tuple[str, Kind | None, Span, str]
"""A direct link: the parent, its kind (None: it leads upwards but is no organisation here), when,
and the release that says so."""
Links = dict[str, list[Link]]


class Above(NamedTuple):
    """That `ancestor` stood above `child` over a span; `source` only where it did so directly."""

    child: str
    ancestor: str
    kind: Kind
    span: Span
    direct: bool
    source: str


def closure(links: Links) -> list[Above]:
    """Everything that stood above everything, in the fewest spans.

    A practice reaches its region by its commissioner, not its network, and a commissioner by its
    own link to a region where it has one, not its DCO team or board: so there is one on each day.
    """
    memo: dict[str, dict[tuple[str, Kind], list[Span]]] = {}

    def climb(code: str) -> dict[tuple[str, Kind], list[Span]]:
        if code in memo:
            return memo[code]
        found: dict[tuple[str, Kind], list[Span]] = defaultdict(list)
        own = links.get(code, ())
        in_a_region = any(kind is Kind.REGION for _, kind, _, _ in own)
        for parent, kind, span, _ in own:
            if kind is not None:
                found[parent, kind].append(span)
            if kind is not Kind.PCN and not (in_a_region and kind in (Kind.DCO, Kind.ICB)):
                for key, spans in climb(parent).items():
                    for higher in spans:
                        if both := span & higher:
                            found[key].append(both)
        memo[code] = {key: union(spans) for key, spans in found.items()}
        return memo[code]

    hidden = {parent for own in links.values() for parent, kind, _, _ in own if kind is None}
    above = []
    for code in list(links):
        if code in hidden:
            continue
        own = [(parent, span, source) for parent, _, span, source in links[code]]
        parents = {parent for parent, _, _ in own}
        for (ancestor, kind), spans in climb(code).items():
            for span in spans:
                direct = ancestor in parents
                source = _source(own, ancestor, span) if direct else ""
                above.append(Above(code, ancestor, kind, span, direct, source))
    return above


def _source(own: list[tuple[str, Span, str]], parent: str, span: Span) -> str:
    return next((source for p, s, source in own if p == parent and s & span), "")
