"""Steps of a case: who takes which, why not, what then happens, and who is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from resilience.accounts.rules import Refused
from resilience.audit.models import Event
from resilience.cases.actions import flag, hand_over, raise_concern, state_support, take
from resilience.cases.happening import ChangedMeanwhile
from resilience.cases.letting_go import let_go
from resilience.cases.models import Case, CaseEvent, SupportStatement
from resilience.cases.rules import steps_for, why_not
from resilience.cases.states import BEGINNINGS, STATES
from resilience.cases.steps import HAPPENED, STEPS
from resilience.notices.models import Notice
from tests.cases.conftest import RECEIVED, at
from tests.cases.world import PEOPLE, PROGRAMME, practice, reader, user

LATER = at(2019, 1, 9, 17, 0)
DAY = LATER.date()


def told(name: str) -> list[str]:
    return [one.subject for one in Notice.objects.filter(user=user(name))]


def acknowledged(case: Case) -> Case:
    take(by=reader("resilience", DAY), case=case, step="acknowledge", seen=1, at=LATER)
    case.refresh_from_db()
    return case


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
def test_a_practice_found_knows_nothing_until_it_is_offered_help(world):
    by = reader("resilience", DAY)
    case = flag(
        by=by,
        practices=[practice()],
        programme=PROGRAMME,
        route=Case.Route.LIST_FOR_REVIEW,
        why="Three criteria are met.",
        at=LATER,
    )
    for name in ("lead", "member", "officer", "analyst", "finance", "supplier", "board"):
        assert not Case.objects.visible_to(reader(name, DAY)).exists(), name
    for name in ("resilience", "regional", "commissioner"):
        assert Case.objects.visible_to(reader(name, DAY)).exists(), name
    take(by=by, case=case, step="offer", seen=1, at=LATER, text="We would like to help.")
    case.refresh_from_db()
    lead = reader("lead", DAY)
    assert Case.objects.visible_to(lead).get() == case
    seen = CaseEvent.objects.visible_to(lead, case).values_list("kind", flat=True)
    assert list(seen) == ["offered"]
    take(by=lead, case=case, step="decline", seen=2, at=LATER, text="Not now.")
    case.refresh_from_db()
    assert case.state == "declined"
    assert told("resilience")
    take(by=by, case=case, step="offer", seen=3, at=LATER, text="Again, if it suits you now.")
    case.refresh_from_db()
    assert case.state == "offered"


@pytest.mark.django_db
def test_who_raised_a_concern_follows_it_and_the_practice_does_not(world):
    case = raise_concern(
        by=reader("officer", DAY),
        practice=practice(),
        programme=PROGRAMME,
        why="Two partners leave.",
        at=LATER,
    )
    officer = reader("officer", DAY)
    assert Case.objects.visible_to(officer).get() == case
    assert CaseEvent.objects.visible_to(officer, case).get().text == "Two partners leave."
    take(by=reader("resilience", DAY), case=case, step="note", seen=1, at=LATER, text="We know.")
    assert CaseEvent.objects.visible_to(officer, case).count() == 1
    assert not Case.objects.visible_to(reader("lead", DAY)).exists()
    assert told("resilience") and not told("lead")
    assert Event.objects.filter(act="case.flagged").get().organisation == "LMC-1"


@pytest.mark.django_db
def test_each_says_what_it_supports_in_its_own_area_only(referred):
    case = referred("A81001", RECEIVED, "lead", "P81001")
    said = {"case": case, "statement": "They need it.", "priority": "high", "at": LATER}
    state_support(by=reader("commissioner", DAY), supports="yes", seen=1, **said)
    state_support(by=reader("other_commissioner", DAY), supports="no", seen=2, **said)
    state_support(by=reader("commissioner", DAY), supports="unknown", seen=3, **said)
    in_force = case.statements.in_force().values_list("said_for__code", "supports")
    assert set(in_force) == {("00T", "no"), ("00K", "unknown")}
    with pytest.raises(Refused):
        state_support(by=reader("resilience", DAY), supports="yes", seen=4, **said)


@pytest.mark.django_db
def test_a_commissioner_says_nothing_of_a_practice_elsewhere(referred):
    case = referred()
    with pytest.raises(Refused, match="not of your area"):
        state_support(
            by=reader("other_commissioner", DAY),
            case=case,
            supports="yes",
            statement="",
            priority="",
            seen=1,
            at=LATER,
        )
    assert not Case.objects.visible_to(reader("other_commissioner", DAY)).exists()


@pytest.mark.django_db
def test_a_case_is_given_to_who_answers_in_the_area(referred):
    case = referred()
    hand_over(by=reader("regional", DAY), case=case, to=user("resilience"), seen=1, at=LATER)
    case.refresh_from_db()
    assert case.handler == user("resilience")
    with pytest.raises(Refused, match="does not answer requests"):
        hand_over(
            by=reader("regional", DAY), case=case, to=user("other_resilience"), seen=2, at=LATER
        )


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
def test_what_a_body_says_of_a_request_is_read_by_those_who_assess_it(referred):
    """And by itself; the practice sees that it was said (GB4.1 is not for its use)."""
    case = referred()
    said = {"case": case, "supports": "yes", "statement": "They need it.", "priority": "high"}
    state_support(by=reader("officer", DAY), seen=1, at=LATER, **said)
    state_support(by=reader("commissioner", DAY), seen=2, at=LATER, **said)
    read = {
        name: set(
            SupportStatement.objects.visible_to(reader(name, DAY)).values_list(
                "said_for__code", flat=True
            )
        )
        for name in PEOPLE
    }
    both = {"LMC-1", "00K"}
    assert {name: codes for name, codes in read.items() if codes} == {
        "officer": {"LMC-1"},
        "commissioner": both,
        "resilience": both,
        "regional": both,
    }
    seen = CaseEvent.objects.visible_to(reader("lead", DAY), case)
    assert [one.kind for one in seen] == ["received", "support_stated", "support_stated"]


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


@pytest.mark.django_db
def test_an_offer_that_nobody_answers_is_taken_back(world):
    by = reader("resilience", DAY)
    found = {"programme": PROGRAMME, "route": Case.Route.LIST_FOR_REVIEW, "why": "Three are met."}
    case = flag(by=by, practices=[practice()], at=LATER, **found)
    assert case.clocks.get().clock == "look"
    take(by=by, case=case, step="offer", seen=1, at=LATER, text="May we help?")
    assert case.clocks.get().standing(DAY) == "met"
    take(by=by, case=case, step="take_back", seen=2, at=LATER, text="We heard nothing.")
    case.refresh_from_db()
    assert case.state == "closed"


@pytest.mark.django_db
def test_who_raised_a_concern_hears_why_it_went_no_further(world):
    concern = {"practice": practice(), "programme": PROGRAMME, "why": "Partners leave."}
    case = raise_concern(by=reader("officer", DAY), at=LATER, **concern)
    drop = {"step": "drop", "seen": 1, "at": LATER, "text": "They found a successor."}
    take(by=reader("resilience", DAY), case=case, **drop)
    assert told("officer")
    seen = CaseEvent.objects.visible_to(reader("officer", DAY), case)
    assert [one.text for one in seen] == ["Partners leave.", "They found a successor."]
    assert not Case.objects.visible_to(reader("lead", DAY)).exists()


@pytest.mark.django_db
def test_who_has_left_is_told_nothing_and_the_case_goes_back_to_the_team(referred):
    case = referred()
    hand_over(by=reader("regional", DAY), case=case, to=user("resilience"), seen=1, at=LATER)
    user("resilience").memberships.update(ends=date(2019, 1, 5))
    Notice.objects.all().delete()
    take(by=reader("lead", DAY), case=case, step="withdraw", seen=2, at=LATER)
    assert not told("resilience") and told("regional")
    take(by=reader("regional", DAY), case=case, step="reopen", seen=3, at=LATER, text="Again.")
    assert let_go(LATER) == 1
    case.refresh_from_db()
    assert case.handler is None


@pytest.mark.django_db
def test_a_closed_case_is_given_to_nobody(referred):
    case = referred()
    take(by=reader("lead", DAY), case=case, step="withdraw", seen=1, at=LATER)
    with pytest.raises(Refused, match="closed: open it again first"):
        hand_over(by=reader("regional", DAY), case=case, to=user("resilience"), seen=2, at=LATER)


def diagram() -> str:
    """The table as a Mermaid state diagram, for docs/cases.md."""
    lines = ["stateDiagram-v2"]
    lines += [f"    [*] --> {state}: {how}" for state, how in BEGINNINGS.items()]
    for step in STEPS.values():
        if step.to is not None:
            lines += [f"    {state} --> {step.to}: {step.id}" for state in step.from_]
    lines += [f"    {name} --> [*]" for name, one in STATES.items() if one.waits_on == "nobody"]
    return "\n".join(lines) + "\n"
