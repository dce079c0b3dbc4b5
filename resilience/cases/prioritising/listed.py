"""The cases placed in a footprint, narrowed as somebody asks and in the order in which they are
looked at: by band, then urgency, then wait."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, cast

from django.db.models import Case as Either
from django.db.models import IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.utils import timezone

from resilience.cases.models import Case, Placement
from resilience.cases.prioritising.footprint import Footprint
from resilience.cases.prioritising.helped import continuing
from resilience.cases.states import OPEN
from resilience.cases.steps.step import ASKED_FOR
from resilience.look import asked
from resilience.organisations.models import Ancestor
from resilience.organisations.queries import members_of
from resilience.programmes.schema import Pack
from resilience.programmes.schema.matrix import SCORES, Matrix

TO_DECIDE = "to_decide"
STANDINGS: dict[str, tuple[str, tuple[str, ...]]] = {
    TO_DECIDE: ("To decide", tuple(state for state in OPEN if state != "help_decided")),
    "not_prioritised": ("Not prioritised, still on the list", ("not_prioritised",)),
    "help_decided": ("Help decided", ("help_decided",)),
}
"""Which cases are looked at together: their title, and the states they stand in."""
HELPED = {"new": "Not helped before", "continuing": "Helped before"}
SCORED = [str(score) for score in range(1, SCORES + 1)]


@dataclass(frozen=True)
class Wanted:
    """What of the cases of a footprint is asked for; empty is any, and of `standing` to decide."""

    team: str
    standing: str
    area: str
    helped: str
    band: str
    scope: str
    impact: str

    @property
    def query(self) -> dict[str, str]:
        """The same for an address."""
        return {name: value for name, value in asdict(self).items() if value}

    @property
    def board(self) -> dict[str, str]:
        """What of it narrows the board too."""
        return replace(self, band="", scope="", impact="").query

    @property
    def title(self) -> str:
        return STANDINGS[self.standing or TO_DECIDE][0]


def wanted(request: HttpRequest, footprint: Footprint, areas: Iterable[str]) -> Wanted:
    """What an address asks for. Raises NotUnderstood."""
    matrix = matrix_of(footprint.pack)
    return Wanted(
        team=request.GET.get("team", ""),
        standing=asked.one_of(request, "standing", STANDINGS),
        area=asked.one_of(request, "area", list(areas)),
        helped=asked.one_of(request, "helped", HELPED),
        band=asked.one_of(request, "band", [band.id for band in matrix.bands]),
        scope=asked.one_of(request, "scope", SCORED),
        impact=asked.one_of(request, "impact", SCORED),
    )


def matrix_of(pack: Pack) -> Matrix:
    """The matrix of a programme that has one."""
    return cast(Matrix, pack.matrix)


def placed(footprint: Footprint, wanted: Wanted) -> QuerySet[Case]:
    """The cases on the board: placed, in the states and the area asked for."""
    _, states = STANDINGS[wanted.standing or TO_DECIDE]
    found = footprint.cases.filter(state__in=states, placement__isnull=False)
    if wanted.area:
        found = found.filter(organisation__in=members_of(wanted.area, footprint.reader.day))
    if wanted.helped:
        helped = continuing(footprint.reader)
        found = found.filter(helped if wanted.helped == "continuing" else ~helped)
    return found


def narrowed(found: QuerySet[Case], wanted: Wanted, pack: Pack) -> QuerySet[Case]:
    """Those of them in the band or the cell asked for."""
    if wanted.band:
        found = found.filter(_in_band(pack, wanted.band))
    if wanted.scope:
        found = found.filter(placement__scope=wanted.scope)
    if wanted.impact:
        found = found.filter(placement__impact=wanted.impact)
    return found


def in_turn(found: QuerySet[Case], pack: Pack) -> QuerySet[Case]:
    """The band of greatest need leads, in it what is urgent, then who has waited longest."""
    ranked = [
        When(_in_band(pack, band.id), then=Value(rank))
        for rank, band in enumerate(matrix_of(pack).bands)
    ]
    rank = Either(*ranked, output_field=IntegerField())
    urgent = Either(When(is_urgent(pack), then=Value(0)), default=Value(1))
    return found.order_by(rank.desc(), urgent, "begun", "reference")


def is_urgent(pack: Pack) -> Q:
    """Placed for a particular and urgent reason: the last of the meanings of a score that has
    several (E19)."""
    meanings = ((score, one.ask) for score, one in enumerate(matrix_of(pack).scope, start=1))
    found = Q(pk__in=[])
    for score, ask in meanings:
        if ask:
            found |= Q(placement__scope=score, placement__scope_reason=ask[-1])
    return found


def _in_band(pack: Pack, band: str) -> Q:
    """Of a cell that the matrix in force gives that band."""
    found = Q(pk__in=[])
    for scope, row in enumerate(matrix_of(pack).cells, start=1):
        if impacts := [impact for impact, cell in enumerate(row, start=1) if cell == band]:
            found |= Q(placement__scope=scope, placement__impact__in=impacts)
    return found


@dataclass(frozen=True)
class Row:
    """A placed case as the list has it."""

    case: Case
    pack: Pack
    area: str
    continuing: bool
    day: date

    @property
    def placement(self) -> Placement:
        return cast(Placement, self.case.placement)

    @property
    def band(self) -> str:
        """The title of the band that the matrix in force gives its cell."""
        placement = self.placement
        return matrix_of(self.pack).band(placement.scope, placement.impact).title

    @property
    def was(self) -> str:
        """The band it was given when it was placed, where the matrix then said otherwise."""
        titles = {band.id: band.title for band in matrix_of(self.pack).bands}
        then = titles.get(self.placement.band, self.placement.band)
        return then if then != self.band else ""

    @property
    def urgent(self) -> bool:
        placement = self.placement
        ask = matrix_of(self.pack).scope[placement.scope - 1].ask
        return bool(ask) and placement.scope_reason == ask[-1]

    @property
    def waited(self) -> int:
        """Days since it began."""
        return (self.day - timezone.localdate(self.case.begun)).days


def rows(keys: Iterable[int], footprint: Footprint) -> list[Row]:
    """What the list tells of cases, in their turn; three queries, however many they are."""
    wanted = list(keys)
    every = Case.objects.filter(pk__in=wanted)
    cases = {
        case.pk: case for case in every.select_related("organisation", "placement").defer("answers")
    }
    again = set(every.filter(continuing(footprint.reader)).values_list("pk", flat=True))
    areas = areas_of([case.organisation_id for case in cases.values()], footprint)
    found = ((cases[key], areas.get(cases[key].organisation_id, "")) for key in wanted)
    day, pack = footprint.reader.day, footprint.pack
    return [Row(case, pack, area, case.pk in again, day) for case, area in found]


def areas_of(practices: Iterable[int], footprint: Footprint) -> dict[int, str]:
    """The name of the commissioner's area of each practice on the reader's day; one query."""
    day, pack = footprint.reader.day, footprint.pack
    above = Ancestor.objects.filter(
        descendant__in=list(practices),
        kind=pack.asking.commissioner_level if pack.asking else "",
        starts__lte=day,
        ends__gt=day,
    )
    return dict(above.values_list("descendant", "ancestor__name"))


def not_placed(footprint: Footprint) -> int:
    """How many requests, or offers taken up, nobody placed yet."""
    return footprint.cases.filter(state__in=ASKED_FOR, placement=None).count()


COLUMNS = (
    *("case", "practice", "name", "area", "state", "band", "scope", "impact", "urgent"),
    *("begun", "days_waited", "helped_before", "estimate_pence"),
)
TOGETHER = 500
"""Cases of a file that are read at a time."""


def table(keys: Iterable[int], footprint: Footprint) -> Iterator[dict[str, Any]]:
    """The list as a file has it, by COLUMNS."""
    every = list(keys)
    for start in range(0, len(every), TOGETHER):
        yield from map(_line, rows(every[start : start + TOGETHER], footprint))


def _line(row: Row) -> dict[str, Any]:
    case, placement = row.case, row.placement
    return {
        "case": case.reference,
        "practice": case.organisation.code,
        "name": case.organisation.name,
        "area": row.area,
        "state": case.standing.title,
        "band": row.band,
        "scope": placement.scope,
        "impact": placement.impact,
        "urgent": "yes" if row.urgent else "no",
        "begun": timezone.localdate(case.begun).isoformat(),
        "days_waited": row.waited,
        "helped_before": "yes" if row.continuing else "no",
        "estimate_pence": placement.estimate,
    }
