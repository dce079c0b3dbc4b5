"""Steps of a case: who takes which, why not, what then happens, and who is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from resilience.accounts.rules import Refused
from resilience.cases.actions import flag, take
from resilience.cases.happening import ChangedMeanwhile
from resilience.cases.models import Case
from resilience.cases.rules import steps_for, why_not
from resilience.cases.states import BEGINNINGS, STATES
from resilience.cases.steps import HAPPENED, STEPS
from tests.cases.conftest import at
from tests.cases.stepping import DAY, LATER, acknowledged, told
from tests.cases.world import PEOPLE, PROGRAMME, practice, reader


def test_every_step_leads_somewhere_and_every_state_is_reached():
    assert {step.to for step in STEPS.values() if step.to} | {"received", "flagged"} == set(STATES)
    for step in STEPS.values():
        assert set(step.from_) <= set(STATES)
        assert step.event in HAPPENED


def test_the_diagram_in_the_docs_is_the_table():
    docs = Path(__file__).parents[2] / "docs" / "cases.md"
    drawn = re.search(r"```mermaid\n(.*?)```", docs.read_text("utf-8"), re.DOTALL)
    assert drawn and drawn[1] == diagram()


@pytest.mark.django_db
def test_a_request_is_acknowledged_on_its_last_day(referred: Callable[..., Case]):
    case = acknowledged(referred())
    assert case.state == "acknowledged"
    assert case.team == practice("Q74")
    clock = case.clocks.get(clock="acknowledge")
    assert (clock.due, clock.standing(DAY)) == (date(2019, 1, 9), "met")
    assert case.clocks.get(clock="respond").due == date(2019, 1, 4)
    assert told("lead") and told("member")
    assert not told("second_lead") and not told("resilience")


@pytest.mark.django_db
def test_who_may_acknowledge(referred):
    """Those who answer requests where the practice is, and nobody else."""
    case = referred()
    allowed = {
        name for name in PEOPLE if not why_not(STEPS["acknowledge"], case, reader(name, DAY))
    }
    assert allowed == {"resilience", "regional"}


@pytest.mark.django_db
def test_a_step_that_is_not_open_says_so(referred):
    case = acknowledged(referred())
    with pytest.raises(Refused, match="not open while the case is “Acknowledged”"):
        take(by=reader("resilience", DAY), case=case, step="acknowledge", seen=2, at=LATER)


@pytest.mark.django_db
def test_a_case_is_not_closed_while_an_answer_is_owed(referred):
    case = acknowledged(referred())
    by = reader("resilience", DAY)
    with pytest.raises(Refused, match="still owed: do that first"):
        take(by=by, case=case, step="close", seen=2, at=LATER, text="Done.")
    take(by=by, case=case, step="tell", seen=2, at=LATER, text="We visit on Monday.")
    take(by=by, case=case, step="close", seen=3, at=LATER, text="All was said.")
    case.refresh_from_db()
    assert case.state == "closed"


@pytest.mark.django_db
def test_of_two_who_act_at_once_the_second_is_told_and_nothing_is_overwritten(referred):
    case = acknowledged(referred())
    by = reader("resilience", DAY)
    take(by=by, case=case, step="assess", seen=2, at=LATER)
    events = list(case.events.values_list("kind", flat=True))
    with pytest.raises(ChangedMeanwhile, match="The assessment began"):
        take(by=reader("regional", DAY), case=case, step="ask", seen=2, at=LATER, text="How many?")
    assert list(case.events.values_list("kind", flat=True)) == events


@pytest.mark.django_db
def test_asking_the_practice_stops_the_time_to_answer_until_it_has_answered(referred):
    case = referred(at=at(2019, 1, 2, 12))
    by = reader("resilience", date(2019, 1, 7))
    take(by=by, case=case, step="acknowledge", seen=1, at=at(2019, 1, 7, 9))
    take(by=by, case=case, step="ask", seen=2, at=at(2019, 1, 7, 10), text="How many sessions?")
    clock = case.clocks.get(clock="respond")
    assert clock.due is None
    assert clock.standing(date(2019, 1, 6)) == "open"
    assert clock.standing(date(2019, 1, 8)) == "paused"
    assert clock.waits.get().reason == "How many sessions?"
    answering = reader("member", date(2019, 1, 10))
    take(by=answering, case=case, step="answer", seen=3, at=at(2019, 1, 10, 9), text="Eleven.")
    clock.refresh_from_db()
    assert clock.due == date(2019, 1, 19)


@pytest.mark.django_db
def test_a_clock_may_be_stopped_for_a_stated_reason_only(referred):
    case = acknowledged(referred(at=at(2019, 1, 7, 12)))
    by = reader("resilience", DAY)
    with pytest.raises(Refused, match="Write something"):
        take(by=by, case=case, step="pause", seen=2, at=LATER)
    take(by=by, case=case, step="pause", seen=2, at=LATER, text="The inspection report.")
    with pytest.raises(Refused, match="No time that may be stopped"):
        take(by=by, case=case, step="pause", seen=3, at=LATER, text="Again.")
    take(by=by, case=case, step="resume", seen=3, at=LATER + timedelta(days=2))
    assert case.clocks.get(clock="respond").due == date(2019, 1, 23)
    with pytest.raises(Refused, match="was not stopped"):
        take(by=by, case=case, step="resume", seen=4, at=LATER)


@pytest.mark.django_db
def test_no_case_begins_outside_the_programmes_days_nor_twice(referred):
    referred()
    found = {"programme": PROGRAMME, "route": Case.Route.LIST_FOR_REVIEW, "why": "Why not."}
    with pytest.raises(Refused, match="has an open case, R-"):
        flag(by=reader("resilience", DAY), practices=[practice()], at=LATER, **found)
    with pytest.raises(Refused, match="takes requests from 1 April 2018 to 31 March 2019"):
        flag(
            by=reader("resilience", date(2019, 4, 1)),
            practices=[practice("A81002")],
            at=at(2019, 4, 1),
            **found,
        )
    with pytest.raises(Refused, match="in the area of Mill Lane"):
        flag(by=reader("resilience", DAY), practices=[practice("P81001")], at=LATER, **found)


@pytest.mark.django_db
def test_steps_on_offer_are_those_somebody_has_a_say_in(referred):
    case = acknowledged(referred())
    assert [step.id for step, _ in steps_for(case, reader("lead", DAY))] == ["withdraw"]
    assert not steps_for(case, reader("member", DAY))
    assert {step.id for step, _ in steps_for(case, reader("resilience", DAY))} == {
        *("ask", "assess", "tell", "pause", "resume", "note", "close", "escalate_safety"),
    }


@pytest.mark.django_db
def test_a_note_that_somebody_may_not_see_does_not_stand_in_their_way(referred):
    case = referred()
    take(by=reader("resilience", DAY), case=case, step="note", seen=1, at=LATER, text="We know.")
    with pytest.raises(ChangedMeanwhile, match="A note was added"):
        take(by=reader("regional", DAY), case=case, step="acknowledge", seen=1, at=LATER)
    withdrawn = take(by=reader("lead", DAY), case=case, step="withdraw", seen=1, at=LATER)
    assert withdrawn.number == 3


@pytest.mark.django_db
def test_a_case_has_the_next_day_by_which_something_is_owed(referred):
    case = referred(at=at(2019, 1, 2, 12))
    by = reader("resilience", date(2019, 1, 7))
    assert Case.objects.get().due == date(2019, 1, 16)
    for number, step in enumerate(("acknowledge", "ask"), start=1):
        take(by=by, case=case, step=step, seen=number, at=at(2019, 1, 7, 9), text="How many?")
    assert Case.objects.get().due is None
    take(
        by=reader("lead", date(2019, 1, 10)),
        case=case,
        step="answer",
        seen=3,
        at=at(2019, 1, 10, 9),
        text="Eleven.",
    )
    assert Case.objects.get().due == date(2019, 1, 19)


@pytest.mark.django_db
def test_a_request_opened_again_is_owed_an_answer_again(referred):
    case = referred(at=at(2018, 12, 21, 12))
    take(by=reader("lead", DAY), case=case, step="withdraw", seen=1, at=at(2018, 12, 27, 9))
    by = reader("resilience", DAY)
    take(by=by, case=case, step="reopen", seen=2, at=LATER, text="They asked us to.")
    with pytest.raises(Refused, match="still owed"):
        take(by=by, case=case, step="close", seen=3, at=LATER, text="Done.")
    running = case.clocks.get(clock="respond", ended=None)
    assert (running.started, running.due) == (DAY, date(2019, 1, 23))


@pytest.mark.django_db
def test_a_practice_that_stays_silent_does_not_hold_a_case_open(referred):
    case = acknowledged(referred(at=at(2019, 1, 7, 12)))
    by = reader("resilience", DAY)
    take(by=by, case=case, step="ask", seen=2, at=LATER, text="How many?")
    take(by=by, case=case, step="ask", seen=3, at=LATER, text="And since when?")
    assert case.clocks.get(clock="respond").due is None
    take(by=by, case=case, step="go_on", seen=4, at=LATER, text="We have waited.")
    assert case.clocks.get(clock="respond").due == date(2019, 1, 21)
    case.refresh_from_db()
    assert case.state == "under_assessment"


def diagram() -> str:
    """The table as a Mermaid state diagram, for docs/cases.md."""
    lines = ["stateDiagram-v2"]
    lines += [f"    [*] --> {state}: {how}" for state, how in BEGINNINGS.items()]
    for step in STEPS.values():
        if step.to is not None:
            lines += [f"    {state} --> {step.to}: {step.id}" for state in step.from_]
    lines += [f"    {name} --> [*]" for name, one in STATES.items() if one.waits_on == "nobody"]
    return "\n".join(lines) + "\n"
