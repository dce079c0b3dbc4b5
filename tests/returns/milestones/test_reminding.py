"""Who owes a milestone is reminded, once each time; who met it is left alone."""

from __future__ import annotations

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resilience.funding.models import Pot
from resilience.notices.models import Notice
from resilience.returns.milestones.reminding import remind_of_milestones
from resilience.returns.milestones.work import work
from resilience.returns.models import CaseStudy, DeliveryPlan, PracticesTold
from tests.cases.conftest import at
from tests.cases.world import PROGRAMME, reader
from tests.funding.world import committed, organisation, pot
from tests.returns.milestones.test_letters import written

pytestmark = pytest.mark.django_db
TEN_AHEAD = at(2018, 6, 22, 9)
"""Ten working days before Friday 6 July 2018."""


def told(since=0) -> list[str]:
    found = Notice.objects.filter(once__startswith="milestone ").order_by("pk")[since:]
    return sorted(f"{one.user.name}: {one.subject}" for one in found)


def planned(team: str = "Q74") -> DeliveryPlan:
    when = at(2018, 6, 20, 9)
    return DeliveryPlan.objects.create(
        programme=PROGRAMME,
        year="2018-19",
        team=organisation(team),
        number=1,
        at=when,
        by="x",
        agreed=when.date(),
        shares="Half for help that continues.",
    )


def test_nobody_is_reminded_long_before(world):
    assert remind_of_milestones(at(2018, 6, 21, 9)) == 0
    assert told() == []


def test_who_owes_is_reminded_once_and_who_met_it_is_not(world):
    plan = planned()
    PracticesTold.objects.create(plan=plan, at=at(2018, 6, 21, 9), by="x", told=["A81001"])
    assert remind_of_milestones(TEN_AHEAD) == 2
    assert told() == [
        "other resilience: Greater Manchester: Delivery plans brought up to date with partners, "
        "14 days to go",
        "other resilience: Greater Manchester: Practices know the local processes and deadlines, "
        "14 days to go",
    ]
    assert remind_of_milestones(TEN_AHEAD) == 0
    assert len(told()) == 2


def test_what_went_late_is_told_to_the_area_too_on_the_morning_after(world):
    planned("Q83")
    assert remind_of_milestones(at(2018, 7, 6, 15, 30)) == 3
    assert remind_of_milestones(at(2018, 7, 6, 16, 30)) == 0  # late, at half past five in London
    before = len(told())
    assert remind_of_milestones(at(2018, 7, 7, 6)) == 0  # seven in the morning
    assert remind_of_milestones(at(2018, 7, 7, 8)) == 3
    late = told(before)
    assert (
        "regional: Cumbria and North East: Delivery plans brought up to date with partners, "
        "1 day ago" in late
    )
    assert not any(one.startswith("other resilience") and "Delivery plans" in one for one in late)


def test_nobody_hears_for_the_first_time_of_what_was_late_long_ago(world):
    assert remind_of_milestones(at(2019, 2, 20, 9)) == 0


def test_what_is_told_by_e_mail_names_no_practice_and_no_figure(case):
    remind_of_milestones(at(2019, 1, 2, 9))
    found = Notice.objects.filter(once__startswith="milestone ")
    assert found
    assert not any("Dene" in one.text or "£" in one.text for one in found)


def headings(name: str, now):
    with time_machine.travel(now, tick=False):
        return {one.id: one for one in work(reader(name, now.date()), 15)}


def test_those_who_owe_it_find_it_in_their_work(world):
    plan = planned()
    PracticesTold.objects.create(plan=plan, at=at(2018, 6, 21, 9), by="x", told=["A81001"])
    assert headings("resilience", TEN_AHEAD) == {}
    (mine,) = headings("other_resilience", TEN_AHEAD).values()
    assert [one.stands for one in mine.first] == ["14 days to go", "14 days to go"]
    assert headings("other_resilience", at(2018, 5, 1, 9)) == {}
    assert headings("regional", TEN_AHEAD) == {}


def test_case_studies_are_owed_by_the_region(world):
    found = headings("regional", at(2019, 1, 9, 9))
    assert "First four case studies" in " ".join(one.title for one in found["milestones"].first)
    assert not CaseStudy.objects.exists()


def test_a_letter_waits_for_the_area_and_whoever_wrote_it_waits(case):
    committed(case, pot(10_000), 4_000)
    made = written()
    now = at(2019, 2, 7, 9)
    mine = headings("regional", now)["letters_file_returns"]
    assert (mine.total, mine.first[0].owed[0].due) == (1, made.answer_by)
    assert not headings("national", now)["letters_collect_returns"].for_me


def test_work_asks_the_database_the_same_however_many_practices_there_are(case):
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            headings("resilience", at(2019, 2, 7, 9))
        asked.append(len(queries))
        committed(case, Pot.objects.first() or pot(10_000), 1_000)
    assert asked[1] <= asked[0] + 10  # what is only read where there is something
