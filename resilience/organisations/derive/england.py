"""England out of statements: organisations, their records, and who belonged to whom when."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from resilience.evidence.periods import next_day
from resilience.organisations.derive.mergers import PROVISIONAL, apply_mergers
from resilience.organisations.derive.practices import dormant_spans, open_spans
from resilience.organisations.derive.statements import Statements
from resilience.organisations.derive.timeline import EVER, NEVER, Span, Told, cells, timeline
from resilience.organisations.models import Kind
from resilience.organisations.names import tidy

NATION = "ENG"
FEW_PRACTICES = 5
"""A commissioner that no list names counts as one when it has this many practices: trusts and
hubs commission one or two."""
CHAIN = {
    Kind.PRACTICE: (Kind.CCG, Kind.PCN),
    Kind.PCN: (Kind.CCG,),
    Kind.CCG: (Kind.DCO, Kind.ICB, Kind.REGION),
    Kind.DCO: (Kind.REGION,),
    Kind.ICB: (Kind.REGION,),
    Kind.REGION: (Kind.NATION,),
}
"""What stands directly above each kind."""


@dataclass
class Known:
    """One organisation as derived: its kind, latest name and postcode, and its records."""

    kind: Kind
    name: str
    postcode: str = ""
    records: list[tuple[Span, str, str, str, str]] = field(default_factory=list)
    """(span, state, name, address, postcode)"""


@dataclass
class England:
    """Everything derived, by code. `above` holds (child, parent, kind of parent, span, direct)."""

    organisations: dict[str, Known]
    above: list[tuple[str, str, Kind, Span, bool]]
    successions: set[tuple[str, str, date]]


def derive(said: Statements) -> England:
    """The one England that a set of statements describes, whatever the order they came in."""
    apply_mergers(said)
    organisations = {NATION: Known(Kind.NATION, "England", records=[_always("England")])}
    _add_practices(said, organisations)
    parents = _parents(said)
    _add_areas(said, parents, organisations)
    direct = _direct(said, parents, organisations)
    above = _closure(direct)
    successions = {
        (old, new, day)
        for old, new, day in said.successions
        if old in organisations and new in organisations
    }
    return England(organisations, above, successions)


def _add_practices(said: Statements, organisations: dict[str, Known]) -> None:
    vintages = cells(said.vintages)
    for code, entries in said.practices.items():
        latest = entries[max(entries)]
        known = Known(Kind.PRACTICE, tidy(latest.name), latest.postcode)
        dated = [(span, "open", entry) for span, entry in open_spans(entries, vintages)]
        dated += [(span, "dormant", entry) for span, entry in dormant_spans(entries, vintages)]
        for span, state, entry in sorted(dated, key=lambda d: d[0]):
            facts = (state, tidy(entry.name), tidy(entry.address), entry.postcode)
            last = known.records[-1] if known.records else None
            if last and last[0].ends == span.starts and last[1:] == facts:
                known.records[-1] = (Span(last[0].starts, span.ends), *facts)
            else:
                known.records.append((span, *facts))
        organisations[code] = known


def _parents(said: Statements) -> dict[tuple[str, Kind], list[tuple[str, Span]]]:
    """Who stood directly above whom and when, by child and kind of parent."""
    parents = {}
    for key in {*said.under, *said.finer}:
        coarse, finer = said.under.get(key, []), said.finer.get(key, [])
        if finer:
            first, last = min(t.day for t in finer), max(t.day for t in finer)
            coarse = [t for t in coarse if not first <= t.day <= last]
        parents[key] = timeline({*coarse, *finer})
    return parents


def _add_areas(
    said: Statements,
    parents: dict[tuple[str, Kind], list[tuple[str, Span]]],
    organisations: dict[str, Known],
) -> None:
    fallback = _fallback_names()
    named = {code for code, kind in said.names if kind is Kind.CCG}
    commissioners = {c for c, n in said.active.items() if c in named or n >= FEW_PRACTICES}
    wanted = dict(said.kinds)
    for (_, kind), spans in parents.items():
        for code, _span in spans:
            if kind is not Kind.CCG or code in commissioners or code in named:
                wanted.setdefault(code, kind)
    for code, kind in wanted.items():
        if code in organisations:
            continue
        names = timeline(said.names.get((code, kind), []))
        opened, closed = said.dates.get(code, (None, None))
        life = Span(opened or EVER, next_day(closed) if closed else NEVER)
        label = names[-1][0] if names else fallback.get(code, code)
        known = Known(kind, tidy(label))
        spans = names or [(label, Span())]
        spans[0] = (spans[0][0], Span(EVER, spans[0][1].ends))
        for name, span in spans:
            if lived := span & life:
                known.records.append((lived, "open", tidy(name), "", ""))
        organisations[code] = known


def _direct(
    said: Statements,
    parents: dict[tuple[str, Kind], list[tuple[str, Span]]],
    organisations: dict[str, Known],
) -> dict[str, list[tuple[str, Kind, Span]]]:
    direct: dict[str, list[tuple[str, Kind, Span]]] = defaultdict(list)
    for (child, kind), spans in parents.items():
        if child not in organisations or kind not in CHAIN[organisations[child].kind]:
            continue
        for parent, span in spans:
            if parent in organisations:
                direct[child].append((parent, kind, span))
    for code, known in organisations.items():
        if known.kind is Kind.REGION:
            direct[code].append((NATION, Kind.NATION, Span()))
    return direct


def _closure(
    direct: dict[str, list[tuple[str, Kind, Span]]],
) -> list[tuple[str, str, Kind, Span, bool]]:
    """Everything above everything: the chains followed upwards, their spans intersected.

    A practice reaches its region through its commissioner alone, so that it has one region a day.
    """
    memo: dict[str, list[tuple[str, Kind, Span, bool]]] = {}

    def climb(code: str) -> list[tuple[str, Kind, Span, bool]]:
        if code not in memo:
            found = {}
            for parent, kind, span in direct.get(code, ()):
                found[parent, kind, span] = True
                if kind in (Kind.PCN, Kind.DCO, Kind.ICB):
                    continue  # the commissioner's own chain leads to the region
                for higher, higher_kind, higher_span, _ in climb(parent):
                    if both := span & higher_span:
                        found.setdefault((higher, higher_kind, both), False)
            if not any(kind is Kind.NATION for _, kind, _ in found):
                found |= _through_team(code)
            memo[code] = [(p, k, s, d) for (p, k, s), d in found.items()]
        return memo[code]

    def _through_team(code: str) -> dict[tuple[str, Kind, Span], bool]:
        found = {}
        for parent, kind, span in direct.get(code, ()):
            if kind in (Kind.DCO, Kind.ICB):
                for higher, higher_kind, higher_span, _ in climb(parent):
                    if both := span & higher_span:
                        found[higher, higher_kind, both] = False
        return found

    return [(code, *row) for code in list(direct) for row in climb(code)]


def is_provisional(code: str) -> bool:
    return code.startswith(PROVISIONAL)


def _always(name: str) -> tuple[Span, str, str, str, str]:
    return Span(), "open", name, "", ""


def _fallback_names() -> dict[str, str]:
    text = (Path(__file__).parent.parent / "names.toml").read_text("utf-8")
    return dict(tomllib.loads(text))


__all__ = ["England", "Known", "Told", "derive", "is_provisional"]
