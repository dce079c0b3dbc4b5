"""Whatever people do, in whatever order: no decision without a justified placement in force, none
by who may not, and no case in a decided state without one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from resilience.accounts.rules import Refused
from resilience.cases.actions import decide, take
from resilience.cases.actions.placing import place, place_second, settle
from resilience.cases.assessing.second import in_force, newest_placements, unsettled
from resilience.cases.models import Case, Decision, Placement
from resilience.cases.steps import DECIDED, STEPS
from tests.cases.conftest import at
from tests.cases.deciding_world import REASONS
from tests.cases.world import reader
from tests.thorough import examples

pytestmark = pytest.mark.django_db
START = at(2019, 1, 7, 9)
WHO = ("lead", "resilience", "regional", "commissioner")
PLACING = {"place": place, "place_second": place_second, "settle": settle}
DECIDING = ("offer_help", "not_prioritise", "signpost")
ACTS = st.tuples(
    st.sampled_from([*PLACING, *DECIDING, *DECIDING, "ask_again", "ask_second", "ask", "answer"])
    | st.sampled_from(sorted(STEPS)),
    st.sampled_from(WHO),
    st.integers(1, 4),
)


def do(case: Case, step: str, who: str, score: int, when: datetime) -> Any:
    by = reader(who, when.date())
    told: dict[str, Any] = {"by": by, "case": case, "seen": case.version, "at": when}
    if step in PLACING:
        placement = {"scope": score, "impact": score, "criteria": ["GC4"], "justification": "So."}
        return PLACING[step](**told, **placement)
    if step in DECIDING:
        kinds = ["workforce"] if step == "offer_help" else []
        return decide(**told, outcome=step, reasons=REASONS, categories=kinds)
    return take(**told, step=step, text="It is so.")


@examples(10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=8, max_size=30))
def test_no_path_reaches_a_decision_without_a_justified_placement(referred, acts):
    case = _again(referred)
    walked(case, [("acknowledge", "resilience", 1), ("assess", "regional", 1), *acts])


def test_the_walk_reaches_decisions(referred):
    """That the walk above is not empty: one that goes all the way, and round again."""
    case = referred()
    done = walked(
        case,
        [
            ("acknowledge", "resilience", 1),
            ("assess", "resilience", 1),
            ("offer_help", "resilience", 1),
            ("place", "resilience", 3),
            ("ask_second", "resilience", 1),
            ("not_prioritise", "resilience", 1),
            ("place_second", "regional", 1),
            ("not_prioritise", "resilience", 1),
            ("settle", "regional", 2),
            ("not_prioritise", "resilience", 1),
            ("ask_again", "lead", 1),
            ("offer_help", "resilience", 1),
            ("offer_help", "regional", 1),
        ],
    )
    assert done == [
        *("acknowledge", "assess", "place", "ask_second", "place_second", "settle"),
        *("not_prioritise", "ask_again", "offer_help"),
    ]


def walked(case: Case, acts: list[tuple[str, str, int]]) -> list[str]:
    """Which of the acts were taken; what must hold is looked at after each."""
    done = []
    for number, (step, who, score) in enumerate(acts):
        before = Decision.objects.filter(case=case).count()
        case.refresh_from_db()
        try:
            do(case, step, who, score, START + timedelta(minutes=number))
        except Refused:
            assert Decision.objects.filter(case=case).count() == before
        else:
            done.append(step)
        case.refresh_from_db()
        _holds(case, step, who, before)
    return done


def _holds(case: Case, step: str, who: str, before: int) -> None:
    placements, decisions = newest_placements(case), list(case.decisions.all())
    assert case.placement == in_force(placements)
    if case.state in DECIDED:
        assert decisions and STEPS[decisions[-1].outcome].to == case.state
    if len(decisions) > before:
        made = decisions[-1]
        assert step in DECIDING and who in ("resilience", "regional")
        assert made.placement == in_force(placements) and made.placement.justification
        assert made.placement.criteria and not unsettled(placements)
        asked = case.events.filter(kind="second_asked").exists()
        assert not asked or any(one.kind == Placement.Kind.SECOND for one in placements)
        assert not (len(decisions) > 1 and _again_before(case) and decisions[-2].by == made.by)


def _again_before(case: Case) -> bool:
    """Whether another look was asked for between the last two decisions."""
    kinds = list(case.events.order_by("number").values_list("kind", flat=True))
    made = [place for place, kind in enumerate(kinds) if kind in _DECIDED_EVENTS]
    return "another_look_asked" in kinds[made[-2] : made[-1]]


_DECIDED_EVENTS = {STEPS[one].event for one in DECIDING}


def _again(referred) -> Case:
    """A case of its own for each walk, in the one world."""
    Case.objects.exclude(state="closed").update(state="closed")
    return referred()
