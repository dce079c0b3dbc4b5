"""What is known of a practice, and where it was placed, as pages show it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Subject, Tier
from resilience.cases.assessing.second import in_force
from resilience.cases.models import Case, Placement
from resilience.organisations.models import Organisation
from resilience.programmes.schema import Criterion, Pack
from resilience.programmes.schema.matrix import SCORES
from resilience.screening.findings import MET, NOT_KNOWN, NOT_MET
from resilience.screening.intelligence import Intelligence
from resilience.screening.intelligence_actions import known_locally
from resilience.screening.intelligence_rules import subject_of

Plain = Mapping[str, Any]
RESULTS = {MET: "met", NOT_MET: "not met", NOT_KNOWN: "not known"}
BY_PEOPLE = ("judged", "reported", "mixed")
UP = range(SCORES, 0, -1)
"""Scores of scope as a matrix has them, the greatest on top."""


@dataclass(frozen=True)
class Known:
    """A criterion with what is known of it. `says` is what the practice says of its figure, `read`
    what is restricted and the reader may read, `named` whether they are named for all of it."""

    criterion: Criterion
    told: Plain
    says: list[Plain] = field(default_factory=list)
    read: list[Intelligence] = field(default_factory=list)
    named: bool = False

    @property
    def result(self) -> str:
        return str(self.told.get("result", NOT_KNOWN))

    @property
    def asks(self) -> bool:
        """Whether people answer it, the reader among them."""
        return self.criterion.kind in BY_PEOPLE and (self.named or not self.criterion.restricted)


@dataclass(frozen=True)
class Cell:
    """A cell of the matrix; `marks` say whose placement stands in it."""

    scope: int
    impact: int
    band: str
    title: str
    level: int
    """Which of the bands it is, from 0 for the least need."""
    marks: list[str]


@dataclass(frozen=True)
class PlacedAs:
    """A placement in the words of the programme."""

    one: Placement
    band: str
    criteria: list[str]
    holds: bool
    own: bool


def by_domain(
    reader: Reader,
    case: Case,
    pack: Pack,
    evidence: Iterable[Plain],
    context: Collection[Plain],
) -> list[tuple[str, list[Known]]]:
    """What is known of the practice that leads a case, under the title of each domain. What the
    pack asks no more is left out. That somebody read what is restricted is kept."""
    practice, criteria = case.organisation, {one.id: one for one in pack.criteria}
    entries = known_locally(reader, practice.code, case.programme)
    read = [one for one in entries if one.tier == Tier.RESTRICTED]
    known = [
        Known(
            criteria[told["id"]],
            told,
            [one for one in context if one["criterion"] == told["id"]],
            [one for one in read if one.pk in told.get("entries", ())],
            is_named(reader, practice, criteria[told["id"]]),
        )
        for told in evidence
        if told["id"] in criteria
    ]
    found = [
        (domain.title, [one for one in known if one.criterion.domain == domain.id])
        for domain in pack.domains
    ]
    return [(title, of_it) for title, of_it in found if of_it]


def is_named(reader: Reader, practice: Organisation, criterion: Criterion) -> bool:
    """Whether somebody is named to read all that is said under a restricted criterion."""
    if not criterion.restricted:
        return False
    return reader.reads(Subject(subject_of(criterion, Tier.RESTRICTED))).holds(practice)


def counted(evidence: Iterable[Plain]) -> dict[str, int]:
    """How many criteria are met, not met, not known; what is restricted is not among them."""
    results = [one["result"] for one in evidence if not one.get("restricted")]
    return {words: results.count(name) for name, words in RESULTS.items()}


def matrix_rows(pack: Pack, marks: Mapping[tuple[int, int], list[str]]) -> list[list[Cell]]:
    """The cells of the matrix in force, scope 5 on top, impact from 1 to 5."""
    matrix = pack.matrix
    if matrix is None:
        return []
    return [
        [
            Cell(
                scope,
                impact,
                band.id,
                band.title,
                matrix.bands.index(band),
                marks.get((scope, impact), []),
            )
            for impact in range(1, SCORES + 1)
            for band in [matrix.band(scope, impact)]
        ]
        for scope in UP
    ]


def marks_of(placements: Iterable[Placement]) -> dict[tuple[int, int], list[str]]:
    """Whose placement stands in which cell."""
    marks: dict[tuple[int, int], list[str]] = {}
    for one in placements:
        marks.setdefault(one.cell, []).append(Placement.Kind(one.kind).label)
    return marks


def placed_as(pack: Pack, placements: Sequence[Placement], reader: Reader) -> list[PlacedAs]:
    """Placements of one assessment, in the order in which they were made."""
    bands = {band.id: band.title for band in pack.matrix.bands} if pack.matrix else {}
    titles = {one.id: one.title for one in pack.criteria}
    holds = in_force(placements)
    return [
        PlacedAs(
            one,
            bands.get(one.band, one.band),
            [f"{id_} {titles.get(id_, '')}".strip() for id_ in one.criteria],
            one == holds,
            one.by == reader.actor,
        )
        for one in placements
    ]
