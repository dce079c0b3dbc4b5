"""Places in an offer: asked for, waited for, given up, declined; never more than there are."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from resilience.accounts.rules import Refused
from resilience.audit.models import Event
from resilience.clusters.models import OfferPlace
from resilience.clusters.offers.asking import give_up
from resilience.clusters.offers.filling import waiting_list
from resilience.clusters.offers.results import Measure, by_module, tell_result, version
from resilience.clusters.offers.standing import standing
from resilience.notices.models import Notice
from tests.clusters.offers.world import (
    CHOSEN,
    FIRST,
    FOURTH,
    PACK,
    SECOND,
    THIRD,
    asked,
    changed,
    declined,
    given_up,
    published,
    stands,
    states,
)
from tests.clusters.world import NOW, PRACTICES, TODAY, reader

pytestmark = [pytest.mark.usefixtures("area"), pytest.mark.django_db]


def test_a_practice_has_a_place_until_all_are_taken_and_then_waits_in_the_order_of_asking():
    offer = published(places=2)
    for code in PRACTICES[:4]:
        asked(offer, code)
    assert states(offer) == dict(
        zip(PRACTICES[:4], ["placed", "placed", "waiting", "waiting"], strict=True)
    )
    turns = [one.organisation.code for one in waiting_list(offer, PACK.offering.kind(offer.kind))]
    assert turns == [THIRD, FOURTH]


def test_a_place_given_up_goes_to_who_is_next_and_they_are_told_at_once():
    offer = published(places=1)
    first = asked(offer, FIRST)
    asked(offer, SECOND)
    Notice.objects.all().delete()
    given_up(first)
    assert states(offer) == {FIRST: "withdrawn", SECOND: "placed"}
    told = Notice.objects.get()
    assert told.user.email == "lead2@example.nhs.uk"
    assert "has a place" in told.subject
    acts = list(Event.objects.filter(act__startswith="offers").values_list("act", flat=True))
    assert acts == [
        *("offers.published", "offers.place_asked", "offers.place_asked"),
        "offers.place_withdrawn",
    ]


def test_amber_and_red_come_first_on_a_list_that_says_so_and_displace_nobody():
    offer = published("time_for_care", places=1)
    stands(THIRD, "amber")
    stands(FOURTH, "red")
    for code in PRACTICES[:4]:
        asked(offer, code)
    kind = PACK.offering.kind("time_for_care")
    assert states(offer)[FIRST] == "placed"
    turns = [one.organisation.code for one in waiting_list(offer, kind)]
    assert turns == [THIRD, FOURTH, SECOND]


def test_the_cohort_of_q12_gives_everybody_alike_their_turn():
    offer = published(places=1)
    stands(THIRD, "red")
    for code in PRACTICES[:3]:
        asked(offer, code)
    turns = waiting_list(offer, PACK.offering.kind(offer.kind))
    assert [one.organisation.code for one in turns] == [SECOND, THIRD]


def test_more_places_are_given_to_those_next_and_fewer_than_are_taken_are_refused():
    offer = published(places=1)
    for code in PRACTICES[:3]:
        asked(offer, code)
    changed(offer, places=2)
    assert list(states(offer).values()) == ["placed", "placed", "waiting"]
    with pytest.raises(Refused, match="2 practices have a place"):
        changed(offer, places=1)
    changed(offer, places=None) if offer.kind != "productive_gp" else None
    with pytest.raises(Refused, match="at most 16"):
        changed(offer, places=17)


def test_who_is_declined_reads_why_and_the_next_has_the_place():
    offer = published(places=1)
    first = asked(offer, FIRST)
    asked(offer, SECOND)
    declined(first)
    first.refresh_from_db()
    assert (first.state, first.why) == ("declined", "It is green.")
    assert states(offer)[SECOND] == "placed"
    assert Notice.objects.filter(user__email="lead1@example.nhs.uk", subject__contains="no place")


def test_once_it_has_begun_a_free_place_of_a_cohort_stays_free_and_help_that_rolls_goes_on():
    cohort, rolling = published(places=1), published("peer_support", places=1, closes=TODAY)
    later = NOW + timedelta(days=40)
    for offer in (cohort, rolling):
        first = asked(offer, FIRST)
        asked(offer, SECOND)
        given_up(first, later)
    assert states(cohort)[SECOND] == "waiting"
    assert states(rolling)[SECOND] == "placed"


def test_a_practice_outside_the_bands_may_ask_and_nobody_asks_twice():
    offer = published("intensive_package", closes=TODAY)
    stands(FIRST, "green")
    asked(offer, FIRST)
    event = Event.objects.get(act="offers.place_asked")
    assert (event.after["in_band"], states(offer)[FIRST]) == (False, "placed")
    with pytest.raises(Refused, match="already"):
        asked(offer, FIRST)


@pytest.mark.parametrize(
    ("modules", "why"),
    [
        (CHOSEN[:2], "exactly 3 modules: you chose 2"),
        ([*CHOSEN, "efficient_processes"], "you chose 4"),
        ([*CHOSEN[:2], CHOSEN[0]], "among the modules"),
        ([*CHOSEN[:2], "golf"], "among the modules"),
    ],
)
def test_each_practice_chooses_exactly_three_of_eight(modules, why):
    offer = published()
    with pytest.raises(Refused, match=why):
        asked(offer, FIRST, modules)
    assert not OfferPlace.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"opens": TODAY + timedelta(days=1), "closes": TODAY + timedelta(days=2)}, "from 12 May"),
        ({"opens": TODAY - timedelta(days=9), "closes": TODAY - timedelta(days=1)}, "until 10 May"),
    ],
)
def test_places_are_asked_for_in_the_days_that_the_offer_says(wrong, why):
    offer = published(**wrong)
    with pytest.raises(Refused, match=why):
        asked(offer, FIRST)


def test_nobody_asks_or_gives_up_for_another_practice():
    offer = published()
    place = asked(offer, FIRST)
    for who in ("lead2", "member", "resilience"):
        with pytest.raises(Refused, match="You do not do this for Alder House"):
            give_up(by=reader(who), place=place, pack=PACK, why="", at=NOW)


def test_a_practice_tells_what_came_of_it_and_the_area_reads_it_by_module():
    offer = published()
    first, second = asked(offer, FIRST, CHOSEN), asked(offer, SECOND)
    given_up(second)
    later = NOW + timedelta(days=60)
    told = {"pack": PACK, "result": "Calls fell.", "at": later}
    by = reader("member", later.date())
    with pytest.raises(Refused, match="It begins on"):
        tell_result(by=reader("member"), place=first, seen=version(first), measures=[], **told)
    measure = Measure("Minutes a week", Decimal("900.0"), Decimal(610), "minutes")
    tell_result(by=by, place=first, seen=version(first), measures=[measure], **told)
    with pytest.raises(Refused, match="after you opened"):
        tell_result(by=by, place=first, seen=version(first), measures=[], **told)
    places = list(offer.taken.all())
    titles = PACK.offering.module_titles
    found = {one.title: (one.chose, one.told) for one in by_module(places, offer.modules, titles)}
    assert found["Team planning"] == (1, 1)
    assert found["Efficient processes"] == (0, 0)
    kept = OfferPlace.objects.get(pk=first.pk)
    assert kept.measures == [
        {"what": "Minutes a week", "before": "900", "after": "610", "unit": "minutes"}
    ]
    assert standing(offer, PACK, later.date()).placed == 0
