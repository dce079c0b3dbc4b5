"""What the list of cases tells of each, on its page and as a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.timezone import localdate

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.cases.assessing.blind import unseen
from resilience.cases.following.clock_words import ClockTold, owed_first
from resilience.cases.following.queries import bands
from resilience.cases.models import Case, CaseClock, CasePractice, Placement
from resilience.cases.states import Waits
from resilience.organisations.models import Ancestor
from resilience.programmes.packs import load

TOGETHER = 500
"""Cases of a file that are read at a time."""


WITHOUT_A_DAY = {
    Waits.TEAM: ("It waits for the local team; no day is set", "It is the local team’s turn"),
    Waits.PRACTICE: ("It waits for the practice; no day is set", "It is your turn"),
    Waits.PLAN: ("As its plan says", "As your plan says"),
    Waits.NOBODY: ("Nothing is owed", "Nothing is owed"),
}
"""What is told where no clock runs, to those who answer and to the practice."""


@dataclass(frozen=True)
class Row:
    """A case as the list has it. `ours`: it is the reader's own practice's."""

    case: Case
    others: int
    """How many practices it is of besides the one that leads."""
    area: str
    """The area of the practice that leads, in the words of the programme's day."""
    ours: bool
    owed: ClockTold | None
    band: str = ""
    """Of the placement in force, where the reader sees it."""

    @property
    def title(self) -> str:
        standing = self.case.standing
        return standing.to_the_practice if self.ours else standing.title

    @property
    def without_a_day(self) -> str:
        return WITHOUT_A_DAY[self.case.standing.waits_on][self.ours]

    @property
    def began(self) -> str:
        return how_it_began(self.case, self.ours)

    @property
    def has_it(self) -> str:
        """Who deals with it: by name where somebody took it, else the team."""
        if self.case.handler:
            return self.case.handler.name
        return self.case.team.name if self.case.team else ""


def how_it_began(case: Case, to_the_practice: bool) -> str:
    """How a case began; who found a practice, and by what, is for those who deliberate."""
    if to_the_practice and case.route != Case.Route.SELF_REFERRAL:
        return "the local team offered help"
    return case.get_route_display()


def rows(keys: Sequence[int], reader: Reader) -> list[Row]:
    """What the list tells of cases, in their turn; a few queries, however many they are."""
    cases, own = _read(keys), reader.sees(Tier.PRACTICE).organisations
    counted = {
        pk: (practices, bool(ours))
        for pk, practices, ours in CasePractice.objects.filter(case__in=keys)
        .order_by()
        .values_list("case")
        .annotate(practices=Count("pk"), ours=Count("pk", filter=Q(organisation__in=own)))
    }
    areas, running = _areas(cases.values(), reader.day), _running(cases)
    placed = _bands(cases, reader)
    found = []
    for key in keys:
        case, (practices, ours) = cases[key], counted[key]
        owed = owed_first(running[key], reader.day, to_the_practice=ours)
        area, band = areas.get(case.organisation_id, ""), placed.get(key, "")
        found.append(Row(case, practices - 1, area, ours, owed, band))
    return found


def _read(keys: Sequence[int]) -> dict[int, Case]:
    """Cases by id, without what people wrote."""
    found = Case.objects.filter(pk__in=keys).select_related("organisation", "team", "handler")
    return {case.pk: case for case in found.defer("answers")}


def _bands(cases: Mapping[int, Case], reader: Reader) -> dict[int, str]:
    """The bands of those that are placed and whose placement the reader sees."""
    placed = {case.placement_id: pk for pk, case in cases.items() if case.placement_id}
    if not placed or not reader.sees(Tier.DELIBERATION):
        return {}
    seen = Placement.objects.visible_to(reader).filter(pk__in=placed)
    hidden = unseen(Case.objects.filter(pk__in=cases), reader)
    titles = bands()
    found = ((placed[pk], titles.get(band, band)) for pk, band in seen.values_list("pk", "band"))
    return {case: band for case, band in found if case not in hidden}


def _running(cases: Mapping[int, Case]) -> dict[int, list[CaseClock]]:
    """The clocks that run, by case; one query."""
    found: dict[int, list[CaseClock]] = {pk: [] for pk in cases}
    for clock in CaseClock.objects.filter(case__in=cases):
        if clock.stopped is None and clock.ended is None:
            clock.case = cases[clock.case_id]
            found[clock.case_id].append(clock)
    return found


COLUMNS = (
    *("case", "programme", "practice", "name", "practices", "list_size", "area", "began"),
    *("begun", "state", "since", "owed", "due", "how_it_stands", "team", "handler"),
)


def columns(reader: Reader) -> tuple[str, ...]:
    """Those of the list as a file, for somebody: bands are for those who deliberate."""
    return (*COLUMNS, "band") if reader.sees(Tier.DELIBERATION) else COLUMNS


def table(keys: Iterable[int], reader: Reader) -> Iterator[dict[str, Any]]:
    """The list as a file has it, by its columns for the reader."""
    every, wanted = list(keys), columns(reader)
    for start in range(0, len(every), TOGETHER):
        for line in map(_line, rows(every[start : start + TOGETHER], reader)):
            yield {name: line[name] for name in wanted}


def _line(row: Row) -> dict[str, Any]:
    case, owed = row.case, row.owed
    return {
        "band": row.band or None,
        "case": case.reference,
        "programme": case.programme,
        "practice": case.organisation.code,
        "name": case.organisation.name,
        "practices": row.others + 1,
        "list_size": case.list_size,
        "area": row.area,
        "began": row.began,
        "begun": localdate(case.begun).isoformat(),
        "state": row.title,
        "since": localdate(case.since).isoformat(),
        "owed": owed.what if owed else None,
        "due": owed.due.isoformat() if owed and owed.due else None,
        "how_it_stands": (owed.tag or "In time so far").lower() if owed else None,
        "team": case.team.name if case.team else None,
        "handler": case.handler.name if case.handler else None,
    }


def _areas(cases: Iterable[Case], day: date) -> dict[int, str]:
    """The names of the areas of practices that lead, by practice; one query."""
    kinds = {
        pack.asking.commissioner_level
        for pack in map(load, {case.programme for case in cases})
        if pack.asking
    }
    above = Ancestor.objects.filter(
        descendant__in={case.organisation_id for case in cases},
        kind__in=kinds,
        starts__lte=day,
        ends__gt=day,
    )
    return dict(above.order_by("-kind").values_list("descendant", "ancestor__name"))
