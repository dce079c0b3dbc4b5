"""What pages and files of milestones show of each: in words, with what is missing, who can supply
it, and what is to be expected."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from resilience.accounts.models import User
from resilience.accounts.roles import Right
from resilience.programmes.schema.returns import Recorded
from resilience.returns.figures.rows import PracticeRow
from resilience.returns.milestones import told
from resilience.returns.milestones.ahead import forecast
from resilience.returns.milestones.compliance import InArea, Standing, in_area, milestones
from resilience.returns.milestones.evidence import Found, behind_what_is_missing
from resilience.returns.milestones.forecast import Forecast
from resilience.returns.milestones.ground import Ground, year_of
from resilience.returns.milestones.seeing import Sight, closed, of_practices, without_days
from resilience.returns.milestones.supplying import People, counts_money, people, rights

NOT_SHOWN = "Not shown: papers for boards have the numbers of practices that may be told"
Link = tuple[str, tuple[str, ...]]
"""The name of a page, and what its address names."""


@dataclass(frozen=True)
class Piece:
    """One piece of evidence of one unit, in words. `practices` are those with which what is missing
    would be made up, for who sees their cases; `page` is where what is missing is put on record."""

    asks: str
    reached: str
    missing: str
    practices: tuple[PracticeRow, ...]
    page: Link | None
    forecast: Forecast | None
    forecast_told: str


@dataclass(frozen=True)
class Line:
    """A unit that owes a milestone: how it stands, its evidence, and who can supply what lacks."""

    stands: Standing
    pieces: tuple[Piece, ...]
    people: tuple[User, ...]


@dataclass(frozen=True)
class Shown:
    """A milestone in an area."""

    of: InArea
    lines: tuple[Line, ...]


def seen_in(ground: Ground, sight: Sight) -> list[list[InArea]]:
    """By area, how each milestone of those stands that somebody sees something of."""
    found = [
        [
            without_days(sight, in_area(ground, one, part))
            for one in milestones(ground)
            if one.of == "team" or sight.whole(area)
        ]
        for area in ground.areas
        if (part := sight.area(area))
    ]
    return [one for one in found if one]


def shown(ground: Ground, found: Collection[InArea], sight: Sight) -> Iterator[Shown]:
    """Milestones of an area with their evidence."""
    for one in found:
        hidden = closed(sight, one)
        known = suppliers(ground, one) if any(each.owed for each in one.units) else {}
        yield Shown(one, tuple(_line(ground, each, sight, hidden, known) for each in one.units))


def suppliers(ground: Ground, one: InArea) -> People:
    """By code of each unit, who can supply what it lacks: its own people, and where an area owes
    money the finance leads of its teams."""
    codes = [each.unit.code for each in one.units]
    found = people(rights(one.milestone), codes, ground.day)
    if one.milestone.of == "area" and counts_money(one.milestone):
        for each in one.units:
            books = people([Right.KEEP_BOOKS], each.unit.teams, ground.day)
            known = [*found.get(each.unit.code, ()), *(who for of in books.values() for who in of)]
            found[each.unit.code] = list(dict.fromkeys(known))
    return found


def _line(
    ground: Ground, stands: Standing, sight: Sight, hidden: frozenset[int], known: People
) -> Line:
    opens = stands.unit.pk in sight.cases
    pieces = (
        _piece(ground, stands, found, opens, place in hidden)
        for place, found in enumerate(stands.found)
    )
    supply = tuple(known.get(stands.unit.code, ())) if stands.owed else ()
    return Line(stands, tuple(pieces), supply)


def _piece(ground: Ground, stands: Standing, found: Found, opens: bool, hidden: bool) -> Piece:
    returns = ground.pack.returns
    if returns is None:  # pragma: no cover: a programme without returns has no milestones
        raise LookupError(ground.pack.id)
    asks = told.asks(found.evidence, returns)
    if hidden:
        return Piece(asks, NOT_SHOWN, "", (), None, None, "")
    lacks = told.missing(stands, found, returns)
    ahead = forecast(ground, stands, found) if opens or not of_practices(found) else None
    return Piece(
        asks=asks,
        reached=told.reached(found, returns),
        missing=lacks,
        practices=tuple(behind_what_is_missing(found)) if opens and lacks else (),
        page=_page(ground, stands, found, opens) if lacks else None,
        forecast=ahead,
        forecast_told=told.ahead(ahead, found, returns) if ahead else "",
    )


def _page(ground: Ground, stands: Standing, found: Found, opens: bool) -> Link | None:
    """Where something is put on record that is not, for who may look there."""
    evidence, pack = found.evidence, ground.pack
    if not isinstance(evidence, Recorded):
        return None
    if evidence.what == "data_return":
        address = pack.id, evidence.collection or "", stands.unit.code
        return ("returns:return", address) if opens else None
    return "returns:plan", (pack.id, year_of(pack, stands.milestone).label, stands.unit.code)
