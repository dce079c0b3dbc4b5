"""Money of section 96 for a practice: asked for by one side, decided by another."""

from __future__ import annotations

import pytest

from resilience.accounts.rules import Refused
from resilience.audit.models import Event
from resilience.clusters.models import AssistanceRequest
from resilience.clusters.response.money import Said, name_agreement, take_back
from resilience.notices.models import Notice
from tests.clusters.offers.world import stands
from tests.clusters.response.world import (
    CODE,
    MET,
    decided,
    money,
)
from tests.clusters.world import NOW, reader

pytestmark = [pytest.mark.usefixtures("area"), pytest.mark.django_db]


@pytest.mark.parametrize("who", ["commissioner", "lead1"])
def test_money_is_asked_for_by_the_area_or_the_practice_and_decided_by_somebody_else(amber, who):
    one = decided(money(by=who))
    assert (one.state, one.decided_for.code, one.case) == ("granted", "QUY", None)
    told = Notice.objects.filter(subject__contains="was settled")
    assert "lead1@example.nhs.uk" in {notice.user.email for notice in told}
    acts = Event.objects.filter(act__contains="money").values_list("act", flat=True)
    assert list(acts) == ["response.money_asked", "response.money_granted"]


def test_who_asked_never_decides(amber):
    one = money(by="resilience")
    with pytest.raises(Refused, match="somebody else decides"):
        decided(one, by="resilience")
    for who in ("lead1", "commissioner", "officer", "analyst", "national", "other_resilience"):
        with pytest.raises(Refused, match="Only those who"):
            decided(one, by=who)
    assert decided(one, by="finance").state == "granted"


def test_money_is_granted_only_where_every_condition_is_met(amber):
    one = money(criteria=MET | {"exit": Said(False, "No day is agreed.")})
    with pytest.raises(Refused, match="It stops on a day"):
        decided(one)
    assert decided(one, granted=False).state == "refused"


def test_money_is_for_practices_that_the_programme_offers_it_to(area):
    stands(CODE, "green")
    with pytest.raises(Refused, match="whose status is amber or red"):
        money()


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"pence": 0}, "more than £0"),
        ({"criteria": {}}, "each condition"),
        ({"criteria": MET | {"in_plan": Said(True, "")}}, "Write something"),
        ({"purpose": "kim@example.org"}, "e-mail"),
        ({"by": "officer"}, "Only the practice itself"),
        ({"by": "member"}, "Only the practice itself"),
    ],
)
def test_a_request_that_makes_no_sense_is_not_kept(amber, wrong, why):
    with pytest.raises(Refused, match=why):
        money(**wrong)
    assert not AssistanceRequest.objects.exists()


def test_one_request_waits_at_a_time_and_may_be_taken_back(amber):
    one = money()
    with pytest.raises(Refused, match="waits for a decision"):
        money(by="lead1")
    with pytest.raises(Refused, match="Severn Shore ICB asked for this"):
        take_back(by=reader("lead1"), request=one, seen=0, at=NOW)
    take_back(by=reader("resilience"), request=one, seen=0, at=NOW)
    with pytest.raises(Refused, match="Somebody changed this request"):
        decided(one)
    with pytest.raises(Refused, match="settled meanwhile: withdrawn"):
        decided(one, seen=1)
    assert decided(money(), granted=False).state == "refused"


def test_an_agreement_is_named_for_what_was_granted_only(amber):
    one = money()
    with pytest.raises(Refused, match="named once, for a request that was granted"):
        name_agreement(by=reader("finance"), request=one, seen=0, assistance=None)
