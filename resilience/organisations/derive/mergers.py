"""ICB mergers announced by name before their codes exist (the ODS Change Summary of April 2026).

A new ICB gets the code that the successor file gives to the organisation with just its
predecessors; until such a file is loaded it gets a marked provisional code.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date

from resilience.organisations.derive.statements import Statements
from resilience.organisations.derive.timeline import Told, timeline
from resilience.organisations.models import Kind

PROVISIONAL = "TBC-"


def apply_mergers(said: Statements) -> None:
    """Turn announced footprints and moves into statements about codes."""
    footprints: dict[tuple[date, str], list[tuple[str | None, str]]] = defaultdict(list)
    for day, icb_name, commissioner, commissioner_name in said.renamed:
        footprints[day, icb_name].append((commissioner, commissioner_name))
    known = {name.casefold(): code for code, name in _icb_names(said)}
    new_commissioners: dict[str, str] = {}
    for (day, icb_name), members in sorted(footprints.items()):
        icb = known.get(icb_name.casefold()) or _merged_code(said, day, icb_name, members)
        said.name(icb, Kind.ICB, day, icb_name)
        region = None
        for commissioner, name in members:
            code = commissioner or provisional(name)
            if commissioner is None:
                new_commissioners[name] = code
                said.dates[code] = (day, None)
            said.name(code, Kind.CCG, day, name)
            region = region or _before(said, commissioner, Kind.REGION, day)
            said.under[code, Kind.ICB].append(Told(day, icb, since=day))
            said.under[code, Kind.REGION].append(Told(day, region))
        said.under[icb, Kind.REGION].append(Told(day, region))
    for day, member, kind, commissioner, name in said.moves:
        code = commissioner or new_commissioners.get(name) or provisional(name)
        said.under[member, Kind.CCG].append(Told(day, code, since=day))


def provisional(name: str) -> str:
    """A marked code made from a name: 'NHS Essex Integrated Care Board' gives TBC-ESSEX."""
    words = re.sub(r"\[.*?\]|\*", "", name.upper()).replace("INTEGRATED CARE BOARD", "")
    kept = [w for w in re.findall(r"[A-Z]+", words) if w not in ("NHS", "AND")]
    return PROVISIONAL + "-".join(kept)


def _merged_code(
    said: Statements, day: date, name: str, members: list[tuple[str | None, str]]
) -> str:
    before = {_before(said, code, Kind.ICB, day) for code, _ in members if code} - {None}
    heirs: dict[str, set[str]] = defaultdict(set)
    for predecessor, successor, on in said.successions:
        if on == day:
            heirs[successor].add(predecessor)
    fitting = [
        (len(predecessors - before), code)
        for code, predecessors in heirs.items()
        if before and before <= predecessors
    ]
    return min(fitting)[1] if fitting else provisional(name)


def _before(said: Statements, code: str | None, kind: Kind, day: date) -> str | None:
    """The parent of a kind that an organisation had on the eve of a day."""
    if not code:
        return None
    earlier = [t for t in said.under.get((code, kind), ()) if t.day < day]
    spans = timeline(earlier)
    return spans[-1][0] if spans else None


def _icb_names(said: Statements) -> list[tuple[str, str]]:
    return [
        (code, told.value)
        for (code, kind), names in said.names.items()
        if kind is Kind.ICB
        for told in names
        if told.value
    ]
