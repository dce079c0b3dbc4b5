"""Areas and networks: which there were, what they were called, and when they were there."""

from __future__ import annotations

from collections import defaultdict

from resilience.evidence.periods import next_day
from resilience.organisations.derive.closure import Links
from resilience.organisations.derive.known import Known, Organisations, Standing
from resilience.organisations.derive.practices import OPEN
from resilience.organisations.derive.statements import Pair, Statements
from resilience.organisations.derive.timeline import NEVER, Held, Span, timeline, union
from resilience.organisations.models import Kind
from resilience.organisations.names import fallback_name, spellings, tidy

FEW_PRACTICES = 5
"""A commissioner that no list names counts as one when it has this many practices: trusts and
hubs commission one or two."""
CHAIN = {
    Kind.PRACTICE: (Kind.CCG, Kind.PCN),
    Kind.PCN: (Kind.CCG,),
    Kind.CCG: (Kind.DCO, Kind.ICB, Kind.REGION),
    Kind.DCO: (Kind.REGION,),
    Kind.ICB: (Kind.REGION,),
    Kind.REGION: (),
}
"""What stands directly above each kind, from the bottom up."""


def add_areas(
    said: Statements, parents: dict[Pair, list[Held]], organisations: Organisations
) -> Links:
    """Add every area to the organisations, and return who stood directly above whom.

    Nobody belongs to anybody on a day on which either of the two was not there. An area without
    dates of its own was there for as long as something stood under it. A trust that commissions a
    practice is no area, but the practice reaches by it the region and the team or board above.
    """
    links: Links = defaultdict(list)
    below: dict[str, list[Span]] = defaultdict(list)
    real = _areas(said, parents)
    members: dict[Kind, set[str]] = defaultdict(set)
    for code, kind in real.items():
        members[kind].add(code)
    members[Kind.CCG] |= {
        held.value
        for (_, kind), spans in parents.items()
        if kind is Kind.CCG
        for held in spans
        if held.value not in real
    }
    members[Kind.PRACTICE] = set(organisations)
    for kind, kinds_above in CHAIN.items():
        for code in sorted(members[kind]):
            if kind is Kind.PRACTICE:
                lives = union(record.span for record in organisations[code].records)
            else:
                lives = [_life(said, code, below[code])]
                if code in real:
                    organisations[code] = _known(said, code, kind, lives[0])
            for kind_above in kinds_above:
                for parent, held, source in parents.get((code, kind_above), ()):
                    within = held & _dated(said, parent)
                    for life in lives:
                        if span := within & life:
                            shown = real.get(parent)
                            links[code].append((parent, shown, span, source))
                            below[parent].append(span)
    return links


def _areas(said: Statements, parents: dict[Pair, list[Held]]) -> dict[str, Kind]:
    """The areas there are and their kinds: those that are named or have more than few practices."""
    areas = {code: kind for code, kind in said.kinds.items() if code not in said.practices}
    named = {code for code, kind in said.spare_names if kind is Kind.CCG}
    for (_, kind), spans in parents.items():
        for held in spans:
            if kind is not Kind.CCG or held.value in named or _has_many(said, held.value):
                areas.setdefault(held.value, kind)
    return areas


def _has_many(said: Statements, commissioner: str) -> bool:
    return said.active.get(commissioner, 0) >= FEW_PRACTICES


def _dated(said: Statements, code: str) -> Span:
    """From an area's opening to its closing date, which is its last day, where it has them."""
    opened, closed = said.dates.get(code, (None, None))
    return Span(opened or Span().starts, next_day(closed) if closed else NEVER)


def _life(said: Statements, code: str, below: list[Span]) -> Span:
    dated = _dated(said, code)
    if said.dates.get(code, (None, None))[0] or not below:
        return dated
    return dated & Span(min(s.starts for s in below), max(s.ends for s in below))


def _known(said: Statements, code: str, kind: Kind, life: Span) -> Known:
    told = said.names.get((code, kind)) or said.spare_names.get((code, kind)) or []
    told = sorted(told, key=lambda t: (t.day, t.source))
    spelt = spellings(t.value for t in told if t.value)
    names = timeline(t._replace(value=spelt.get(t.value or "")) for t in told)
    if not names:
        names = [Held(tidy(fallback_name(code)), Span())]
    names[0] = names[0]._replace(span=Span(Span().starts, names[0].span.ends))
    records = [
        Standing(span, OPEN, name, source=source)
        for name, held, source in names
        if (span := held & life)
    ]
    return Known(kind, records[-1].name if records else names[-1].value, records=records)
