"""Of two who take the last place of an event at once, one has it and the other is told; of two who
write a team's plan at once likewise."""

from __future__ import annotations

import pytest
from django.db import connection

from resilience.funding.years import Year
from resilience.organisations.models import Organisation
from resilience.programmes.packs import load
from resilience.returns.models import Attendance, DeliveryPlan
from resilience.returns.network.meeting import hold, sign_up
from resilience.returns.plans.addressed import at as at_team
from resilience.returns.plans.writing import CHANGED, write_plan
from tests.cases.conftest import MONDAY, at
from tests.cases.test_judging_at_once import at_once
from tests.cases.world import PROGRAMME, build, reader

pytestmark = pytest.mark.django_db(transaction=True)
DAY = MONDAY.date()
PACK = load(PROGRAMME)


@pytest.fixture
def world(settings, tmp_path) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("the database in memory takes one writer at a time")
    settings.RESILIENCE_HOME = tmp_path
    build()


def test_the_last_place_goes_to_one(world):
    meeting = hold(
        by=reader("national", DAY),
        pack=PACK,
        at=MONDAY,
        title="Peer support",
        starts=at(2019, 2, 1, 14),
        ends=at(2019, 2, 1, 16),
        place="Leeds",
        about="What worked.",
        places=1,
    )

    def come(who: str) -> None:
        sign_up(by=reader(who, DAY), meeting=meeting, at=MONDAY)

    told = at_once(lambda: come("officer"), lambda: come("resilience"))
    assert told == ["Every place is taken."]
    assert Attendance.objects.count() == 1


def test_a_plan_has_one_first_version(world):
    of = at_team(Organisation.objects.get(code="Q74"), PACK, Year.called("2018-19"), DAY)

    def write(who: str) -> None:
        write_plan(
            by=reader(who, DAY),
            of=of,
            seen=0,
            at=MONDAY,
            agreed=DAY,
            agreed_with=["00K"],
            partners="",
            summary="So.",
            shares="So.",
            deadlines=[],
        )

    assert at_once(lambda: write("resilience"), lambda: write("regional")) == [CHANGED]
    assert DeliveryPlan.objects.get().number == 1
