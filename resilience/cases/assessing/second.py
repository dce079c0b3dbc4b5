"""Whose placement holds, and when a second assessor is asked for (GC22)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache

from resilience.cases.models import Case, Placement
from resilience.programmes.local import in_force as pack_in_force


def newest_placements(case: Case) -> list[Placement]:
    """Those of the latest assessment of a case that anybody placed, in the order in which they
    were made; at most one query."""
    newest = case.assessments.order_by("-number").values("pk")[:1]
    return list(Placement.objects.filter(assessment__in=newest).order_by("at", "pk"))


def unsettled(placements: Sequence[Placement]) -> bool:
    """Whether two assessors placed a practice differently and nobody settled it."""
    kinds = {one.kind: one for one in placements}
    if Placement.Kind.SETTLED in kinds or len(kinds) < 2:
        return False
    return len({one.cell for one in placements}) > 1


def in_force(placements: Sequence[Placement]) -> Placement | None:
    """The placement that holds: the settled one, else the first."""
    kinds = {one.kind: one for one in placements}
    return kinds.get(Placement.Kind.SETTLED, kinds.get(Placement.Kind.FIRST))


def needs_second(case: Case) -> bool:
    """Whether a second assessor places it too: it is of the sample, or somebody asked for one."""
    return bool(why_second(case))


def why_second(case: Case) -> str:
    """Why a second assessor places it too; empty where none has to."""
    deciding = pack_in_force(case.programme).deciding
    if deciding is None:
        return ""
    if in_sample(case.reference, deciding.second_percent):
        return f"It is one of the {deciding.second_percent} in a hundred that two people assess."
    if case.events.filter(kind="second_asked").exists():
        return "Somebody asked for a second assessor."
    return ""


def in_sample(reference: str, percent: int) -> bool:
    """Whether a case is of the sample, drawn from its reference so that nobody chooses it: the
    same case is always in it or never, and of many cases about so many in a hundred are."""
    return drawn(reference) < percent


@lru_cache(maxsize=2**16)
def drawn(reference: str) -> int:
    """The number from 0 to 99 that a case drew."""
    digest = hashlib.sha256(reference.encode()).digest()
    return int.from_bytes(digest[:4], "big") % 100
