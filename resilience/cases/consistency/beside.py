"""The cases most like one that is being assessed, and where they were placed (GC22)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from resilience.accounts.reader import Reader
from resilience.cases.consistency.likeness import in_common, likeness, nearest
from resilience.cases.consistency.placements import Placed, Placements
from resilience.cases.models import Case
from resilience.cases.models.assessment import known_results
from resilience.programmes.local import in_force


@dataclass(frozen=True)
class LikeCase:
    """A case like the one assessed: where it is placed, and `words` for what they have in common
    and what not. `band` is its title in the matrix in force; `likeness` is above 0, up to 1."""

    placed: Placed
    band: str
    likeness: float
    words: str


def beside(evidence: Iterable[Mapping[str, Any]], reader: Reader, case: Case) -> list[LikeCase]:
    """The cases of the same programme most like a case by the evidence on which it is assessed, of
    those whose placement the reader may see, the most alike first: as many as the programme asks
    for, fewer where fewer meet a criterion with it, and none where it meets none. A few queries,
    however many cases there are."""
    pack = in_force(case.programme)
    if pack.deciding is None or pack.matrix is None:
        return []
    seen = Placements(pack, reader)
    own = seen.criteria.marks(known_results(evidence))
    if not own.met:  # then it is as like each other case of which no criterion is met
        return []
    marks = {pk: one for pk, one in seen.marks.items() if pk != case.pk}
    others = list(marks)
    near = nearest([own, *marks.values()], [0], pack.deciding.similar_cases)[0]
    alike = {pk: likeness(own, marks[pk]) or 0 for pk in (others[place - 1] for place in near)}
    placed = seen.some([pk for pk, found in alike.items() if found])
    titles = {one.id: one.title for one in pack.criteria}
    return [
        LikeCase(
            placed[pk],
            pack.matrix.band(placed[pk].scope, placed[pk].impact).title,
            found,
            in_common(seen.criteria, own, marks[pk], titles),
        )
        for pk, found in alike.items()
        if found
    ]
