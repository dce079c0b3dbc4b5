"""The help that a signed plan names, and who may be paid for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from resilience.agreements.models import Memorandum
from resilience.cases.models import Case
from resilience.organisations.models import (
    FROM_NEAR_TO_FAR,
    Ancestor,
    Kind,
    Organisation,
    Record,
    Succession,
)
from resilience.programmes.schema import Pack

COMMISSIONERS = (Kind.CCG, Kind.ICB)


@dataclass(frozen=True)
class PlannedHelp:
    """Help of a signed plan: its number there, of the menu, the route, what it is in words, and the
    codes of who gives it, where somebody is named."""

    number: int
    category: str
    title: str
    route: str
    route_title: str
    description: str
    supplier: str
    sender: str

    @property
    def kind(self) -> tuple[str, str]:
        """What a gate knows of it: of the menu, and the route."""
        return self.category, self.route


def helps_of(memorandum: Memorandum | None) -> list[PlannedHelp]:
    """The help of the plan that both sides signed, in its order; none where none was signed."""
    if memorandum is None:
        return []
    return [
        PlannedHelp(
            number=row["number"],
            category=theme["id"],
            title=theme["title"],
            route=row["route"],
            route_title=row["route_title"],
            description=row["description"],
            supplier=(row.get("supplier") or {}).get("code", ""),
            sender=(row.get("sender") or {}).get("code", ""),
        )
        for theme in memorandum.version.content["help"]
        for row in theme["rows"]
    ]


def practices_of(case: Case, day: date) -> set[int]:
    """The ids of the practices of a case, and of those that took one over by a day."""
    found = set(case.practices.values_list("organisation", flat=True))
    fresh = found
    while fresh:
        after = Succession.objects.filter(predecessor__in=fresh, day__lte=day)
        fresh = set(after.values_list("successor", flat=True)) - found
        found |= fresh
    return found


def payees(helps: Iterable[PlannedHelp], case: Case, pack: Pack, day: date) -> list[Organisation]:
    """Who may be paid for help on a day, from near to far: its suppliers, the practices that send
    people, the practice itself, and the commissioners above it; the local team for help of its own.
    Those that have closed are left out."""
    helps, own = list(helps), practices_of(case, day)
    above = Ancestor.objects.filter(
        descendant__in=own, kind__in=COMMISSIONERS, starts__lte=day, ends__gt=day
    )
    named = {code for one in helps for code in (one.supplier, one.sender)}
    ids = own | set(above.values_list("ancestor", flat=True))
    if case.team_id and any(_by_the_team(one, pack) for one in helps):
        ids.add(case.team_id)
    found = Organisation.objects.filter(pk__in=ids) | Organisation.objects.filter(code__in=named)
    open_now = [one for one in found if not closed(one, day)]
    near = FROM_NEAR_TO_FAR.index
    return sorted(open_now, key=lambda one: (one.code not in named, near(Kind(one.kind)), one.name))


def why_not_payee(
    payee: Organisation, helps: Iterable[PlannedHelp], case: Case, pack: Pack, day: date
) -> str:
    """Why somebody is not paid for help on a day; empty where they may be."""
    if closed(payee, day):
        return f"{payee.name} has closed: choose who took it over, or somebody else."
    able = payees(helps, case, pack, day)
    if payee in able:
        return ""
    listed = ", ".join(one.name for one in able)
    return f"The plan does not have {payee.name} paid for this help. It may be: {listed}."


def closed(one: Organisation, day: date) -> bool:
    """Whether an organisation is known to have closed by a day; local ones have no register."""
    records = Record.objects.filter(organisation=one)
    return records.exists() and not records.filter(ends__gt=day).exists()


def _by_the_team(one: PlannedHelp, pack: Pack) -> bool:
    route = pack.planning.route(one.route) if pack.planning else None
    return route is not None and not (route.by_supplier or route.by_sender or route.by_assistance)
