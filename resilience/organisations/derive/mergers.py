"""ICB mergers announced by name before their codes exist (the ODS Change Summary of April 2026).

A new ICB gets the code of the organisation of its name, or the one that the successor file gives to
the organisation that takes over from just its predecessors; until such a file is loaded it gets a
marked provisional code.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date

from resilience.organisations.derive.statements import Footprint, Statements
from resilience.organisations.derive.timeline import timeline
from resilience.organisations.models import Kind
from resilience.organisations.names import same_name

PROVISIONAL = "TBC-"


def apply_mergers(said: Statements) -> None:
    """Turn announced footprints and moves into statements about codes."""
    new_commissioners: dict[str, str] = {}
    boards: dict[tuple[date, str], list[Footprint]] = defaultdict(list)
    for footprint in said.footprints:
        boards[footprint.day, footprint.icb_name].append(footprint)
    before = {board: _predecessors(said, members) for board, members in boards.items()}
    for (day, name), members in sorted(boards.items()):
        said.source = members[0].source
        icb = _code_named(said, name) or _heir(said, day, before[day, name]) or provisional(name)
        said.name(icb, Kind.ICB, day, name)
        regions = [_before(said, m.commissioner, Kind.REGION, day) for m in members]
        region = next(filter(None, regions), None)
        said.put(icb, Kind.REGION, day, region)
        for member in members:
            code = member.commissioner or provisional(member.commissioner_name)
            if member.commissioner is None:
                new_commissioners[member.commissioner_name] = code
                said.dates[code] = (day, None)
            said.name(code, Kind.CCG, day, member.commissioner_name)
            said.put(code, Kind.ICB, day, icb, since=day)
            said.put(code, Kind.REGION, day, region)
    for move in said.moves:
        said.source = move.source
        name = move.commissioner_name
        code = move.commissioner or new_commissioners.get(name) or provisional(name)
        said.put(move.member, Kind.CCG, move.day, code, since=move.day)


def provisional(name: str) -> str:
    """A marked code made from a name: 'NHS Essex Integrated Care Board' gives TBC-ESSEX."""
    words = re.sub(r"\[.*?\]|\*", "", name.upper()).replace("INTEGRATED CARE BOARD", "")
    kept = [word for word in re.findall(r"[A-Z]+", words) if word not in ("NHS", "AND")]
    return PROVISIONAL + "-".join(kept)


def is_provisional(code: str) -> bool:
    return code.startswith(PROVISIONAL)


def _code_named(said: Statements, name: str) -> str | None:
    """The code of the board that some file names just so; the first where there are several."""
    wanted = same_name(name)
    codes = {
        code
        for (code, kind), names in said.names.items()
        if kind is Kind.ICB
        and any(told.value and same_name(told.value) == wanted for told in names)
    }
    return min(codes, default=None)


def _heir(said: Statements, day: date, predecessors: set[str]) -> str | None:
    """The organisation that takes over on a day from all of these, and from fewest others."""
    heirs: dict[str, set[str]] = defaultdict(set)
    for predecessor, successor, on in said.successions:
        if on == day:
            heirs[successor].add(predecessor)
    fitting = [
        (len(whose - predecessors), code)
        for code, whose in heirs.items()
        if predecessors and predecessors <= whose
    ]
    return min(fitting)[1] if fitting else None


def _predecessors(said: Statements, members: list[Footprint]) -> set[str]:
    found = {_before(said, m.commissioner, Kind.ICB, m.day) for m in members}
    return {code for code in found if code}


def _before(said: Statements, code: str | None, kind: Kind, day: date) -> str | None:
    """The parent of a kind that an organisation had on the eve of a day."""
    if not code:
        return None
    spans = timeline(told for told in said.under.get((code, kind), ()) if told.day < day)
    return spans[-1].value if spans else None
