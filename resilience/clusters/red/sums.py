"""The table of an appraisal: every option by every criterion, with sums as an aid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from resilience.clusters.models import Appraisal
from resilience.programmes.schema.red import AppraisalCriterion, Option, Red


@dataclass(frozen=True)
class Cell:
    """A score and why; None where it was not given."""

    criterion: AppraisalCriterion
    score: int | None
    why: str


@dataclass(frozen=True)
class Weighed:
    """An option with its scores; the sum of weight times score, None while one is missing."""

    option: Option
    cells: Sequence[Cell]

    @property
    def whole(self) -> bool:
        return all(one.score is not None for one in self.cells)

    @property
    def begun(self) -> bool:
        return any(one.score is not None for one in self.cells)

    @property
    def total(self) -> int | None:
        if not self.whole:
            return None
        return sum(one.criterion.weight * (one.score or 0) for one in self.cells)


def weighed(red: Red, made: Appraisal) -> list[Weighed]:
    """Each option of the pack, in its order."""
    return [
        Weighed(one, [_cell(made, one, criterion) for criterion in red.criteria])
        for one in red.options
    ]


def most(red: Red) -> int:
    """The highest sum there could be."""
    return 5 * sum(one.weight for one in red.criteria)


def _cell(made: Appraisal, option: Option, criterion: AppraisalCriterion) -> Cell:
    said = made.scores.get(option.id, {}).get(criterion.id, {})
    return Cell(criterion, said.get("score"), said.get("why", ""))
