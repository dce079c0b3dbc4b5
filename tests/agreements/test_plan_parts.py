"""Writing a plan: by both sides, each row by the rules of the programme, and of two windows the
second is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from resilience.accounts.rules import Refused
from resilience.agreements.actions.plan_parts import (
    PlanChanged,
    choose_lead,
    remove_row,
    write_lead,
    write_row,
    write_words,
)
from resilience.agreements.models import Deliverable, Plan
from resilience.agreements.planning import baselines
from resilience.agreements.planning.baselines import Baseline, baseline_of, measures
from resilience.agreements.planning.suggesting import suggested_for
from resilience.audit.models import Event
from tests.agreements.world import DAY, begun, moved, planned
from tests.cases.world import PEOPLE, practice, reader, user

pytestmark = pytest.mark.django_db
OBJECTIVE: dict[str, Any] = {
    "category": "stability",
    "criterion": "GC4",
    "what": "Two salaried GPs work at the practice.",
    "measure": "Sessions of GPs each week",
    "indicator": "",
    "baseline": "12 sessions a week",
    "target": "20 sessions a week",
    "target_value": None,
    "achievable": "Two candidates were interviewed.",
    "due": date(2019, 6, 30),
    "side": "practice",
    "owner": "Practice manager",
}
HELP: dict[str, Any] = {
    "category": "specialist_advice",
    "description": "Somebody shows how to use the appointment system better.",
    "route": "local_team",
    "supplier": None,
    "sender": None,
    "sender_capacity": "",
    "body_contribution": "Four days of an adviser.",
    "practice_contribution": "Not applicable",
    "starts": None,
    "ends": None,
    "bars": {"it_purchase": "no", "salaries": "no"},
}


@pytest.fixture
def plan(case) -> Plan:
    return begun(case)


def write(plan: Plan, kind: str, said: dict[str, Any], by: str = "resilience", **other: Any) -> Any:
    plan.refresh_from_db()
    told = {"seen": plan.version, "number": None} | other
    return write_row(by=reader(by, DAY), plan=plan, kind=kind, said=said, **told)


@pytest.mark.parametrize("name", PEOPLE)
def test_both_sides_write_the_plan_and_nobody_else(plan, name):
    theirs = {"lead", "member", "resilience", "regional", "commissioner"}
    if name in theirs:
        assert write(plan, "objectives", OBJECTIVE, by=name).number == 1
    else:
        with pytest.raises(Refused, match="Only the practice and the local team"):
            write(plan, "objectives", OBJECTIVE, by=name)


def test_a_plan_that_was_put_to_the_practice_is_not_changed(case):
    plan = planned(case)
    moved(case, "plan_proposed", "plan_proposed")
    with pytest.raises(Refused, match="not being written now"):
        write(Plan.objects.get(pk=plan.pk), "objectives", OBJECTIVE)


def test_of_two_windows_the_second_is_told_and_overwrites_nothing(plan):
    write(plan, "objectives", OBJECTIVE, seen=0)
    with pytest.raises(PlanChanged, match="in another window"):
        write(plan, "objectives", OBJECTIVE | {"what": "Otherwise."}, seen=0, number=1)
    assert plan.objectives.get().what == OBJECTIVE["what"]


@pytest.mark.parametrize("field", ["what", "measure", "baseline", "target", "achievable", "owner"])
def test_an_objective_says_all_that_makes_it_smart(plan, field):
    with pytest.raises(Refused):
        write(plan, "objectives", OBJECTIVE | {field: ""})


@pytest.mark.parametrize(
    "other",
    [
        {"due": None},
        {"side": ""},
        {"category": "elsewhere"},
        {"indicator": "shoe_size"},
        {"what": "Ring Ann on 01429 000 000."},
        {"criterion": "GC8"},  # people judged it: who reads the plan does not learn of it
    ],
)
def test_an_objective_that_does_not_fit_is_refused(plan, other):
    with pytest.raises(Refused):
        write(plan, "objectives", OBJECTIVE | other)


def test_the_published_figure_is_kept_as_it_stood(plan, monkeypatch):
    figures = [
        Baseline("3,120 patients per GP", 3120.0, "in 2017: Workforce"),
        Baseline("2,900 patients per GP", 2900.0, "in 2018: Workforce"),
    ]
    monkeypatch.setattr(baselines, "baseline_of", lambda *of: figures[0])
    measured = OBJECTIVE | {"indicator": "patients_per_gp", "baseline": ""}
    made = write(plan, "objectives", measured)
    assert (made.baseline, made.baseline_value) == ("3,120 patients per GP", 3120.0)
    monkeypatch.setattr(baselines, "baseline_of", lambda *of: figures[1])
    made = write(plan, "objectives", measured | {"what": "Otherwise."}, number=made.number)
    assert (made.baseline_value, made.baseline_source) == (3120.0, "in 2017: Workforce")


def test_without_a_published_figure_the_baseline_is_written(plan, case):
    assert baseline_of(practice(), "patients_per_gp", case.pack, DAY) is None
    with pytest.raises(Refused, match="No figure of this practice is known"):
        write(plan, "objectives", OBJECTIVE | {"indicator": "patients_per_gp", "baseline": ""})
    assert {"patients_per_gp", "qof_points_percent"} <= {one.id for one in measures(case.pack)}


def test_what_the_criteria_suggest_is_for_those_who_deliberate(plan, case):
    for name, seen in (("resilience", {"GC4"}), ("lead", set()), ("officer", set())):
        found = suggested_for(plan, case.pack, reader(name, DAY))
        assert {one.one.criterion for one in found} == seen


@pytest.mark.parametrize("answer", ["yes", ""])
@pytest.mark.parametrize(
    ("bar", "why"), [("it_purchase", "no IT hardware"), ("salaries", "Salaries stay")]
)
def test_what_the_programme_does_not_pay_for_is_refused_with_its_words(plan, bar, why, answer):
    with pytest.raises(Refused, match=why if answer else "Answer yes or no"):
        write(plan, "help", HELP | {"bars": HELP["bars"] | {bar: answer}})
    assert write(plan, "help", HELP).category == "specialist_advice"  # advice is allowed


def test_a_supplier_is_named_where_one_helps(plan):
    with pytest.raises(Refused, match="Choose the supplier"):
        write(plan, "help", HELP | {"route": "supplier"})
    write(plan, "help", HELP | {"route": "supplier", "supplier": practice("SUP-1")})


def test_help_of_peers_asks_for_the_senders_capacity(plan):
    peers = HELP | {"route": "peers", "sender": practice("A81002")}
    with pytest.raises(Refused, match="has people to spare"):
        write(plan, "help", peers)
    with pytest.raises(Refused, match="another practice"):
        write(plan, "help", peers | {"sender": practice(), "sender_capacity": "Two sessions."})
    write(plan, "help", peers | {"sender_capacity": "Its fourth GP has two sessions free."})


@pytest.mark.parametrize("field", ["body_contribution", "practice_contribution", "description"])
def test_no_cell_of_the_help_stays_blank(plan, field):
    with pytest.raises(Refused):
        write(plan, "help", HELP | {field: ""})


def test_money_ends_with_the_programme_and_not_after_the_memorandum(plan):
    by, said = reader("lead", DAY), {"exit_strategy": "On our own.", "ends": date(2019, 9, 30)}
    for money in (date(2019, 4, 1), date(2018, 3, 31)):
        with pytest.raises(Refused, match="pays from 1 April 2018 to 31 March 2019"):
            write_words(by=by, plan=plan, seen=0, part="exit", said=said | {"money_ends": money})
    early = said | {"money_ends": date(2019, 3, 31), "ends": date(2019, 3, 1)}
    with pytest.raises(Refused, match="when money ends"):
        write_words(by=by, plan=plan, seen=0, part="exit", said=early)


def test_leads_are_chosen_among_those_who_may(plan):
    told = {"by": reader("lead", DAY), "plan": plan}
    with pytest.raises(Refused, match="The strategic lead is of NHS England"):
        choose_lead(**told, seen=0, part="strategic", user=user("commissioner"))
    with pytest.raises(Refused, match="somebody who uses this service"):
        choose_lead(**told, seen=0, part="strategic", user=None)
    with pytest.raises(Refused, match="no role by which they lead"):
        choose_lead(**told, seen=0, part="practice", user=user("other_lead"))
    choose_lead(**told, seen=0, part="operational", user=user("commissioner"))
    assert plan.leads.get(part="operational").organisation == "Hartlepool"
    choose_lead(**told, seen=1, part="operational", user=None)
    write_lead(**told, seen=2, part="operational", said={"name": "Kim", "role": "Adviser"})
    assert plan.leads.get(part="operational").name == "Kim"


def test_the_name_of_who_signs_in_stays_theirs(case):
    plan = planned(case)
    said = {"name": "Somebody else", "role": "Partner"}
    write_lead(by=reader("lead", DAY), plan=plan, seen=0, part="practice", said=said)
    assert plan.leads.get(part="practice").name == "lead"


def test_what_is_removed_takes_its_milestones_along_and_is_on_record(case):
    plan = planned(case)
    remove_row(by=reader("lead", DAY), plan=plan, seen=0, kind="objectives", number=1)
    assert not plan.milestones.exists()
    event = Event.objects.get(act="plan.objectives_removed")
    assert (event.organisation, event.before["what"]) == ("A81001", OBJECTIVE["what"])
    assert event.details["version"] == 1


def test_help_on_which_something_was_delivered_stays(case):
    plan = planned(case)
    own = {"plan": plan, "number": 1, "help": plan.helps.get(), "due": DAY}
    Deliverable.objects.create(**own, what="Two candidates")
    with pytest.raises(Refused, match="it stays in the plan"):
        remove_row(by=reader("lead", DAY), plan=plan, seen=0, kind="help", number=1)
