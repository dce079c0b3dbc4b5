"""What an area publishes, changes and withdraws: what makes sense, by whom, and who is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from resilience.accounts.rules import Refused
from resilience.clusters.models import Offer, OfferPlace
from resilience.clusters.offers.publishing import change, withdraw
from resilience.notices.models import Notice
from tests.clusters.offers.world import (
    CHOSEN,
    FIRST,
    PACK,
    SECOND,
    THIRD,
    asked,
    changed,
    declined,
    more_practices,
    published,
    states,
    terms,
)
from tests.clusters.world import NOW, PRACTICES, TODAY, reader

pytestmark = [pytest.mark.usefixtures("area"), pytest.mark.django_db]


def test_what_is_for_the_strained_only_is_not_named_in_what_goes_by_e_mail():
    asked(published("intensive_package", closes=TODAY), FIRST)
    for told in Notice.objects.all():
        assert "Intensive" not in told.subject + told.text


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"bands": []}, "for which practices"),
        ({"places": 17}, "at most 16"),
        ({"places": None}, "at most 16"),
        ({"choose": 9}, "only 8 modules"),
        ({"choose": 0}, "how many of the modules"),
        ({"closes": TODAY - timedelta(days=1)}, "before the first"),
        ({"ends": TODAY}, "ends before it begins"),
        ({"closes": TODAY + timedelta(days=28)}, "day before it begins"),
        ({"modules": ["golf"]}, "among the modules"),
        ({"about": "Ring 01632 960 123"}, "telephone"),
    ],
)
def test_an_offer_that_makes_no_sense_is_not_published(wrong, why):
    with pytest.raises(Refused, match=why):
        published(**wrong)
    assert not Offer.objects.exists()


def test_money_is_asked_for_by_request_and_has_no_places():
    offer = published("section_96", closes=TODAY)
    with pytest.raises(Refused, match="on the page of the response"):
        asked(offer, FIRST)


def test_an_offer_of_a_locality_is_for_its_practices_only():
    offer = published(area="15C", by="locality")
    asked(offer, FIRST)
    with pytest.raises(Refused, match="does not offer this"):
        asked(offer, PRACTICES[8])


@pytest.mark.parametrize(
    "who", ["finance", "analyst", "board", "national", "officer", "lead1", "other_resilience"]
)
def test_only_those_who_run_the_area_publish_change_decline_and_withdraw(who):
    with pytest.raises(Refused):
        published(by=who)
    offer = published()
    place = asked(offer, FIRST)
    for act in (
        lambda: changed(offer, by=who, places=3),
        lambda: declined(place, by=who),
        lambda: withdraw(by=reader(who), offer=offer, seen=0, why="So.", at=NOW),
    ):
        with pytest.raises(Refused):
            act()
    assert states(offer) == {FIRST: "placed"}


def test_practices_are_told_what_changed_and_that_an_offer_is_withdrawn():
    offer = published(places=1)
    asked(offer, FIRST)
    asked(offer, SECOND)
    Notice.objects.all().delete()
    changed(offer, where="Levels Hall", starts=offer.starts + timedelta(days=1))
    assert {one.user.email for one in Notice.objects.all()} == {
        *("lead1@example.nhs.uk", "lead2@example.nhs.uk", "member@example.nhs.uk")
    }
    assert "dates and place" in Notice.objects.first().text
    withdraw(by=reader("resilience"), offer=offer, seen=1, why="No money.", at=NOW)
    assert set(states(offer).values()) == {"withdrawn"}
    assert OfferPlace.objects.values_list("why", flat=True).distinct().get() == "No money."
    with pytest.raises(Refused, match="withdrawn"):
        asked(offer, THIRD)


def test_who_saw_an_older_offer_changes_nothing_and_what_practices_chose_stays():
    offer = published()
    asked(offer, FIRST, CHOSEN)
    with pytest.raises(Refused, match="Team planning"):
        changed(offer, modules=[one for one in offer.modules if one != "team_planning"])
    with pytest.raises(Refused, match="leave that number"):
        changed(offer, choose=2)
    with pytest.raises(Refused, match="Somebody else changed"):
        change(by=reader("resilience"), offer=offer, pack=PACK, seen=4, terms=terms(), at=NOW)


def test_every_practice_of_the_area_is_told_of_an_offer_in_few_queries(
    django_assert_max_num_queries,
):
    more_practices(100)
    with django_assert_max_num_queries(30):
        published(tell=True)
    told = set(Notice.objects.values_list("user__email", flat=True))
    assert len(told) == 15  # fourteen leads and a member; nobody of another board
    assert "other_lead@example.nhs.uk" not in told
