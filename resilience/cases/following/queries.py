"""The list of cases: those that somebody sees, narrowed as they ask."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.tiers import Tier
from resilience.cases.assessing.blind import unseen
from resilience.cases.deciding.stages import STAGES, stage_for, standings
from resilience.cases.models import Case, CasePractice, Placement
from resilience.cases.states import OPEN, STATES, Waits
from resilience.look import asked
from resilience.programmes.packs import available, load

WAITS = {
    "open": "Open",
    "team": "Waits for the local team",
    "practice": "Waits for the practice",
    "plan": "Has a plan or is being helped",
    "closed": "Closed",
    "any": "Open or closed",
}
"""Whose turn it is; without it, open cases."""
OPEN_ONLY = "open"
HAS_IT = {"me": "You", "nobody": "Nobody yet", "other": "Somebody else"}
DUE = {"late": "Late", "today": "Due today", "week": "Due in the next 7 days"}
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Wanted:
    """What of the list is asked for; empty is any, and of `waits` what is open."""

    programme: str
    waits: str
    has_it: str
    route: str
    due: str
    next: str
    band: str
    q: str

    @property
    def open_only(self) -> bool:
        return self.waits in ("", OPEN_ONLY)

    @property
    def query(self) -> dict[str, str]:
        """The same for an address."""
        return {name: value for name, value in asdict(self).items() if value}


def wanted(request: HttpRequest) -> Wanted:
    """What an address asks for. Raises NotUnderstood."""
    return Wanted(
        programme=asked.one_of(request, "programme", available()),
        waits=asked.one_of(request, "waits", WAITS),
        has_it=asked.one_of(request, "has_it", HAS_IT),
        route=asked.one_of(request, "route", Case.Route.values),
        due=asked.one_of(request, "due", DUE),
        next=asked.one_of(request, "next", STAGES),
        band=asked.one_of(request, "band", bands()),
        q=asked.clean(request.GET.get("q", ""))[:100],
    )


def cases_of(reader: Reader, wanted: Wanted) -> QuerySet[Case, int]:
    """The ids of the cases that somebody sees, narrowed; what is due first leads, then what changed
    last. The rows of a page are read by them."""
    found = Case.objects.visible_to(reader)
    if wanted.programme:
        found = found.filter(programme=wanted.programme)
    if wanted.waits != "any":
        found = found.filter(state__in=_states(wanted.waits or OPEN_ONLY))
    if wanted.has_it:
        found = found.filter(_had_by(wanted.has_it, reader))
    if wanted.route:
        found = found.filter(route=wanted.route)
        if wanted.route != Case.Route.SELF_REFERRAL:  # how it was found is not for the practice
            found = found.exclude(organisation__in=reader.sees(Tier.PRACTICE).organisations)
    if wanted.due:
        found = found.filter(_due(wanted.due, reader.day))
    if wanted.next:
        found = found.filter(pk__in=_coming_next(found, wanted.next, reader))
    if wanted.band:
        seen = Placement.objects.visible_to(reader).filter(band=wanted.band)
        found = found.filter(placement__in=seen).exclude(pk__in=unseen(found, reader))
    if wanted.q:
        found = found.filter(_like(wanted.q))
    in_turn = found.order_by(F("due").asc(nulls_last=True), "-since", "pk")
    return in_turn.values_list("pk", flat=True)


def pressing(reader: Reader) -> tuple[int, int, dict[str, int]]:
    """How many open cases somebody sees, how many closed ones, and by DUE how many are late, due
    today or this week; one query."""
    counts = {name: Count("pk", filter=_due(name, reader.day)) for name in DUE}
    is_open = Q(state__in=OPEN)
    found = (
        Case.objects.visible_to(reader)
        .order_by()
        .aggregate(open=Count("pk", filter=is_open), closed=Count("pk", filter=~is_open), **counts)
    )
    return found.pop("open"), found.pop("closed"), found


def bands() -> dict[str, str]:
    """The bands of every programme by id, with their titles."""
    matrices = (load(one).matrix for one in available())
    return {band.id: band.title for matrix in matrices if matrix for band in matrix.bands}


def _coming_next(found: QuerySet[Case], stage: str, reader: Reader) -> list[int]:
    """Those that wait for the team that a reader is of, with that stage next."""
    theirs = found.filter(
        reader.may(Right.WORK_CASES).within("organisation"), state__in=_states(Waits.TEAM)
    )
    known = standings(theirs)
    return [
        pk
        for pk, handler in theirs.order_by().values_list("pk", "handler")
        if stage_for(reader, handler, known.get(pk)) == stage
    ]


def _states(waits: str) -> list[str]:
    if waits == OPEN_ONLY:
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
