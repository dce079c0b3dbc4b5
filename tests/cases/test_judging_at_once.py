"""Of two people who judge the same case or proposal at once, one acts and the other is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from resilience.accounts.rules import Refused
from resilience.cases.actions.proposing import accept_proposal, change_proposal, propose
from resilience.cases.beginning import begin
from resilience.cases.happening import happen
from resilience.cases.models import Case, Decision, Placement, Proposal
from resilience.cases.prioritising.chosen import chosen
from resilience.cases.prioritising.footprint import Footprint, placing_pack
from tests.cases import assessed
from tests.cases.conftest import MONDAY, RECEIVED
from tests.cases.deciding_world import decided
from tests.cases.placed import set_deciding
from tests.cases.world import PROGRAMME, build, practice, reader

pytestmark = pytest.mark.django_db(transaction=True)
LATER = MONDAY + timedelta(hours=1)
BOTH = ("resilience", "regional")


@pytest.fixture
def case(settings, tmp_path) -> Case:
    if connection.vendor == "sqlite":
        pytest.skip("the database in memory takes one writer at a time")
    settings.RESILIENCE_HOME = tmp_path
    build()
    set_deciding(second_percent=0)
    asks = practice()
    made = begin(
        programme=PROGRAMME,
        practices=[asks],
        route=Case.Route.SELF_REFERRAL,
        state="received",
        tier="commissioner",
        at=RECEIVED,
    )
    happen(made, "received", by=reader("lead", RECEIVED.date()), at=RECEIVED, acting_for=asks)
    return assessed.under_assessment(made)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What was refused of acts that begin together."""
    ready, told = Barrier(len(acts)), []

    def do(act: Callable[[], object]) -> None:
        ready.wait()
        try:
            act()
        except Refused as refused:
            told.append(str(refused))
        finally:
            connection.close()

    people = [Thread(target=do, args=[act]) for act in acts]
    for one in people:
        one.start()
    for one in people:
        one.join()
    return told


def same(case: Case) -> Case:
    """The case as both looked at it; each has it for themselves."""
    return Case.objects.get(pk=case.pk)


def changed(told: list[str]) -> bool:
    return len(told) == 1 and "changed after you opened the page" in told[0]


def test_one_of_two_who_place_it_places_it(case):
    seen = case.version
    told = at_once(*(lambda who=who: assessed.first(same(case), who, seen=seen) for who in BOTH))
    assert changed(told)
    assert Placement.objects.count() == case.assessments.count() == 1


def test_one_of_two_second_assessors_is_the_second(case):
    assessed.first(case, "resilience")
    seen = case.version
    told = at_once(*(lambda: assessed.second(same(case), "regional", seen=seen) for _ in BOTH))
    assert changed(told)
    assert [one.kind for one in Placement.objects.order_by("pk")] == ["first", "second"]


def test_one_of_two_who_decide_decides(case):
    assessed.first(case)
    seen = case.version
    told = at_once(
        lambda: decided(same(case), "signpost", "regional", seen=seen),
        lambda: decided(same(case), "not_prioritise", "resilience", seen=seen),
    )
    assert changed(told)
    assert Decision.objects.count() == 1


def test_nobody_decides_while_somebody_places_it_anew(case):
    assessed.first(case)
    seen = case.version
    told = at_once(
        lambda: decided(same(case), "signpost", "regional", seen=seen),
        lambda: assessed.first(same(case), "resilience", LATER, seen=seen, scope=1, impact=1),
    )
    assert changed(told)
    decision = Decision.objects.first()
    assert (decision is None) == (case.assessments.count() == 2)


def test_one_of_two_who_settle_settles(case):
    assessed.first(case)
    assessed.second(case, scope=2)
    seen = case.version
    told = at_once(*(lambda who=who: assessed.settled(same(case), who, seen=seen) for who in BOTH))
    assert changed(told)
    assert Placement.objects.filter(kind="settled").count() == 1


def test_a_proposal_is_not_accepted_while_somebody_takes_a_case_out(case):
    assessed.first(case)
    by = reader("regional", MONDAY.date())
    of = Footprint(practice("Y54"), by, placing_pack(PROGRAMME))
    made = propose(by=by, footprint=of, budget=10**7, assumed=10**6, for_new=0, at=MONDAY)
    told = at_once(
        lambda: accept_proposal(
            by=by, proposal=Proposal.objects.get(), seen=0, why="It fits.", at=LATER
        ),
        lambda: change_proposal(
            by=by,
            proposal=Proposal.objects.get(),
            case=same(case),
            included=False,
            reason="Another fund pays.",
            at=LATER,
        ),
    )
    assert len(told) == 1
    made.refresh_from_db()
    assert bool(made.accepted) == chosen(made)[case.pk]
