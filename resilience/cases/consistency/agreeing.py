"""How far first and second assessors agree, by team and over time, and how much of the sample is
done (GC22)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.timezone import localtime

from resilience.accounts.reader import Reader
from resilience.cases.assessing.second import in_sample
from resilience.cases.models import Case, Placement
from resilience.evidence.statistics import Agreement, agreement
from resilience.programmes.schema import Pack
from resilience.programmes.schema.matrix import Matrix

AXES = ("scope", "impact", "band")
Kind = Placement.Kind


@dataclass(frozen=True)
class Pair:
    """The same assessment placed by two people. Bands are places in the matrix in force, from the
    least need; `at` is when the second placed it, `by` who, for the organisation `acting_for`."""

    team: str
    team_name: str
    at: datetime
    by: str
    acting_for: str
    first: Mapping[str, int]
    second: Mapping[str, int]

    @property
    def same_cell(self) -> bool:
        return all(self.first[one] == self.second[one] for one in AXES[:2])

    @property
    def half_year(self) -> str:
        """2018, January to June"""
        here = localtime(self.at)
        return f"{here.year}, {'January to June' if here.month <= 6 else 'July to December'}"


@dataclass(frozen=True)
class Agreed:
    """Some pairs: how many are in one cell of the matrix, and the agreement on each of AXES, told
    from `fewest` pairs on, as with less its interval would span nearly everything."""

    id: str
    title: str
    pairs: int
    same_cell: int
    on: Mapping[str, Agreement]
    fewest: int

    @property
    def too_few(self) -> bool:
        return self.pairs < self.fewest

    def kappa(self, axis: str) -> float | None:
        """None where there is none, or too few pairs for one."""
        return None if self.too_few else self.on[axis].kappa


@dataclass(frozen=True)
class Sample:
    """Of the placed cases: how many a second assessor places too by the draw, of how many one did,
    and how many besides were placed twice."""

    drawn: int
    done: int
    besides: int


def pairs(pack: Pack, reader: Reader) -> list[Pair]:
    """Those that somebody sees, the earliest first; one query."""
    if pack.matrix is None:
        return []
    seen = Placement.objects.visible_to(reader).filter(assessment__case__programme=pack.id)
    twice = seen.filter(kind=Kind.SECOND).values("assessment")
    rows = seen.filter(kind__in=(Kind.FIRST, Kind.SECOND), assessment__in=twice)
    rows = rows.select_related("assessment__case__team", "acting_for").defer(
        "assessment__evidence", "assessment__context", "assessment__case__answers"
    )
    first, second = {}, []
    for one in rows.order_by("at", "pk"):
        if one.kind == Kind.FIRST:
            first[one.assessment_id] = one
        else:
            second.append(one)
    return [_pair(first[one.assessment_id], one, pack.matrix) for one in second]


def _pair(first: Placement, second: Placement, matrix: Matrix) -> Pair:
    team, acted = second.assessment.case.team, second.acting_for
    return Pair(
        team.code if team else "",
        team.name if team else "",
        second.at,
        second.by,
        acted.name if acted else "",
        _scores(first, matrix),
        _scores(second, matrix),
    )


def _scores(placement: Placement, matrix: Matrix) -> dict[str, int]:
    band = matrix.bands.index(matrix.band(*placement.cell))
    return {"scope": placement.scope, "impact": placement.impact, "band": band}


def agreed(name: str, title: str, pairs: Sequence[Pair], fewest: int) -> Agreed:
    """How far they agree, by quadratic weights: a score two apart counts as much as four that are
    one apart."""
    on = {
        axis: agreement([one.first[axis] for one in pairs], [one.second[axis] for one in pairs])
        for axis in AXES
    }
    return Agreed(name, title, len(pairs), sum(one.same_cell for one in pairs), on, fewest)


def by_team(pairs: Iterable[Pair], fewest: int) -> list[Agreed]:
    """By the name of the team that answers."""
    return _by(pairs, fewest, lambda one: (one.team_name or "No team", one.team))


def by_half_year(pairs: Iterable[Pair], fewest: int) -> list[Agreed]:
    """By when the second placed it, the earliest first."""
    return _by(pairs, fewest, lambda one: (one.half_year, one.half_year))


def _by(
    pairs: Iterable[Pair], fewest: int, group: Callable[[Pair], tuple[str, str]]
) -> list[Agreed]:
    found: dict[tuple[str, str], list[Pair]] = {}
    for one in pairs:
        found.setdefault(group(one), []).append(one)
    return [agreed(name, title, of, fewest) for (title, name), of in sorted(found.items())]


def seconds(pairs: Iterable[Pair]) -> list[tuple[str, int, int, int]]:
    """For whom second assessors acted: the organisation, how many people, how many assessments,
    and how many of them one person made at most. Nobody is named."""
    found: dict[str, dict[str, int]] = {}
    for one in pairs:
        by = found.setdefault(one.acting_for, {})
        by[one.by] = by.get(one.by, 0) + 1
    return [
        (name, len(by), sum(by.values()), max(by.values())) for name, by in sorted(found.items())
    ]


def sample(pack: Pack, reader: Reader, team: str = "") -> Sample:
    """How much of the drawn sample is done among placed cases that somebody sees; one query."""
    deciding = pack.deciding
    seen = Placement.objects.visible_to(reader).values("pk")
    twice = Placement.objects.filter(assessment__case=OuterRef("pk"), kind=Kind.SECOND)
    placed = Case.objects.filter(programme=pack.id, placement__in=seen)
    if team:
        placed = placed.filter(team__code=team)
    rows = placed.annotate(twice=Exists(twice)).values_list("reference", "twice")
    percent = deciding.second_percent if deciding else 0
    drawn = [(in_sample(reference, percent), twice) for reference, twice in rows]
    return Sample(
        sum(of_it for of_it, _ in drawn),
        sum(of_it and done for of_it, done in drawn),
        sum(done and not of_it for of_it, done in drawn),
    )
