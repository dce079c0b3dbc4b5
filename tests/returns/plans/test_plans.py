"""A team's delivery plan: written with partners, brought up to date, never over another's words."""

from __future__ import annotations

from datetime import date

import pytest

from resilience.accounts.rules import Refused
from resilience.audit.models import Event
from resilience.returns.models import DeliveryPlan
from resilience.returns.plans.compared import differences
from tests.returns.plans.planning import DEADLINES, stands, written


def test_a_plan_says_when_and_with_whom_it_was_agreed_and_its_deadlines_in_order(of):
    plan = written(of)
    assert [one["name"] for one in plan.agreed_with] == [
        "Hartlepool",
        "Tees Local Medical Committee",
    ]
    assert [due for due, _ in plan.local_deadlines] == [date(2019, 2, 1), date(2019, 3, 1)]
    assert plan.acting_for == of.organisation
    event = Event.objects.get(act="returns.plan_written")
    assert event.after == {"year": "2018-19", "number": 1, "agreed": "2018-07-02"}


def test_a_plan_brought_up_to_date_is_a_new_version_and_tells_what_changed(of):
    before = written(of)
    after = written(of, summary="All practices alike.", deadlines=DEADLINES[:1])
    assert (after.number, stands(of).words) == (2, "Brought up to date")
    assert [one.what for one in differences(before, after)] == ["Summary", "Local deadlines"]


def test_who_saw_an_older_version_writes_nothing_over_it(of):
    written(of)
    with pytest.raises(Refused, match="up to date since"):
        written(of, seen=0)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"agreed": date(2019, 1, 10)}, "still to come"),
        ({"agreed": date(2016, 1, 10)}, "give a day from"),
        ({"agreed_with": []}, "with which commissioners"),
        ({"agreed_with": ["00T"]}, "with which commissioners"),
        ({"deadlines": [("Sign", date(2020, 2, 1))]}, "give a day from"),
        ({"summary": "Ring 01632 960 123"}, "telephone"),
    ],
)
def test_a_plan_that_makes_no_sense_is_not_kept(of, wrong, why):
    with pytest.raises(Refused, match=why):
        written(of, **wrong)
    assert not DeliveryPlan.objects.exists()


@pytest.mark.parametrize("who", ["finance", "commissioner", "national", "other_resilience", "lead"])
def test_only_the_team_writes_its_plan(of, who):
    with pytest.raises(Refused):
        written(of, by=who)
