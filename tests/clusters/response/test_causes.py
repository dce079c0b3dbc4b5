"""The true cause of how a practice stands: found, answered by the practice, settled."""

from __future__ import annotations

import pytest

from resilience.accounts.rules import Refused
from resilience.accounts.visible import StatementsAreKept
from resilience.audit.models import Event
from resilience.clusters.models import Cause
from resilience.clusters.response.causes import cause_in_force
from resilience.clusters.response.team import leave, stand_down
from resilience.notices.models import Notice
from tests.clusters.offers.world import stands
from tests.clusters.response.world import (
    CODE,
    answered,
    contact,
    found,
    joined,
    recorded,
    settled,
)
from tests.clusters.world import PROGRAMME, organisation, reader, user

pytestmark = [pytest.mark.usefixtures("area"), pytest.mark.django_db]


def test_a_cause_is_found_the_practice_agrees_and_it_is_settled(amber):
    assert found().practice_agrees is None
    assert answered(True).practice_agrees is True
    after = settled()
    assert (after.settled, after.main, after.practice_agrees) == (True, "succession", True)
    assert Cause.objects.count() == 3
    assert Cause.objects.in_force().get() == after
    acts = Event.objects.filter(act__startswith="response").values_list("act", flat=True)
    assert list(acts) == [f"response.cause_{one}" for one in ("found", "answered", "settled")]
    assert "over 60" not in str(list(Event.objects.values_list("after", flat=True)))


def test_another_cause_takes_the_place_of_the_first_and_the_practice_is_asked_anew(amber):
    first = found()
    answered(False, "It is the lease.")
    second = found(main="property", others=[])
    assert second.practice_agrees is None
    assert list(Cause.objects.values_list("main", flat=True)) == [
        *("property", "succession", "succession")
    ]
    with pytest.raises(StatementsAreKept):
        first.save()


def test_the_practice_is_told_that_it_is_asked_and_no_notice_says_what(amber):
    found()
    told = list(Notice.objects.filter(subject__contains="asked something"))
    assert {one.user.email for one in told} == {"lead1@example.nhs.uk", "member@example.nhs.uk"}
    answered(False, "It is the lease.")
    words = " ".join(f"{one.subject} {one.text}" for one in Notice.objects.all())
    assert not {"amber", "cause", "lease", "partner", "agree"} & set(words.lower().split())
    assert Notice.objects.filter(
        user=user("commissioner"), subject__contains="it answered"
    ).exists()


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"main": "weather"}, "that the programme names"),
        ({"others": ["succession"]}, "not one of the others"),
        ({"seen": 99}, "after you opened"),
        ({"shown_by": "Patient 943 476 5919 said so"}, "NHS number"),
    ],
)
def test_a_cause_that_makes_no_sense_is_not_kept(amber, wrong, why):
    with pytest.raises(Refused, match=why):
        found(**wrong)
    assert not Cause.objects.exists()


@pytest.mark.parametrize("status", ["green", ""])
def test_a_cause_is_found_for_amber_and_red_only(area, status):
    if status:
        stands(CODE, status)
    with pytest.raises(Refused, match="amber or red"):
        found()


def test_who_disagrees_says_what_it_is_and_only_the_practice_lead_answers(amber):
    found()
    with pytest.raises(Refused, match="as you see it"):
        answered(False)
    for who in ("member", "lead2", "commissioner", "officer"):
        with pytest.raises(Refused, match="You do not answer"):
            answered(True, by=who)
    settled()
    with pytest.raises(Refused, match="no cause to answer"):
        answered(True)


@pytest.mark.parametrize(
    "who", ["lead1", "officer", "finance", "analyst", "board", "national", "other_commissioner"]
)
def test_only_those_who_confirm_statuses_find_and_settle_and_run_the_team(amber, who):
    one, member = contact(), joined()
    for act in (
        lambda: found(by=who),
        lambda: settled(by=who),
        lambda: joined(by=who, name="Other"),
        lambda: leave(by=reader(who), member=member),
        lambda: contact(by=who),
        lambda: recorded(one, by=who),
        lambda: stand_down(by=reader(who), practice=organisation(CODE), programme=PROGRAMME),
    ):
        with pytest.raises(Refused, match="Only those who"):
            act()


def test_a_cause_in_force_is_one_of_the_programme(amber):
    found()
    assert cause_in_force(organisation(CODE), "gprp-2018-19") is None
