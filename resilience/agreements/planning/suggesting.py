"""Objectives that may follow from what was found: words to begin with, never imposed."""

from __future__ import annotations

from dataclasses import dataclass

from resilience.accounts.reader import Reader
from resilience.agreements.models import Plan
from resilience.cases.models import Assessment
from resilience.programmes.schema import Pack
from resilience.programmes.schema.planning import Suggestion
from resilience.screening.findings import MET


@dataclass(frozen=True)
class Suggested:
    """A suggestion, the title of its criterion, and whether an objective of the plan has it."""

    one: Suggestion
    criterion: str
    taken: bool


def suggested_for(plan: Plan, pack: Pack, by: Reader) -> list[Suggested]:
    """What the criteria suggest that the latest assessment of its case found met, to those who
    deliberate on the practice: nobody else sees an assessment."""
    assessed = Assessment.objects.visible_to(by).filter(case=plan.case).order_by("number").last()
    met = {id_ for id_, result in (assessed.results if assessed else {}).items() if result == MET}
    return [one for one in _all(plan, pack) if one.one.criterion in met]


def ideas(plan: Plan, pack: Pack) -> list[Suggested]:
    """All suggestions of a programme, which say nothing of the practice."""
    return _all(plan, pack)


def measured(pack: Pack, criterion: str) -> bool:
    """Whether a criterion is told by published figures. Only of these an objective says that it
    came of one: what people judged of a practice is not for all who read its plan."""
    return any(one.id == criterion and one.rule for one in pack.criteria)


def _all(plan: Plan, pack: Pack) -> list[Suggested]:
    taken = set(plan.objectives.values_list("what", flat=True))
    return [
        Suggested(one, pack.criterion(one.criterion).title, one.what in taken)
        for one in (pack.planning.suggestions if pack.planning else ())
    ]
