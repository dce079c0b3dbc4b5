"""Where placed cases stand on the matrix, and in which order they are looked at: by band, then
urgency, then wait. A board, a list and a proposal are all made of it: it is read once, narrow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Case as Either
from django.db.models import Q, QuerySet, Value, When

from resilience.cases.models import Case
from resilience.programmes.schema.matrix import Matrix


class Stand(NamedTuple):
    """A case, its scores, and whether it is urgent."""

    case: int
    scope: int
    impact: int
    urgent: int

    @property
    def cell(self) -> tuple[int, int]:
        return self.scope, self.impact


def stands(found: QuerySet[Case], matrix: Matrix) -> list[Stand]:
    """Placed cases, who waited longest leading; one query."""
    urgent = Either(When(is_urgent(matrix), then=Value(1)), default=Value(0))
    rows = (
        found.annotate(urgent=urgent)
        .order_by("begun", "reference")
        .values_list("pk", "placement__scope", "placement__impact", "urgent")
    )
    return list(map(Stand._make, rows))


def in_turn(some: Iterable[Stand], matrix: Matrix) -> list[Stand]:
    """The band of greatest need leads, in it what is urgent, then as they stand."""
    ranks = {band.id: -rank for rank, band in enumerate(matrix.bands)}
    turn = {
        (scope, impact, urgent): (ranks[band], -urgent)
        for scope, row in enumerate(matrix.cells, start=1)
        for impact, band in enumerate(row, start=1)
        for urgent in (0, 1)
    }
    return sorted(some, key=lambda one: turn[one[1:]])


def is_urgent(matrix: Matrix) -> Q:
    """Placed for a particular and urgent reason: the last of the meanings of a score that has
    several (E19)."""
    found = Q(pk__in=[])
    for score, one in enumerate(matrix.scope, start=1):
        if one.ask:
            found |= Q(placement__scope=score, placement__scope_reason=one.ask[-1])
    return found
