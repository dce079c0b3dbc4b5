"""Rounds: opened, told of, reminded of, closed, and frozen once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from resilience.accounts.rules import Refused
from resilience.audit.models import Event
from resilience.clusters.models import Stocktake, StocktakeMember, StocktakeResult
from resilience.clusters.stocktake.content import hash_of
from resilience.clusters.stocktake.freezing import close_rounds
from resilience.clusters.stocktake.reminding import remind_of_stocktakes
from resilience.clusters.stocktake.rounds import call_off
from resilience.notices.models import Notice
from tests.clusters.questionnaire.answers import answered, questionnaire, strongest
from tests.clusters.stocktake.world import (
    HARBOUR,
    LEVELS,
    all_answer,
    closed,
    held,
    morning,
    opened,
)
from tests.clusters.world import PRACTICES, TODAY, reader

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_who_runs_an_area_opens_a_round(area):
    made = opened()
    assert (made.area.code, made.opens) == ("QUY", TODAY)
    event = Event.objects.get(act="clusters.stocktake_planned")
    assert event.organisation == "QUY"


@pytest.mark.parametrize("who", ["lead1", "board", "finance", "other_commissioner", "locality"])
def test_nobody_else_does(area, who):
    with pytest.raises(Refused, match="Only those who run stocktakes"):
        opened(by=who)


def test_one_round_at_a_time_of_the_same_practices(area):
    opened("15C")
    opened("11X")
    with pytest.raises(Refused, match="has some of the same practices and is open or planned"):
        opened("QUY")


def test_some_months_lie_between_two_rounds(area):
    first = opened("15C")
    soon = first.closes + timedelta(days=30)
    with pytest.raises(Refused, match="closed on 31 May 2026: open the next one on 30 November"):
        opened("QUY", day=soon)
    assert opened("QUY", day=first.closes + timedelta(days=183))


@pytest.mark.parametrize(
    ("days", "why"), [(-1, "closes before it opens"), (92, "Close it by 10 August 2026")]
)
def test_days_that_make_no_sense_are_refused(area, days, why):
    with pytest.raises(Refused, match=why):
        opened(days=days)


def test_practices_are_told_once_and_those_who_finished_are_not_reminded(clusters):
    round_ = opened()
    remind_of_stocktakes(morning(TODAY))
    remind_of_stocktakes(morning(TODAY + DAY))
    told = Notice.objects.filter(once__endswith="open")
    assert told.count() == 15  # the leads of fourteen practices, and a member of the first
    answered("L81001", round=round_)
    remind_of_stocktakes(morning(round_.closes - 13 * DAY))
    remind_of_stocktakes(morning(round_.closes - 2 * DAY))
    for when in ("closing 14", "closing 3"):
        reminded = Notice.objects.filter(once__endswith=when)
        assert reminded.count() == 13
        assert not reminded.filter(user__email__startswith="lead1@").exists()


def test_a_planned_round_is_called_off_and_who_was_told_is_told(clusters):
    round_ = opened(day=TODAY)
    with pytest.raises(Refused, match="only a planned round"):
        call_off(by=reader("commissioner"), round_=round_, now=morning(TODAY))
    Stocktake.objects.filter(pk=round_.pk).update(opens=TODAY + 5 * DAY)
    remind_of_stocktakes(morning(TODAY))
    call_off(by=reader("commissioner"), round_=round_, now=morning(TODAY))
    assert not Stocktake.objects.exists()
    assert Notice.objects.filter(subject="Spring: called off").count() == 15


def test_a_round_is_frozen_once_when_it_is_over(clusters):
    round_ = opened()
    all_answer(round_, dict.fromkeys(PRACTICES, 2))
    assert close_rounds(morning(round_.closes)) == 0
    assert close_rounds(morning(round_.closes + DAY)) == 1
    assert close_rounds(morning(round_.closes + DAY)) == 0
    result = StocktakeResult.objects.get()
    assert result.hash == hash_of(result.content)
    assert StocktakeMember.objects.count() == 14
    # six of the first cluster alone; three of none are too few, so the second joins them
    assert {cell["id"]: cell["practices"] for cell in result.content["cells"]} == {
        "GROUP-HARBOUR-TOGETHER": 6,
        "others": 8,
    }


def test_an_answer_that_comes_late_changes_nothing(clusters):
    result = held(dict.fromkeys(PRACTICES, 1))
    answered("L81001", strongest(questionnaire()))
    close_rounds(morning(result.stocktake.closes + 9 * DAY))
    assert StocktakeResult.objects.get().hash == result.hash


def test_who_answers_anew_counts_once_with_what_it_sent_last(clusters):
    round_ = opened()
    all_answer(round_, dict.fromkeys(PRACTICES, 1))
    round_.answered.get(organisation__code="L81001").end()
    all_answer(round_, {"L81001": 3})
    cells = {cell["id"]: cell for cell in closed(round_).content["cells"]}
    assert set(cells["GROUP-HARBOUR-TOGETHER"]["points"].values()) == {1 * 5 + 3}


def test_all_at_an_end_are_told_as_if_one_were_not(clusters):
    result = held(dict.fromkeys(HARBOUR[:6], 3) | dict.fromkeys([*HARBOUR[6:], *LEVELS], 0))
    cells = {cell["id"]: cell for cell in result.content["cells"]}
    assert set(cells["GROUP-HARBOUR-TOGETHER"]["points"].values()) == {5 * 3}
    assert set(cells["others"]["points"].values()) == {3}


def test_of_few_nothing_is_told_not_even_how_many(clusters):
    content = held(dict.fromkeys(HARBOUR[:4], 2)).content
    assert content["cells"] == [] and content["area"]["answered"] is None


def test_who_runs_the_area_and_every_practice_is_told_of_a_result(clusters):
    held(dict.fromkeys(HARBOUR, 2))
    told = Notice.objects.filter(subject="Spring: the result is there")
    names = {one.user.email.split("@")[0] for one in told}
    assert {"commissioner", "resilience", "lead1", "lead14", "member"} == names & {
        *("commissioner", "resilience", "lead1", "lead14", "member", "locality", "board")
    }


def test_two_rounds_are_told_beside_each_other(clusters):
    first = held(dict.fromkeys(PRACTICES, 2))
    later = first.stocktake.closes + timedelta(days=300)
    second = held(dict.fromkeys(PRACTICES[1:], 2), day=later)
    # one left the six of the first cluster: what is left is told of in no cell
    assert [cell["id"] for cell in second.content["cells"]] == ["others"]
