"""The matrix as a board: in each cell how many practices, and those that waited longest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from resilience.cases.models import Case
from resilience.cases.prioritising.order import Stand
from resilience.programmes.schema.matrix import SCORES, Band, Matrix

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

    @property
    def bands(self) -> list[tuple[Band, int, int]]:
        """Each band, its rank and how many cases it has, the greatest need leading."""
        found: dict[int, tuple[Band, int]] = {}
        for cell in self.cells:
            _, before = found.get(cell.rank, (cell.band, 0))
            found[cell.rank] = cell.band, before + cell.cases
        return [(band, rank, many) for rank, (band, many) in sorted(found.items(), reverse=True)]


def board(some: Iterable[Stand], matrix: Matrix) -> Board:
    """The board of placed cases, who waited longest leading; one query."""
    ranks = {band.id: rank for rank, band in enumerate(matrix.bands)}
    scores = range(1, SCORES + 1)
    cells = {
        (scope, impact): Cell(scope, impact, band, ranks[band.id])
        for scope in scores
        for impact in scores
        for band in [matrix.band(scope, impact)]
    }
    named: dict[int, Cell] = {}
    for case, scope, impact, urgent in some:
        cell = cells[scope, impact]
        if cell.cases < NAMED:
            named[case] = cell
        cell.cases += 1
        cell.urgent += urgent
    names = Case.objects.filter(pk__in=named).order_by("begun", "reference")
    for case, *told in names.values_list("pk", "reference", "organisation__name"):
        named[case].first.append((told[0], told[1]))
    return Board([[cells[scope, impact] for impact in scores] for scope in reversed(scores)])
