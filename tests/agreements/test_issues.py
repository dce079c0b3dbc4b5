"""Issues under a memorandum: told to the other side, taken to the strategic lead, settled."""

from __future__ import annotations

from datetime import date

import pytest

from resilience.accounts.models import Membership
from resilience.accounts.rules import Refused
from resilience.agreements.actions.issues import escalate, note_advice, raise_issue, settle
from resilience.agreements.models import Issue, Lead, Side
from resilience.cases.happening import ChangedMeanwhile
from resilience.notices.models import Notice as Told
from tests.agreements.world import in_force, issued
from tests.cases.conftest import at
from tests.cases.world import reader, user

NOW = at(2019, 2, 4, 10)
DAY = NOW.date()
WHAT = "The recruiter has not rung for three weeks."
ACTS = {"raise": raise_issue, "escalate": escalate, "advice": note_advice, "settle": settle}


def does(act: str, case, name: str, **told):
    case.refresh_from_db()
    by = reader(name, DAY)
    return ACTS[act](by=by, case=case, seen=case.version, at=NOW, **told)


@pytest.fixture
def raised(case) -> Issue:
    in_force(case)
    return does("raise", case, "lead", what=WHAT)


@pytest.fixture
def escalated(case, raised) -> Issue:
    return does("escalate", case, "lead", number=1, why="Nobody answered in two weeks.")


@pytest.mark.parametrize(
    ("name", "side", "other"),
    [("lead", Side.PRACTICE, "resilience"), ("commissioner", Side.BODY, "lead")],
)
def test_either_side_raises_an_issue_and_the_other_is_told(case, name, side, other):
    in_force(case)
    made = does("raise", case, name, what=WHAT)
    assert (made.number, made.side, made.what) == (1, side, WHAT)
    assert Told.objects.filter(user=user(other), subject__contains="raised an issue").exists()
    assert does("raise", case, name, what="And another.").number == 2


def test_only_the_two_sides_raise_issues(case):
    in_force(case)
    for name in ("member", "officer", "finance", "other_lead", "supplier"):
        with pytest.raises(Refused, match="Only those who"):
            does("raise", case, name, what=WHAT)


def test_no_issue_is_raised_before_a_memorandum_is_in_force(case):
    issued(case)
    with pytest.raises(Refused, match="not open while the case is"):
        does("raise", case, "lead", what=WHAT)


def test_what_both_agreed_settles_it_without_the_strategic_lead(case, raised):
    made = does("settle", case, "resilience", number=1, outcome="The recruiter rings on Mondays.")
    assert made.settled == NOW and made.escalated is None
    with pytest.raises(Refused, match="No issue is open"):
        does("settle", case, "resilience", number=1, outcome="Again.")
    with pytest.raises(Refused, match="Only those who"):
        does("settle", case, "lead", number=1, outcome="Again.")


def test_one_that_was_said_to_be_settled_may_still_be_taken_to_the_strategic_lead(case, raised):
    does("settle", case, "resilience", number=1, outcome="The recruiter rings on Mondays.")
    again = does("escalate", case, "lead", number=1, why="It did not.")
    assert (again.settled, again.outcome, again.why_escalated) == (None, "", "It did not.")


@pytest.mark.parametrize("name", ["lead", "commissioner"])
def test_practice_lead_or_operational_lead_take_it_to_the_strategic_lead(case, raised, name):
    does("escalate", case, name, number=1, why="Two weeks have passed.")
    mine = Told.objects.get(user=user("regional"), subject__contains="yours to decide")
    assert mine.address == f"/cases/{case.reference}/agreement/issues/1/"
    with pytest.raises(Refused, match="no issue that is not with the strategic lead"):
        does("escalate", case, "lead", number=1, why="Again.")


def test_the_strategic_lead_decides_after_hearing_the_committee(case, escalated):
    with pytest.raises(Refused, match="regional decides"):
        does("settle", case, "resilience", number=1, outcome="The recruiter is changed.")
    asked = {"number": 1, "asked": DAY}
    does("advice", case, "resilience", **asked, advice="")
    assert Issue.objects.get().lmc_asked == DAY
    does("advice", case, "regional", **asked, advice="Change the recruiter.")
    made = does("settle", case, "regional", number=1, outcome="The recruiter is changed.")
    assert (made.lmc_asked, made.lmc_advice) == (DAY, "Change the recruiter.")
    assert made.outcome == "The recruiter is changed."
    told = Told.objects.filter(subject__contains="An issue was settled".lower())
    assert {one.user for one in told} >= {user("lead"), user("member")}
    assert [one.kind for one in case.events.order_by("-number")[:3]] == [
        "issue_settled",
        "issue_advised",
        "issue_advised",
    ]


@pytest.mark.parametrize("gone", ["no account", "no role"])
def test_where_the_strategic_lead_cannot_decide_here_who_could_be_one_does(case, escalated, gone):
    if gone == "no account":
        Lead.objects.filter(part="strategic").update(user=None)
    else:
        Membership.objects.filter(user=user("regional")).update(ends=date(2019, 2, 1))
    with pytest.raises(Refused, match="The strategic lead is of NHS England"):
        does("settle", case, "commissioner", number=1, outcome="So be it.")
    assert does("settle", case, "resilience", number=1, outcome="So be it.").settled


def test_advice_of_an_unlikely_day_or_with_an_address_is_refused(case, escalated):
    for asked, advice, why in (
        (date(2019, 2, 5), "", "not ahead"),
        (date(2019, 2, 3), "", "raised on 4 February 2019"),
        (DAY, "Ask ann@example.nhs.uk.", "e-mail address"),
    ):
        with pytest.raises(Refused, match=why):
            does("advice", case, "resilience", number=1, asked=asked, advice=advice)


def test_advice_is_noted_once_it_is_with_the_strategic_lead(case, raised):
    with pytest.raises(Refused, match="not with the strategic lead yet"):
        does("advice", case, "resilience", number=1, asked=DAY, advice="")
    with pytest.raises(Refused, match="There is no such issue"):
        does("advice", case, "resilience", number=7, asked=DAY, advice="")


def test_of_two_who_act_on_an_issue_at_once_the_second_reads_what_happened(case, raised):
    case.refresh_from_db()
    seen = case.version
    does("escalate", case, "lead", number=1, why="Two weeks have passed.")
    with pytest.raises(ChangedMeanwhile, match="took an issue to the strategic lead"):
        settle(
            by=reader("resilience", DAY),
            case=case,
            seen=seen,
            at=NOW,
            number=1,
            outcome="Settled.",
        )


def test_issues_are_seen_by_who_sees_the_case(case, raised):
    for name in ("lead", "officer", "resilience"):
        assert list(Issue.objects.all().visible_to(reader(name, DAY))) == [raised]
    for name in ("other_lead", "supplier", "board"):
        assert not Issue.objects.all().visible_to(reader(name, DAY))
