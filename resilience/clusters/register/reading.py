"""The register of an area, as pages, the paper for the committee and files show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from resilience.accounts.reader import Reader
from resilience.clusters.models import Risk
from resilience.clusters.register.addressed import Of
from resilience.programmes.schema.toolkit import Degree, Register, ScoreBand

SOON = timedelta(days=28)


@dataclass(frozen=True)
class Line:
    """A risk with the band of its score and whether it should have been looked at again."""

    risk: Risk
    band: ScoreBand
    late: bool


@dataclass(frozen=True)
class Cell:
    """One pair of scores, its band, and the open risks that have it."""

    score: int
    band: ScoreBand
    lines: tuple[Line, ...]


def open_risks(of: Of, reader: Reader) -> list[Line]:
    """The open risks of an area, the highest score first; one query."""
    found = [line for line in _lines(of, reader) if line.risk.closed is None]
    return sorted(found, key=lambda one: (-one.risk.score, one.risk.number))


def closed_risks(of: Of, reader: Reader) -> list[Line]:
    """Those that were closed, the last first; one query."""
    found = [line for line in _lines(of, reader) if line.risk.closed]
    return sorted(found, key=lambda one: (one.risk.closed or date.min, one.risk.number))[::-1]


def heat(register: Register, lines: Iterable[Line]) -> list[tuple[Degree, list[Cell]]]:
    """The map: for each likelihood, the highest first, a cell for each impact, the lowest first."""
    every = list(lines)

    def cell(likelihood: int, impact: int) -> Cell:
        here = tuple(
            one for one in every if (one.risk.likelihood, one.risk.impact) == (likelihood, impact)
        )
        return Cell(likelihood * impact, register.band(likelihood * impact), here)

    down = sorted(register.likelihoods, key=lambda one: -one.value)
    across = impacts(register)
    return [(row, [cell(row.value, column.value) for column in across]) for row in down]


def impacts(register: Register) -> list[Degree]:
    """The scale of impact, the lowest first."""
    return sorted(register.impacts, key=lambda one: one.value)


def _lines(of: Of, reader: Reader) -> list[Line]:
    found = Risk.objects.visible_to(reader).filter(programme=of.pack.id, area=of.organisation)
    return [
        Line(one, of.register.band(one.score), not one.closed and one.review_by < reader.day)
        for one in found.select_related("practice")
    ]
