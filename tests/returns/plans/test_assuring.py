"""A plan is assured, and what is to be done about it is followed up."""

from __future__ import annotations

from datetime import date

import pytest

from resilience.accounts.rules import Refused
from resilience.notices.models import Notice
from resilience.returns.plans.assuring import ToDo, add_action, assure, close_action
from resilience.returns.plans.work import work
from tests.cases.world import reader, user
from tests.returns.plans.planning import DAY, NOW, stands, told, written


def test_the_region_assures_a_plan_and_the_team_reads_what_is_to_be_done(of):
    written(of)
    by = reader("regional", DAY)
    todo = ToDo("Agree it with the committee", "resilience lead", date(2019, 1, 31))
    said = {"seen": 1, "at": NOW, "finding": "with_actions", "why": "The committee is missing."}
    assure(by=by, of=of, actions=[todo], **said)
    now = stands(of)
    assert now.assured_now
    assert [one.what for one in now.open_actions()] == [todo.what]
    assert not now.late_actions(date(2019, 1, 31))
    assert now.late_actions(date(2019, 2, 1))
    assert Notice.objects.filter(user=user("resilience"), once__startswith="assurance").count() == 1
    close_action(
        by=reader("resilience", DAY),
        of=of,
        action=now.actions[0].pk,
        at=NOW,
        done=DAY,
        outcome="They agreed.",
    )
    assert stands(of).open_actions() == []
    with pytest.raises(Refused, match="meanwhile"):
        close_action(by=by, of=of, action=now.actions[0].pk, at=NOW, done=DAY, outcome="Again.")


def test_a_plan_that_changed_is_assured_anew_and_its_actions_stay_open(of):
    written(of)
    todo = ToDo("Name who leads", "resilience lead", date(2019, 1, 31))
    assure(
        by=reader("national", DAY),
        of=of,
        seen=1,
        at=NOW,
        finding="with_actions",
        why="So.",
        actions=[todo],
    )
    written(of)
    now = stands(of)
    assert not now.assured_now
    assert now.assurance.plan.number == 1
    assert len(now.open_actions()) == 1


def test_nobody_assures_their_own_plan_and_nobody_else_than_the_region_or_the_nation(of):
    written(of, by="regional")
    said = {"seen": 1, "at": NOW, "finding": "assured", "why": "So.", "actions": []}
    with pytest.raises(Refused, match="somebody else"):
        assure(by=reader("regional", DAY), of=of, **said)
    for who in ("resilience", "finance", "commissioner"):
        with pytest.raises(Refused, match="Only those"):
            assure(by=reader(who, DAY), of=of, **said)
    with pytest.raises(Refused, match="with actions"):
        todo = ToDo("Name who leads", "resilience lead", DAY)
        assure(by=reader("national", DAY), of=of, **(said | {"actions": [todo]}))


def test_a_team_adds_actions_of_its_own(of):
    written(of)
    todo = ToDo("Name who leads", "resilience lead", DAY)
    add_action(by=reader("resilience", DAY), of=of, seen=1, at=NOW, action=todo)
    with pytest.raises(Refused, match="kept already"):  # a second press of the button
        add_action(by=reader("resilience", DAY), of=of, seen=1, at=NOW, action=todo)
    with pytest.raises(Refused):
        add_action(by=reader("board", DAY), of=of, seen=1, at=NOW, action=todo)


def headings(who: str, day: date = DAY) -> dict[str, int]:
    return {one.id: one.total for one in work(reader(who, day), 15)}


def test_my_work_follows_a_plan_from_hand_to_hand(of, referred):
    referred("A81001")
    assert headings("resilience") == {"plans_to_write": 1}
    assert headings("regional") == {}
    written(of)
    assert headings("resilience") == {"plans_to_tell": 1}
    assert headings("regional") == headings("national") == {"plans_to_assure": 1}
    told(of)
    assert headings("resilience") == {}
    (local,) = work(reader("lead", DAY), 15)
    assert [one.due for one in local.first[0].owed] == [date(2019, 2, 1), date(2019, 3, 1)]
    assert headings("lead", date(2019, 3, 2)) == {}
    assert headings("second_lead") == {}
    todo = ToDo("Name who leads", "resilience lead", date(2019, 1, 31))
    add_action(by=reader("resilience", DAY), of=of, seen=1, at=NOW, action=todo)
    assert headings("resilience") == {"plan_actions": 1}
    assert headings("regional", date(2019, 2, 1)) == {"plans_to_assure": 1, "plan_actions": 1}
