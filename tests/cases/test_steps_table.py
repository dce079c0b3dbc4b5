"""Every role in every state with every step: allowed, or refused with its reason.

The grids below are written by hand, from the requirements, and not from the table of steps.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from resilience.accounts.rules import Refused
from resilience.cases.actions import decide, take
from resilience.cases.models import Case
from resilience.cases.rules import steps_for, why_not
from resilience.cases.states import STATES
from resilience.cases.steps import STEPS
from tests.cases.deciding_world import DAY, NOW, REASONS
from tests.cases.placed import placed
from tests.cases.world import PEOPLE, reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_is_sampled")]

# Which steps a case allows where it stands, to whoever has a say in them. A case in which nobody
# was placed, no second assessor is wanted, and nothing is owed.
FROM = """
flagged               : offer drop note escalate_safety
offered               : take_back accept decline note escalate_safety
declined              : offer close note
received              : acknowledge withdraw pause resume note
acknowledged          : ask assess tell withdraw pause resume note close escalate_safety
information_requested : ask answer go_on tell withdraw note escalate_safety
accepted              : ask assess tell withdraw pause resume note close escalate_safety
under_assessment      : ask tell withdraw pause resume note close escalate_safety review_support
                        place place_second ask_second settle offer_help not_prioritise signpost
help_decided          : ask_again withdraw note close escalate_safety begin_plan
planning              : propose_plan withdraw note close escalate_safety
plan_proposed         : agree_plan ask_for_changes take_plan_back withdraw note close
                        escalate_safety
plan_agreed           : approve_plan send_plan_back take_plan_back withdraw note close
                        escalate_safety
plan_approved         : issue_memorandum take_plan_back withdraw note close escalate_safety
signing               : sign_for_practice sign_for_body take_plan_back withdraw note close
                        escalate_safety
part_signed           : sign_last_for_practice sign_last_for_body take_plan_back note
                        escalate_safety
supported             : vary sign_variation_for_practice sign_variation_for_body extend note
                        give_notice_for_practice give_notice_for_body end_by_notice
                        raise_issue_for_practice raise_issue_for_body settle_issue
                        escalate_issue_for_practice escalate_issue_for_body begin_exit_review
                        escalate_safety
exit_review           : raise_issue_for_practice raise_issue_for_body settle_issue note
                        escalate_issue_for_practice escalate_issue_for_body
                        end_support continue_support escalate_safety
ended_early           : reopen note
not_prioritised       : ask_again take_up note close escalate_safety
signposted            : ask_again take_up note close escalate_safety
another_look          : ask withdraw note escalate_safety review_support
                        place place_second ask_second settle offer_help not_prioritise signpost
withdrawn             : reopen note
closed                : reopen note
"""
# Who has a say in them: where A81001 is theirs.
SAY = {
    "accept decline withdraw ask_again": {"lead"},
    "answer": {"lead", "member"},
    "acknowledge ask go_on assess tell pause resume note close reopen": {"resilience", "regional"},
    "offer take_back drop take_up": {"resilience", "regional"},
    "escalate_safety review_support place place_second ask_second settle": {
        "resilience",
        "regional",
    },
    "offer_help not_prioritise signpost": {"resilience", "regional"},
    "begin_plan propose_plan take_plan_back issue_memorandum vary": {
        "resilience",
        "regional",
        "commissioner",
    },
    "agree_plan ask_for_changes sign_for_practice sign_last_for_practice": {"lead"},
    "sign_variation_for_practice give_notice_for_practice": {"lead"},
    "raise_issue_for_practice escalate_issue_for_practice": {"lead"},
    "approve_plan send_plan_back sign_for_body sign_last_for_body": {"resilience", "regional"},
    "sign_variation_for_body extend give_notice_for_body": {"resilience", "regional"},
    "raise_issue_for_body escalate_issue_for_body settle_issue end_by_notice": {
        "resilience",
        "regional",
        "commissioner",
    },
    "begin_exit_review end_support continue_support": {"resilience", "regional", "commissioner"},
}
# What a guard still refuses in such a case, and to whom, in words of its sentence.
GUARDED = {
    "pause": "No time that may be stopped is running",
    "resume": "was not stopped",
    "place_second": "Nobody placed the practice",
    "settle": "no two placements that differ",
    "offer_help": "Nobody placed the practice",
    "not_prioritise": "Nobody placed the practice",
    "signpost": "Nobody placed the practice",
}


def allowed_from() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    state = ""
    for line in FROM.strip().splitlines():
        head, colon, tail = line.partition(":")
        state = head.strip() if colon else state
        found.setdefault(state, set()).update((tail if colon else head).split())
    return found


def who_may() -> dict[str, set[str]]:
    return {step: who for steps, who in SAY.items() for step in steps.split()}


@pytest.fixture
def case(referred: Callable[..., Case]) -> Case:
    """To which nothing is owed any more."""
    case = referred()
    case.clocks.update(stopped=DAY)
    return case


def test_the_grid_has_every_state_and_every_step():
    assert set(allowed_from()) == set(STATES)
    assert set(who_may()) == set(STEPS) == set().union(*allowed_from().values())


def test_every_role_in_every_state_with_every_step_is_allowed_or_told_why_not(case):
    """Each refusal is a sentence that says why."""
    people = {name: reader(name, DAY) for name in PEOPLE}
    may, open_in, wrong = who_may(), allowed_from(), []
    looked_at = 0
    for state in STATES:
        Case.objects.update(state=state)
        case.refresh_from_db()
        for name, by in people.items():
            for step in STEPS.values():
                looked_at += 1
                told = why_not(step, case, by)
                if name not in may[step.id]:
                    expected = f"Only those who {step.right.label} do this."
                elif step.id not in open_in[state]:
                    expected = f"is not open while the case is “{STATES[state].title}”."
                else:
                    expected = GUARDED.get(step.id, "")
                if (expected not in told) if expected else told:
                    wrong.append((name, state, step.id, expected, told))
            listed = {step.id for step, _ in steps_for(case, by)}
            if listed != {one for one in open_in[state] if name in may[one]}:
                wrong.append((name, state, "listed", "", str(listed)))
    assert not wrong
    assert looked_at == len(PEOPLE) * len(STATES) * len(STEPS)


def test_an_act_is_taken_or_refused_as_the_table_says(case):
    """Not only the rule: the very act, for who may and for who may not, in each state."""
    may, open_in = who_may(), allowed_from()
    for state in STATES:
        for step in STEPS.values():
            if step.page:
                continue
            for name in ("lead", "resilience"):
                Case.objects.update(state=state, tier="commissioner")
                case.refresh_from_db()
                due = step.id in open_in[state] and name in may[step.id]
                told = {"seen": case.version, "at": NOW, "text": "It is so."}
                try:
                    take(by=reader(name, DAY), case=case, step=step.id, **told)
                except Refused:
                    assert not due or step.id in GUARDED, (name, state, step.id)
                else:
                    assert due and step.id not in GUARDED, (name, state, step.id)
                    case.clocks.update(stopped=DAY)
                    case.refresh_from_db()
                    assert case.state == (step.to or state)


def test_no_step_with_a_page_is_taken_by_its_words_alone(case):
    placed(case, by=reader("regional", DAY), at=NOW)
    for step in STEPS.values():
        if step.page:
            Case.objects.update(state=step.from_[0])
            case.refresh_from_db()
            told = {"seen": case.version, "at": NOW, "text": "It is so."}
            with pytest.raises(Refused):
                take(by=reader("resilience", DAY), case=case, step=step.id, **told)


def test_what_opens_once_a_case_is_placed_settled_and_looked_at_again(case):
    """The guards, one after the other, as a case goes through them."""
    by = {name: reader(name, DAY) for name in ("resilience", "regional")}

    def told(step: str, name: str = "resilience") -> str:
        case.refresh_from_db()
        return why_not(STEPS[step], case, by[name])

    Case.objects.update(state="under_assessment")
    case.refresh_from_db()
    placed(case, 4, 4, by=by["regional"], at=NOW)
    assert told("offer_help") == "" and told("place_second") == "" and told("ask_second") == ""
    assert "somebody else" in told("place_second", "regional")
    assert "no two placements" in told("settle")
    take(by=by["regional"], case=case, step="ask_second", seen=_seen(case), at=NOW, text="Close.")
    assert "A second assessor places it first" in told("signpost", "regional")
    placed(case, 2, 4, by=by["resilience"], at=NOW, kind="second")
    assert "settle that first" in told("offer_help") and told("settle") == ""
    assert told("place_second") and told("place_second", "regional")
    assert "Two assessors placed it already" in told("ask_second")
    placed(case, 3, 4, by=by["regional"], at=NOW, kind="settled")
    assert told("offer_help") == told("not_prioritise", "regional") == ""
    made = {"reasons": REASONS, "at": NOW, "outcome": "signpost"}
    decide(by=by["resilience"], case=case, seen=_seen(case), **made)
    lead = reader("lead", DAY)
    take(by=lead, case=case, step="ask_again", seen=_seen(case), at=NOW, text="Again, please.")
    assert "You decided it before" in told("offer_help")
    assert told("offer_help", "regional") == ""
    later = {"at": NOW + timedelta(hours=1)}
    decide(by=by["regional"], case=case, seen=_seen(case), **made | later)
    assert told("offer_help").startswith("“Decide to offer help” is not open")


def _seen(case: Case) -> int:
    case.refresh_from_db()
    return case.version
