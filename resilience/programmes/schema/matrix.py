"""The support matrix: a band for each pair of scores, looked up and never computed (GC20–GC23)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from resilience.programmes.schema.parts import Basis, Citations, Name, Table, Text

SCORES = 5


class Band(Table):
    """What a cell of the matrix says."""

    id: Name
    title: Text


class Score(Table):
    """One of the scores from 1 to 5 on a scale of the matrix."""

    label: Text
    about: Text
    """What the score means, in words of ours."""
    ask: Annotated[tuple[Text, ...], Field(strict=False)] = ()
    """Where the score has more than one meaning, which of them is to be recorded (E19)."""


Row = Annotated[tuple[Name, ...], Field(strict=False, min_length=SCORES, max_length=SCORES)]
Scale = Annotated[tuple[Score, ...], Field(strict=False, min_length=SCORES, max_length=SCORES)]


class Matrix(Table):
    """Where a practice is placed by its scope for support and the impact of support."""

    bands: Annotated[tuple[Band, ...], Field(strict=False, min_length=2)]
    """From the least need to the greatest."""
    cells: Annotated[tuple[Row, ...], Field(strict=False, min_length=SCORES, max_length=SCORES)]
    """A row for each score of scope from 1 to 5; in it the id of a band for each of impact."""
    scope: Scale
    impact: Scale
    basis: Basis
    cite: Citations
    why: Text
    """One sentence for a reader: where the bands come from."""

    def band(self, scope: int, impact: int) -> Band:
        """The band of a cell; scores from 1 to 5."""
        wanted = self.cells[scope - 1][impact - 1]
        return next(band for band in self.bands if band.id == wanted)
