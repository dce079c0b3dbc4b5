"""The list of cases: those that somebody sees, narrowed as they ask, with what a row tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q
from django.http import HttpRequest

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.cases.clock_words import ClockTold, next_due
from resilience.cases.models import Case, CasePractice
from resilience.cases.models.case import CaseQuerySet
from resilience.cases.states import OPEN, STATES, Waits
from resilience.look import asked
from resilience.organisations.models import Ancestor
from resilience.programmes.packs import available, load

WAITS = {
    "open": "Open",
    "team": "Waits for the local team",
    "practice": "Waits for the practice",
    "closed": "Closed",
}
HAS_IT = {"me": "You", "nobody": "Nobody yet", "other": "Somebody else"}
DUE = {"late": "Late", "today": "Due today", "week": "Due in the next 7 days"}
WEEK = timedelta(days=7)
TOGETHER = 500
"""Cases of a file that are read at a time."""


@dataclass(frozen=True)
class Wanted:
    """What of the list is asked for; empty is any."""

    programme: str
    waits: str
    has_it: str
    route: str
    due: str
    q: str

    @property
    def query(self) -> dict[str, str]:
        """The same for an address."""
        return {name: value for name, value in asdict(self).items() if value}


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

    @property
    def title(self) -> str:
        standing = self.case.standing
        return standing.to_the_practice if self.ours else standing.title

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


def wanted(request: HttpRequest) -> Wanted:
    """What an address asks for. Raises NotUnderstood."""
    return Wanted(
        programme=asked.one_of(request, "programme", available()),
        waits=asked.one_of(request, "waits", WAITS),
        has_it=asked.one_of(request, "has_it", HAS_IT),
        route=asked.one_of(request, "route", Case.Route.values),
        due=asked.one_of(request, "due", DUE),
        q=asked.clean(request.GET.get("q", ""))[:100],
    )


def cases_of(reader: Reader, wanted: Wanted) -> CaseQuerySet:
    """The cases that somebody sees, narrowed; what is due first leads, then what changed last."""
    found = Case.objects.visible_to(reader)
    if wanted.programme:
        found = found.filter(programme=wanted.programme)
    if wanted.waits:
        found = found.filter(state__in=_states(wanted.waits))
    if wanted.has_it:
        found = found.filter(_had_by(wanted.has_it, reader))
    if wanted.route:
        found = found.filter(route=wanted.route)
        if wanted.route != Case.Route.SELF_REFERRAL:  # how it was found is not for the practice
            found = found.exclude(organisation__in=reader.sees(Tier.PRACTICE).organisations)
    if wanted.due:
        found = found.filter(_due(wanted.due, reader.day))
    if wanted.q:
        found = found.filter(_like(wanted.q))
    return found.order_by(F("due").asc(nulls_last=True), "-since", "pk")


def pressing(reader: Reader) -> dict[str, int]:
    """How many of all cases that somebody sees are late, due today, due this week; one query."""
    counts = {name: Count("pk", filter=_due(name, reader.day)) for name in DUE}
    soon = Case.objects.visible_to(reader).filter(due__lte=reader.day + WEEK)
    return soon.order_by().aggregate(**counts)


def rows(cases: Iterable[Case], reader: Reader) -> list[Row]:
    """What the list tells of cases; a few queries, however many they are."""
    found, own = list(cases), reader.sees(Tier.PRACTICE).organisations
    counted = {
        pk: (practices, ours)
        for pk, practices, ours in CasePractice.objects.filter(case__in=found)
        .order_by()
        .values_list("case")
        .annotate(practices=Count("pk"), ours=Count("pk", filter=Q(organisation__in=own)))
    }
    areas = _areas(found, reader.day)
    return [
        Row(
            case=case,
            others=counted[case.pk][0] - 1,
            area=areas.get(case.organisation_id, ""),
            ours=bool(counted[case.pk][1]),
            owed=next_due(case, reader.day, to_the_practice=bool(counted[case.pk][1])),
        )
        for case in found
    ]


def to_show(cases: CaseQuerySet) -> CaseQuerySet:
    """With what a row needs, and without what people wrote."""
    return (
        cases.select_related("organisation", "team", "handler")
        .prefetch_related("clocks__waits")
        .defer("answers")
    )


COLUMNS = (
    *("case", "programme", "practice", "name", "practices", "list_size", "area", "began"),
    *("begun", "state", "since", "owed", "due", "how_it_stands", "team", "handler"),
)


def table(cases: CaseQuerySet, reader: Reader) -> Iterator[dict[str, Any]]:
    """The list as a file has it, by COLUMNS."""
    keys = list(cases.values_list("pk", flat=True))
    for start in range(0, len(keys), TOGETHER):
        some = to_show(cases.filter(pk__in=keys[start : start + TOGETHER]))
        yield from (_line(row) for row in rows(some, reader))


def _line(row: Row) -> dict[str, Any]:
    case, owed = row.case, row.owed
    return {
        "case": case.reference,
        "programme": case.programme,
        "practice": case.organisation.code,
        "name": case.organisation.name,
        "practices": row.others + 1,
        "list_size": case.list_size,
        "area": row.area,
        "began": row.began,
        "begun": case.begun.date().isoformat(),
        "state": row.title,
        "since": case.since.date().isoformat(),
        "owed": owed.what if owed else None,
        "due": owed.due.isoformat() if owed and owed.due else None,
        "how_it_stands": (owed.tag or "In time so far").lower() if owed else None,
        "team": case.team.name if case.team else None,
        "handler": case.handler.name if case.handler else None,
    }


def _states(waits: str) -> list[str]:
    if waits == "open":
        return list(OPEN)
    on = Waits.NOBODY if waits == "closed" else Waits(waits)
    return [name for name, state in STATES.items() if state.waits_on == on]


def _had_by(whom: str, reader: Reader) -> Q:
    if whom == "nobody":
        return Q(handler=None)
    mine = Q(handler=reader.user.pk)
    return mine if whom == "me" else Q(handler__isnull=False) & ~mine


def _due(which: str, day: date) -> Q:
    if which == "late":
        return Q(due__lt=day)
    return Q(due=day) if which == "today" else Q(due__range=(day, day + WEEK))


def _like(text: str) -> Q:
    """Of a reference, or of a practice by name or code."""
    practices = CasePractice.objects.filter(
        Q(name__icontains=text)
        | Q(organisation__name__icontains=text)
        | Q(organisation__code=text.upper())
    )
    return Q(reference__iendswith=text) | Q(pk__in=practices.values("case"))


def _areas(cases: Sequence[Case], day: date) -> dict[int, str]:
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
