"""England out of statements: organisations, their records, and who belonged to whom when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from resilience.organisations.derive.areas import add_areas
from resilience.organisations.derive.closure import Above, Links, closure
from resilience.organisations.derive.known import Known, Organisations, Standing
from resilience.organisations.derive.mergers import apply_mergers
from resilience.organisations.derive.practices import Stay, stays
from resilience.organisations.derive.statements import Pair, Statements
from resilience.organisations.derive.timeline import Held, Span, cells, timeline
from resilience.organisations.models import Kind
from resilience.organisations.names import same_name, tidy

NATION = "ENG"


@dataclass
class England:
    """Everything derived, by code; `successions` with the release that tells of each."""

    organisations: Organisations
    above: list[Above]
    successions: dict[tuple[str, str, date], str]


def derive(said: Statements) -> England:
    """The one England that a set of statements describes, whatever the order they came in."""
    apply_mergers(said)
    organisations: Organisations = {}
    _add_practices(said, organisations)
    links = add_areas(said, _parents(said), organisations)
    nation = Known(Kind.NATION, "England", records=[Standing(Span(), "open", "England")])
    organisations[NATION] = nation
    successions = {
        (old, new, day): source
        for (old, new, day), source in said.successions.items()
        if old in organisations and new in organisations
    }
    return England(organisations, closure(_with_nation(links, organisations)), successions)


def _add_practices(said: Statements, organisations: Organisations) -> None:
    vintages = cells(said.vintages)
    for code, entries in said.practices.items():
        latest = entries[-1]
        known = Known(Kind.PRACTICE, tidy(latest.name), latest.postcode)
        known.records = list(_records(stays(entries, vintages)))
        organisations[code] = known


def _records(found: Iterable[Stay]) -> Iterator[Standing]:
    """One record for as long as a practice's state, name and place stay; the last spelling wins."""
    run: list[Stay] = []
    for stay in found:
        if run and not _goes_on(run[-1], stay):
            yield _record(run)
            run = []
        run.append(stay)
    if run:
        yield _record(run)


def _goes_on(last: Stay, stay: Stay) -> bool:
    before, after = last.entry, stay.entry
    return (
        last.span.ends == stay.span.starts
        and last.state == stay.state
        and before.postcode == after.postcode
        and (before.name == after.name or same_name(before.name) == same_name(after.name))
    )


def _record(run: list[Stay]) -> Standing:
    first, last = run[0], run[-1]
    entry = last.entry
    return Standing(
        Span(first.span.starts, last.span.ends),
        last.state,
        tidy(entry.name),
        tidy(entry.address),
        entry.postcode,
        first.entry.source,
    )


def _parents(said: Statements) -> dict[Pair, list[Held]]:
    """Who stood directly above whom and when, by child and kind of parent."""
    parents = {}
    for key in {**said.under, **said.finer}:
        coarse, finer = said.under.get(key, []), said.finer.get(key, [])
        if finer:
            first, last = min(t.day for t in finer), max(t.day for t in finer)
            coarse = [t for t in coarse if not first <= t.day <= last]
        parents[key] = timeline([*coarse, *finer])
    return parents


def _with_nation(links: Links, organisations: Organisations) -> Links:
    """Regions make up the nation."""
    for code, known in organisations.items():
        if known.kind is Kind.REGION:
            for record in known.records:
                links[code].append((NATION, Kind.NATION, record.span, ""))
    return links
