"""Where placed cases stand on the matrix, and in which order they are looked at: by band, then
urgency, then wait. A board, a list and a proposal are all made of it: it is read once, narrow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import QuerySet

from resilience.cases.models import Case
from resilience.programmes.schema.matrix import Matrix


class Stand(NamedTuple):
    """A case, its scores, and whether it is urgent."""

    case: int
    scope: int
    impact: int
    urgent: bool

    @property
    def cell(self) -> tuple[int, int]:
        return self.scope, self.impact


def stands(found: QuerySet[Case], matrix: Matrix) -> list[Stand]:
    """Placed cases, who waited longest leading; one query."""
    urgent = urgent_reasons(matrix)
    place = "placement__scope", "placement__impact", "placement__scope_reason"
    rows = found.order_by("begun", "reference").values_list("pk", *place)
    return [
        Stand(pk, scope, impact, (scope, reason) in urgent)
        for pk, scope, impact, reason in rows.iterator(chunk_size=10_000)
    ]


def in_turn(some: Iterable[Stand], matrix: Matrix) -> list[Stand]:
    """The band of greatest need leads, in it what is urgent, then as they stand."""
    ranks = {band.id: -rank for rank, band in enumerate(matrix.bands)}
    turn = {
        (scope, impact, urgent): (ranks[band], not urgent)
        for scope, row in enumerate(matrix.cells, start=1)
        for impact, band in enumerate(row, start=1)
        for urgent in (False, True)
    }
    return sorted(some, key=lambda one: turn[one[1:]])


def urgent_reasons(matrix: Matrix) -> set[tuple[int, str]]:
    """The meaning of each score of scope that is a particular and urgent reason: the last where
    it has several (E19)."""
    return {(score, one.ask[-1]) for score, one in enumerate(matrix.scope, start=1) if one.ask}
