"""How firm bands are: which placements would stand in another band with one score more or less, or
under another matrix (GC21–GC23)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from resilience.cases.consistency.placements import Placed
from resilience.programmes import settable
from resilience.programmes.models import LocalSetting
from resilience.programmes.packs import load
from resilience.programmes.schema import Pack
from resilience.programmes.schema.matrix import SCORES, Matrix

SHIFTS = (
    ("scope_up", "Scope one more", 1, 0),
    ("scope_down", "Scope one less", -1, 0),
    ("impact_up", "Impact one more", 0, 1),
    ("impact_down", "Impact one less", 0, -1),
)


@dataclass(frozen=True)
class Change:
    """A placement that would stand in another band; both are titles."""

    placed: Placed
    now: str
    then: str
    higher: bool


@dataclass(frozen=True)
class Tried:
    """What was tried, of how many placements it could be, and which would change band."""

    id: str
    title: str
    of: int
    changed: tuple[Change, ...]

    @property
    def higher(self) -> int:
        return sum(one.higher for one in self.changed)

    @property
    def lower(self) -> int:
        return len(self.changed) - self.higher


@dataclass(frozen=True)
class Firmness:
    """What was tried: a score more or less; other matrices; and what was recorded at the time."""

    shifted: list[Tried]
    others: list[Tried]
    recorded: Tried

    @property
    def every(self) -> list[Tried]:
        return [*self.shifted, *self.others, self.recorded]


def firmness(placed: Sequence[Placed], pack: Pack) -> Firmness:
    """Which placements would change band, against the matrix in force; one query. Raises ValueError
    for a programme without a matrix."""
    if pack.matrix is None:
        raise ValueError(f"{pack.id} has no matrix")
    matrix = pack.matrix
    others = [
        _tried(
            name, title, matrix, [(one, _band(matrix, one), _band(other, one)) for one in placed]
        )
        for name, title, other in matrices(pack.id)
        if other.cells != matrix.cells
    ]
    return Firmness(_shifted(placed, matrix), others, _outdated(placed, matrix))


def _shifted(placed: Sequence[Placed], matrix: Matrix) -> list[Tried]:
    """One score more or less on either axis; a score at its end goes no further."""
    found = []
    for name, title, more_scope, more_impact in SHIFTS:
        cells = [(one, one.scope + more_scope, one.impact + more_impact) for one in placed]
        able = [(p, s, i) for p, s, i in cells if 1 <= s <= SCORES and 1 <= i <= SCORES]
        bands = [(p, _band(matrix, p), matrix.band(s, i).id) for p, s, i in able]
        found.append(_tried(name, title, matrix, bands))
    return found


def _outdated(placed: Sequence[Placed], matrix: Matrix) -> Tried:
    """Those to which the matrix in force gives another band than was recorded with them."""
    known = {band.id for band in matrix.bands}
    bands = [(one, one.recorded, _band(matrix, one)) for one in placed if one.recorded in known]
    return _tried("recorded", "The matrix now, against the band recorded then", matrix, bands)


def matrices(programme: str) -> list[tuple[str, str, Matrix]]:
    """Each matrix that was in force: an id, a title and itself, the latest first and the pack's own
    last. What was set at once, by somebody for one reason, is one version."""
    values: dict[str, str] = {}
    found = [("own", "The matrix as the programme’s pack has it", load(programme).matrix)]
    rows = LocalSetting.objects.filter(programme=programme)
    for _, together in groupby(rows, key=lambda one: (one.by, one.reason)):
        made = list(together)
        values |= {one.key: one.value for one in made}
        try:
            matrix = settable.in_force(programme, {k: v for k, v in values.items() if v}).matrix
        except settable.SettingsUnfit:  # the pack has changed since
            continue
        if matrix is not None and all(matrix.cells != one.cells for _, _, one in found if one):
            number = made[-1].number
            found.append((f"version-{number}", f"Local settings, version {number}", matrix))
    return [(name, title, matrix) for name, title, matrix in reversed(found) if matrix]


def _band(matrix: Matrix, placed: Placed) -> str:
    return matrix.band(placed.scope, placed.impact).id


def _tried(name: str, title: str, matrix: Matrix, bands: list[tuple[Placed, str, str]]) -> Tried:
    """Of placements with their bands, by id, now and then: those in which the two differ."""
    order = {band.id: place for place, band in enumerate(matrix.bands)}
    titles = {band.id: band.title for band in matrix.bands}
    changed = tuple(
        Change(one, titles[now], titles[then], order[then] > order[now])
        for one, now, then in bands
        if now != then
    )
    return Tried(name, title, len(bands), changed)
