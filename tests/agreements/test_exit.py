"""The exit review: closing, planning more help, asking anew; looking back (D11.1, G8.4, G11.2)."""

from __future__ import annotations

from datetime import date

import pytest

from resilience.accounts.rules import Refused
from resilience.agreements.actions import measuring
from resilience.agreements.actions.exiting import begin_exit, finish_exit
from resilience.agreements.actions.looking_back import look_back
from resilience.agreements.actions.varying import begin_variation
from resilience.agreements.following.ended import looks_back
from resilience.agreements.following.then_and_now import NOT_COMPARED, then_and_now
from resilience.agreements.models import Action, LookBack, Plan, plan_of
from resilience.cases.happening import ChangedMeanwhile
from tests.agreements.world import in_force
from tests.cases.conftest import at
from tests.cases.world import PEOPLE, reader

pytestmark = pytest.mark.django_db
NOW = at(2019, 9, 2, 10)
DAY = NOW.date()
ANSWERS = {"exit_worked": "The adverts.", "exit_not_worked": "Time.", "exit_goes_on": "Alone."}


@pytest.fixture
def reviewed(case):
    """The exit review of its help has begun."""
    in_force(case)
    case.refresh_from_db()
    by = reader("resilience", DAY)
    begin_exit(by=by, case=case, seen=case.version, at=NOW)
    case.refresh_from_db()
    return case


def finished(case, outcome, word="partly", by="resilience", **other):
    case.refresh_from_db()
    reached = {one.pk: word for one in plan_of(case).objectives.all()}
    told = {"reached": reached, "answers": ANSWERS, "rating": 4, "reason": "All is done."}
    told |= {"seen": case.version, "at": NOW} | other
    made = finish_exit(by=reader(by, DAY), case=case, outcome=outcome, **told)
    case.refresh_from_db()
    return made


def test_a_memorandum_that_is_being_varied_is_not_reviewed(case):
    in_force(case)
    told = {"by": reader("resilience", DAY), "at": NOW}
    case.refresh_from_db()
    begin_variation(case=case, seen=case.version, reason="More time.", **told)
    case.refresh_from_db()
    with pytest.raises(Refused, match="is being varied"):
        begin_exit(case=case, seen=case.version, **told)


def test_help_ends_and_the_case_is_closed(reviewed):
    made = finished(reviewed, "close", "reached")
    assert reviewed.state == "closed" and made.plan == plan_of(reviewed)
    event = reviewed.events.last()
    assert (event.kind, event.text) == ("support_ended", "All is done.")


def test_who_asks_anew_is_told_how(reviewed):
    finished(reviewed, "refer_again")
    assert reviewed.state == "closed"
    assert "may ask for help anew" in reviewed.events.last().text


def test_more_help_begins_with_what_is_still_open(reviewed):
    plan = plan_of(reviewed)
    objective = plan.objectives.get()
    told = {"on": DAY, "said": "16 sessions a week", "value": 16, "source": "The manager"}
    by = reader("resilience", DAY)
    measuring.measure(
        by=by, case=reviewed, seen=reviewed.version, at=NOW, objective=objective.pk, **told
    )
    Action.objects.create(plan=plan, number=1, what="Ring them", side="body")
    Action.objects.create(plan=plan, number=2, what="Done", side="body", done=DAY)
    finished(reviewed, "continue", "partly")
    after = plan_of(reviewed)
    assert reviewed.state == "planning" and after.number == 2
    (again,) = after.objectives.all()
    assert (again.what, again.baseline, again.baseline_value) == (
        objective.what,
        "16 sessions a week",
        16,
    )
    assert [one.title for one in again.milestones.all()] == ["Both posts are advertised"]
    assert [one.what for one in after.actions.all()] == ["Ring them"]
    assert {one.part for one in after.leads.all()} == {"strategic", "operational", "practice"}
    assert (after.ends, after.exit_strategy, after.helps.count(), after.reportrows.count()) == (
        None,
        "",
        0,
        0,
    )
    before = Plan.objects.get(pk=plan.pk)
    assert before.objectives.count() == 1 and before.actions.count() == 2
    assert before.objectives.get().baseline == "12 sessions a week"


def test_what_was_reached_is_not_planned_again(reviewed):
    finished(reviewed, "continue", "reached")
    assert not plan_of(reviewed).objectives.exists()


def test_every_objective_is_reviewed(reviewed):
    for reached in ({}, {0: "reached"}):
        with pytest.raises(Refused, match="Say of each objective"):
            finished(reviewed, "close", reached=reached)
    with pytest.raises(Refused, match="Say of each objective"):
        finished(reviewed, "close", word="splendid")
    assert reviewed.state == "exit_review"


def test_who_finishes_a_review_and_when(reviewed):
    for name in sorted({*PEOPLE} - {"resilience", "regional", "commissioner"}):
        with pytest.raises(Refused, match="Only those who"):
            finished(reviewed, "close", by=name)
    seen = reviewed.version
    finished(reviewed, "close", by="commissioner")
    with pytest.raises(ChangedMeanwhile):
        finished(reviewed, "close", seen=seen)
    with pytest.raises(Refused, match="not open while the case is “Closed”"):
        finished(reviewed, "close")


# --- looking back


def look(case, months=6, day=(2020, 3, 2), by="resilience", **other):
    now = at(*day, 9)
    return look_back(by=reader(by, now.date()), case=case, months=months, at=now, **other)


def test_help_is_looked_back_at_six_and_twelve_months_after_it_ended(reviewed):
    assert looks_back(reviewed) == []
    finished(reviewed, "close", "reached")
    assert [(one.months, one.due) for one in looks_back(reviewed)] == [
        (6, date(2020, 3, 2)),
        (12, date(2020, 9, 2)),
    ]
    with pytest.raises(Refused, match="from 2 March 2020 on"):
        look(reviewed, day=(2020, 3, 1))
    made = look(reviewed, words="The posts are still filled.")
    assert made.as_at == date(2020, 3, 2)
    with pytest.raises(Refused, match="that stays as it was"):
        look(reviewed)
    with pytest.raises(Refused, match="No look back is foreseen"):
        look(reviewed, months=7)
    with pytest.raises(Refused, match="Only those who"):
        look(reviewed, months=12, day=(2020, 9, 2), by="lead")
    assert LookBack.objects.get() == made


def test_only_measured_criteria_are_looked_back_at_and_what_nobody_knows_is_not_known(reviewed):
    finished(reviewed, "close", "reached")
    made = look(reviewed)
    pack = reviewed.pack
    measured = [one.id for one in pack.criteria if one.kind == "measured" and not one.restricted]
    assert [one["criterion"] for one in made.evidence] == measured
    assert {(one["then"], one["now"], one["said"]) for one in made.evidence} == {
        ("Not known", "Not known", NOT_COMPARED)
    }
    assert then_and_now(reviewed, reader("resilience", date(2020, 3, 2))) == made.evidence
