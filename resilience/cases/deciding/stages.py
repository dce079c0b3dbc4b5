"""What a case under assessment waits for next, worked out for many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet

from resilience.accounts.reader import Reader
from resilience.cases.assessing.second import in_sample, unsettled
from resilience.cases.deciding.again import asked_again_among
from resilience.cases.models import Case, CaseEvent, Decision, Placement
from resilience.cases.steps import ASSESSED
from resilience.programmes.local import in_force


class Stage(StrEnum):
    """What comes next with a case that waits for the team, to one of its people."""

    ANSWER = "answer"
    AGAIN = "again"
    SECOND = "second"
    ASSESS = "assess"
    SETTLE = "settle"
    DECIDE = "decide"
    COLLEAGUE = "colleague"
    """Whoever placed it is no second assessor, and whoever decided does not look again."""
    OTHERS = "others"
    """Somebody else took it."""


STAGES = {
    Stage.ANSWER: "Answer it, or decide whether to offer help",
    Stage.AGAIN: "Look at a decision again",
    Stage.SECOND: "Place it as a second assessor",
    Stage.ASSESS: "Assess it",
    Stage.SETTLE: "Settle two placements",
    Stage.DECIDE: "Decide",
    Stage.COLLEAGUE: "A colleague goes on with what you did",
    Stage.OTHERS: "Somebody else goes on with it",
}


@dataclass(frozen=True)
class Standing:
    """The stage of a case, and who has no say in it."""

    stage: Stage
    not_by: str = ""


def stage_for(reader: Reader, handler: int | None, standing: Standing | None) -> Stage:
    """What comes next with a case that waits for the team, to one of its people. `standing` is none
    where it is not under assessment."""
    stage = standing.stage if standing else Stage.ANSWER
    if stage in (Stage.SECOND, Stage.AGAIN):
        return Stage.COLLEAGUE if standing and standing.not_by == reader.actor else stage
    return stage if handler in (None, reader.user.pk) else Stage.OTHERS


def standings(cases: QuerySet[Case]) -> dict[int, Standing]:
    """By id, of those of some cases that are under assessment; as many queries however many there
    are. The same rules as those of a step, which look at one case (guards)."""
    assessed = cases.filter(state__in=ASSESSED).order_by()
    rows = list(assessed.values_list("pk", "reference", "programme"))
    if not rows:
        return {}
    those = assessed.values("pk")
    placed, decided = _placements(those), _last_decisions(those)
    asked = set(
        CaseEvent.objects.filter(case__in=those, kind="second_asked").values_list("case", flat=True)
    )
    again = asked_again_among(assessed)
    rules = {one: in_force(one).deciding for one in {programme for _, _, programme in rows}}
    found = {}
    for pk, reference, programme in rows:
        rule = rules[programme]
        if rule:
            wants_second = pk in asked or in_sample(reference, rule.second_percent)
            decider = decided.get(pk, "") if rule.somebody_else_again else ""
            found[pk] = _standing(placed.get(pk, []), pk in again, wants_second, decider)
    return found


def _standing(placed: list[Placement], again: bool, wants_second: bool, decider: str) -> Standing:
    if not placed:
        return Standing(Stage.ASSESS)
    if unsettled(placed):
        return Standing(Stage.SETTLE)
    if wants_second and len(placed) == 1:
        return Standing(Stage.SECOND, placed[0].by)
    return Standing(Stage.AGAIN, decider) if again else Standing(Stage.DECIDE)


def _placements(those: QuerySet[Case, Mapping[str, object]]) -> dict[int, list[Placement]]:
    """By case, those of its latest assessment."""
    found: dict[int, dict[int, list[Placement]]] = defaultdict(lambda: defaultdict(list))
    every = Placement.objects.filter(assessment__case__in=those).select_related("assessment")
    needed = every.only("kind", "by", "scope", "impact", "assessment__case", "assessment__number")
    for one in needed.order_by("at", "pk"):
        found[one.assessment.case_id][one.assessment.number].append(one)
    return {case: by_number[max(by_number)] for case, by_number in found.items()}


def _last_decisions(those: QuerySet[Case, Mapping[str, object]]) -> dict[int, str]:
    """By case, who decided last."""
    found = Decision.objects.filter(case__in=those).order_by("number")
    return dict(found.values_list("case", "by"))
