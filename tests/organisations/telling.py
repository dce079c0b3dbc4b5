"""Short ways for tests to say what files say of organisations."""

from __future__ import annotations

from datetime import date

from resilience.organisations.derive.england import England, derive
from resilience.organisations.derive.practices import Entry
from resilience.organisations.derive.register import seat_commissioner
from resilience.organisations.derive.statements import Footprint, Move, Statements
from resilience.organisations.derive.timeline import Told
from resilience.organisations.models import Kind

D = date


def listed(said: Statements, day: date, *practices: tuple[str, str], **facts: object) -> None:
    """A vintage of the register that lists these (practice, commissioner), all active."""
    said.vintages.add(day)
    for code, commissioner in practices:
        entry = {
            "first": day,
            "last": day,
            "name": f"Surgery {code}",
            "address": "",
            "postcode": "AA1 1AA",
            "status": "active",
            "opened": D(2000, 1, 1),
            "closed": None,
            **facts,
        }
        said.practices[code].append(Entry(**entry))
        said.under[code, Kind.CCG].append(Told(day, commissioner))


def seated(said: Statements, day: date, region: str, above: str, *commissioners: str) -> None:
    """A vintage that puts commissioners in a region and under a DCO team or board."""
    for commissioner in commissioners:
        said.name(commissioner, Kind.CCG, day, f"NHS {commissioner} CCG")
        seat_commissioner(said, day, commissioner, region, above)


def announced(
    said: Statements, day: date, board: str, *commissioners: tuple[str | None, str]
) -> None:
    """A change summary that puts commissioners (code, name) under a board named but not coded."""
    said.footprints += [
        Footprint(day, board, code, name, "summary") for code, name in commissioners
    ]


def moved(
    said: Statements, day: date, kind: Kind, member: str, code: str | None, name: str
) -> None:
    said.moves.append(Move(day, member, kind, code, name, "summary"))


def above_on(england: England, code: str, day: date) -> dict[str, list[str]]:
    """Everything that stood above an organisation on a day, by kind."""
    found: dict[str, list[str]] = {}
    for link in england.above:
        if link.child == code and link.span.holds(day):
            found.setdefault(link.kind.value, []).append(link.ancestor)
    return found


__all__ = ["D", "above_on", "announced", "derive", "listed", "moved", "seated"]
