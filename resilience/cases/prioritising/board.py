"""The matrix as a board: in each cell how many practices, and those that waited longest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from resilience.cases.models import Case
from resilience.cases.prioritising.listed import is_urgent, matrix_of
from resilience.programmes.schema import Pack
from resilience.programmes.schema.matrix import SCORES, Band

NAMED = 3
"""Practices named in a cell; the rest are a link to the list."""


@dataclass
class Cell:
    """A cell of the board; `rank` is that of its band, 0 that of the least need."""

    scope: int
    impact: int
    band: Band
    rank: int
    cases: int = 0
    urgent: int = 0
    first: list[tuple[str, str]] = field(default_factory=list)
    """Reference and name of the practice of those that waited longest."""

    @property
    def query(self) -> dict[str, str]:
        """What of an address asks for the list of it."""
        return {"scope": str(self.scope), "impact": str(self.impact)}


@dataclass(frozen=True)
class Board:
    """All cells: rows of scope from 5 down to 1, in each the impacts from 1 to 5."""

    rows: list[list[Cell]]

    @property
    def cells(self) -> list[Cell]:
        return [cell for row in self.rows for cell in row]

    @property
    def cases(self) -> int:
        return sum(cell.cases for cell in self.cells)

    def counted(self, band: str, scope: str, impact: str) -> int:
        """How many cases are in a band and have the scores asked for; empty is any."""
        asked = (
            cell.cases
            for cell in self.cells
            if band in ("", cell.band.id)
            and scope in ("", str(cell.scope))
            and impact in ("", str(cell.impact))
        )
        return sum(asked)

    @property
    def bands(self) -> list[tuple[Band, int, int]]:
        """Each band, its rank and how many cases it has, the greatest need leading."""
        found: dict[int, tuple[Band, int]] = {}
        for cell in self.cells:
            _, before = found.get(cell.rank, (cell.band, 0))
            found[cell.rank] = cell.band, before + cell.cases
        return [(band, rank, many) for rank, (band, many) in sorted(found.items(), reverse=True)]


def board(found: QuerySet[Case], pack: Pack) -> Board:
    """The board of some placed cases; two queries."""
    matrix = matrix_of(pack)
    ranks = {band.id: rank for rank, band in enumerate(matrix.bands)}
    cells = {
        (scope, impact): Cell(scope, impact, band, ranks[band.id])
        for scope in range(1, SCORES + 1)
        for impact in range(1, SCORES + 1)
        for band in [matrix.band(scope, impact)]
    }
    _count(found, pack, cells)
    rows = [
        [cells[scope, impact] for impact in range(1, SCORES + 1)] for scope in range(SCORES, 0, -1)
    ]
    return Board(rows)


def _count(found: QuerySet[Case], pack: Pack, cells: Mapping[tuple[int, int], Cell]) -> None:
    place = "placement__scope", "placement__impact"
    counted = (
        found.order_by()
        .values_list(*place)
        .annotate(cases=Count("pk"), urgent=Count("pk", filter=is_urgent(pack)))
    )
    for scope, impact, cases, urgent in counted:
        cells[scope, impact].cases, cells[scope, impact].urgent = cases, urgent
    turn = Window(RowNumber(), partition_by=[F(one) for one in place], order_by=["begun", "pk"])
    first = found.order_by("begun", "pk").annotate(turn=turn).filter(turn__lte=NAMED)
    for scope, impact, *named in first.values_list(*place, "reference", "organisation__name"):
        cells[scope, impact].first.append((named[0], named[1]))
