"""Which practices of a round are told of together: never fewer than the minimum, and nobody left
over of whom a sum could tell (Q5).

Chosen by what is no answer: who answered, in which cluster, with how many patients. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

Cells = Mapping[str, frozenset[str]]
"""The practices (by code) of each cell that is told, by the code of the cluster or `OTHERS`."""
OTHERS = "others"
"""Practices of clusters that are too small for a cell of their own, and of no cluster."""
TOGETHER = "together"
"""All practices of the area."""


@dataclass(frozen=True)
class Practice:
    """A practice that answered: the code of its `cluster` (none: ""), and how many patients are
    registered with it (0 where that is not known)."""

    code: str
    cluster: str
    patients: int


@dataclass(frozen=True)
class Limits:
    """From how many practices, and from how many patients of theirs, something is told."""

    practices: int
    patients: int


def enough(practices: Collection[Practice], limits: Limits) -> bool:
    """Whether practices may be told of together."""
    patients = sum(one.patients for one in practices)
    return len(practices) >= limits.practices and patients >= limits.patients


def by_cluster(answered: Iterable[Practice], limits: Limits) -> Cells:
    """A cell for each cluster with enough, one for all others. Where those are too few, the
    smallest cluster joins them: else they alone would not be told of."""
    clusters: dict[str, set[Practice]] = defaultdict(set)
    for one in answered:
        clusters[one.cluster].add(one)
    others = clusters.pop("", set())
    told = {}
    for code, practices in clusters.items():
        if enough(practices, limits):
            told[code] = practices
        else:
            others |= practices
    if others and told and not enough(others, limits):
        others |= told.pop(min(told, key=lambda code: (_patients(told[code]), code)))
    return _coded(told | {OTHERS: others}, limits)


def all_together(answered: Iterable[Practice], limits: Limits) -> Cells:
    """One cell for all of them."""
    return _coded({TOGETHER: set(answered)}, limits)


def _patients(practices: Iterable[Practice]) -> int:
    return sum(one.patients for one in practices)


def _coded(cells: Mapping[str, Collection[Practice]], limits: Limits) -> Cells:
    return {
        name: frozenset(one.code for one in practices)
        for name, practices in sorted(cells.items())
        if enough(practices, limits)
    }
