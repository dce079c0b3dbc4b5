"""The cases placed in a footprint, narrowed as somebody asks, and what a list tells of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from resilience.cases.models import Case
from resilience.cases.prioritising.footprint import Footprint
from resilience.cases.prioritising.helped import continuing
from resilience.cases.prioritising.order import Stand, urgent_reasons
from resilience.cases.states import OPEN, STATES
from resilience.cases.steps.step import ASKED_FOR
from resilience.look import asked
from resilience.organisations.models import Ancestor
from resilience.organisations.queries import members_of
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

    @cached_property
    def board(self) -> dict[str, str]:
        """What of it narrows the board too."""
        return replace(self, band="", scope="", impact="").query

    @property
    def title(self) -> str:
        return STANDINGS[self.standing or TO_DECIDE][0]


def wanted(request: HttpRequest, footprint: Footprint, areas: Iterable[str]) -> Wanted:
    """What an address asks for. Raises NotUnderstood."""
    bands = [band.id for band in footprint.matrix.bands]
    return Wanted(
        team=request.GET.get("team", ""),
        standing=asked.one_of(request, "standing", STANDINGS),
        area=asked.one_of(request, "area", list(areas)),
        helped=asked.one_of(request, "helped", HELPED),
        band=asked.one_of(request, "band", bands),
        scope=asked.one_of(request, "scope", SCORED),
        impact=asked.one_of(request, "impact", SCORED),
    )


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


def narrowed(some: Iterable[Stand], wanted: Wanted, matrix: Matrix) -> list[Stand]:
    """Those of them in the band or the cell asked for."""
    cells = {
        (scope, impact)
        for scope, row in enumerate(matrix.cells, start=1)
        for impact, band in enumerate(row, start=1)
        if wanted.band in ("", band)
        and wanted.scope in ("", str(scope))
        and wanted.impact in ("", str(impact))
    }
    return [one for one in some if one.cell in cells]


@dataclass(frozen=True)
class Row:
    """A placed case as the list has it: its practice, where it was placed, how long it waits."""

    reference: str
    code: str
    name: str
    state: str
    begun: datetime
    scope: int
    impact: int
    reason: str
    """Which meaning of the score of scope it was, where it has several."""
    band_then: str
    """Id of the band that the matrix gave it when it was placed."""
    estimate: int | None
    area: str
    continuing: bool
    day: date
    matrix: Matrix

    @property
    def band(self) -> str:
        """The title of the band that the matrix in force gives its cell."""
        return self.matrix.band(self.scope, self.impact).title

    @property
    def was(self) -> str:
        """The band it was given when it was placed, where the matrix then said otherwise."""
        titles = {band.id: band.title for band in self.matrix.bands}
        then = titles.get(self.band_then, self.band_then)
        return then if then != self.band else ""

    @property
    def standing(self) -> str:
        return STATES[self.state].title

    @property
    def urgent(self) -> bool:
        return (self.scope, self.reason) in urgent_reasons(self.matrix)

    @property
    def waited(self) -> int:
        """Days since it began."""
        return (self.day - timezone.localdate(self.begun)).days


TOLD = (
    *("reference", "organisation__code", "organisation__name", "state", "begun"),
    *("placement__scope", "placement__impact", "placement__scope_reason", "placement__band"),
    "placement__estimate",
)


def rows(keys: Sequence[int], footprint: Footprint) -> list[Row]:
    """What the list tells of cases, in their turn; three queries, however many they are."""
    every = Case.objects.filter(pk__in=keys)
    columns = every.values_list("pk", "organisation", *TOLD)
    told: dict[int, tuple[int, Any]] = {pk: (own, rest) for pk, own, *rest in columns}
    again = set(every.filter(continuing(footprint.reader)).values_list("pk", flat=True))
    areas = areas_of([own for own, _ in told.values()], footprint)
    day, matrix = footprint.reader.day, footprint.matrix
    found = []
    for key in keys:
        own, rest = told[key]
        found.append(Row(*[*rest, areas.get(own, ""), key in again, day, matrix]))
    return found


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
    return {
        "case": row.reference,
        "practice": row.code,
        "name": row.name,
        "area": row.area,
        "state": row.standing,
        "band": row.band,
        "scope": row.scope,
        "impact": row.impact,
        "urgent": "yes" if row.urgent else "no",
        "begun": timezone.localdate(row.begun).isoformat(),
        "days_waited": row.waited,
        "helped_before": "yes" if row.continuing else "no",
        "estimate_pence": row.estimate,
    }
