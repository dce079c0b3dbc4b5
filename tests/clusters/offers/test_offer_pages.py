"""Pages of offers: who reads what, and forms that keep what was typed."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine

from resilience.clusters.models import Offer, OfferPlace
from tests.clusters.offers.world import (
    AREA,
    CHOSEN,
    asked,
    more_practices,
    published,
    stands,
    states,
)
from tests.clusters.world import NOW, PRACTICES, PROGRAMME, TODAY

pytestmark = [pytest.mark.usefixtures("area", "today"), pytest.mark.django_db]
OWN = f"/practices/{PRACTICES[0]}/offers/{PROGRAMME}/"
FIELDS = {
    "seen": "0",
    "title": "Quick Start, second cohort",
    "about": "A cohort of sixteen.",
    "bands": ["green"],
    "places": "16",
    "modules": CHOSEN,
    "choose": "2",
    "opens": "11 May 2026",
    "closes": "5 June 2026",
    "starts": "8 June 2026",
    "ends": "31 August 2026",
}


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_an_area_publishes_an_offer_that_its_practices_read_and_ask_for(as_):
    answer = as_("locality").post(f"/local/{PROGRAMME}/15C/offers/new/productive_gp/", FIELDS)
    offer = Offer.objects.get()
    assert answer.url == f"/local/{PROGRAMME}/15C/offers/1/"
    assert (offer.places, offer.choose, offer.modules) == (16, 2, CHOSEN)
    page = words(as_("lead1").get(OWN))
    assert "Quick Start, second cohort" in page
    answer = as_("lead1").post(f"{OWN}15C/1/ask/", {"modules": CHOSEN[:1]})
    assert "Choose exactly 2: you chose 1" in words(answer)
    as_("lead1").post(f"{OWN}15C/1/ask/", {"modules": CHOSEN[:2]})
    assert OfferPlace.objects.get().state == "placed"
    assert "Has a place" in words(as_("lead1").get(OWN))


def test_what_was_typed_is_kept_where_it_is_refused(as_):
    wrong = FIELDS | {"places": "17", "about": "Call it ours."}
    answer = as_("resilience").post(f"{AREA}new/productive_gp/", wrong)
    assert "takes at most 16 practices at a time" in words(answer)
    assert "Call it ours." in words(answer)
    assert not Offer.objects.exists()


def test_the_menu_is_read_by_band_and_by_everybody_of_the_area(as_):
    published()
    published("intensive_package", title="Close help", closes=TODAY)
    for who in (
        "lead1",
        "member",
        "officer",
        "board",
        "analyst",
        "finance",
        "regional",
        "national",
    ):
        page = words(as_(who).get(AREA))
        assert "Close help" in page and "Productive General Practice" in page
    page = words(as_("lead1").get(f"{AREA}?band=red"))
    assert "Close help" in page and "Productive General" not in page
    for who in ("other_lead", "other_resilience", "supplier", "administrator"):
        assert as_(who).get(AREA).status_code == 404


def test_numbers_of_what_is_for_the_strained_only_are_for_who_sees_all_practices(as_):
    offer = published("intensive_package", closes=TODAY)
    asked(offer, PRACTICES[1])
    for who in ("lead1", "board", "officer"):
        page = words(as_(who).get(AREA))
        assert "There are places" in page and "2 of 3" not in page
    assert "2 of 3 places left" in words(as_("analyst").get(AREA))
    assert "2 of 3 places left" not in words(as_("lead1").get(OWN))


@pytest.mark.parametrize(
    ("who", "named"),
    [
        ("resilience", True),
        ("finance", True),
        ("analyst", True),
        ("officer", True),
        ("locality", True),
        ("lead2", False),
        ("board", False),
    ],
)
def test_who_asked_is_named_to_those_who_see_the_practice(as_, who, named):
    asked(published(), PRACTICES[0])
    page = words(as_(who).get(f"{AREA}1/"))
    assert ("Alder House" in page) is named
    expected = 200 if who in ("resilience", "finance", "analyst") else 404
    assert as_(who).get(f"{AREA}1/results/").status_code == expected


def test_a_practice_sees_what_is_for_its_band_first_and_is_never_shut_out(as_):
    published("time_for_care", bands=["green"], title="For green", closes=TODAY)
    published("event", bands=["red"], title="For red", closes=TODAY)
    stands(PRACTICES[0], "red")
    page = words(as_("lead1").get(OWN))
    assert page.index("For red practices") < page.index(">For red</a>") < page.index("For green")
    page = words(as_("lead1").get(f"{OWN}QUY/1/ask/"))
    assert "This is meant for green practices; yours is red. You may ask" in page
    as_("lead1").post(f"{OWN}QUY/1/ask/", {})
    assert "Outside the bands" in words(as_("resilience").get(f"{AREA}1/"))


def test_a_practice_waits_is_told_its_turn_and_leaves_the_list(as_):
    offer = published(places=1)
    asked(offer, PRACTICES[1])
    sent = {"modules": offer.modules[:3]}
    answer = as_("lead1").post(f"{OWN}QUY/1/ask/", sent, follow=True)
    assert "You are number 1 on the waiting list" in words(answer)
    place = OfferPlace.objects.get(state="waiting")
    assert as_("member").get(f"{OWN}places/{place.pk}/give-up/").status_code == 404
    as_("lead1").post(f"{OWN}places/{place.pk}/give-up/", {"why": ""})
    assert states(offer)[PRACTICES[0]] == "withdrawn"


def test_the_area_changes_withdraws_and_declines_on_pages(as_):
    offer = published(places=1)
    place = asked(offer, PRACTICES[0])
    page = as_("resilience").get(f"{AREA}1/change/")
    assert page.status_code == 200
    sent = FIELDS | {"modules": offer.modules, "choose": "3", "places": "2"}
    as_("resilience").post(f"{AREA}1/change/", sent)
    offer.refresh_from_db()
    assert (offer.places, offer.version) == (2, 1)
    answer = as_("resilience").post(f"{AREA}1/change/", sent | {"places": "3"})
    assert "Somebody else changed this offer" in words(answer)
    answer = as_("resilience").post(f"{AREA}1/places/{place.pk}/decline/", {"why": ""})
    assert "Write why" in words(answer)
    as_("resilience").post(f"{AREA}1/places/{place.pk}/decline/", {"why": "Twice before."})
    assert "Twice before." in words(as_("lead1").get(OWN))
    as_("resilience").post(f"{AREA}1/withdraw/", {"seen": "1", "why": "No money."})
    assert Offer.objects.get().withdrawn


def test_results_are_told_read_and_kept_as_a_file(as_):
    place = asked(published(), PRACTICES[0])
    with time_machine.travel(NOW + timedelta(days=120), tick=False):
        page = as_("member").get(f"{OWN}places/{place.pk}/result/")
        seen = unescape(re.search(r'name="seen" value="([^"]+)"', words(page))[1])
        sent = {"seen": seen, "result": "=1+1 fewer calls.", "what_1": "Calls", "before_1": "90"}
        answer = as_("member").post(f"{OWN}places/{place.pk}/result/", sent)
        assert "Measure 1: enter after" in words(answer)
        sent |= {"after_1": "61.5", "unit_1": "a day"}
        as_("member").post(f"{OWN}places/{place.pk}/result/", sent)
        page = words(as_("resilience").get(f"{AREA}1/results/"))
        assert "fewer calls" in page and "61.5" in page
        answer = as_("resilience").get(f"{AREA}1/results/?format=csv")
        kept = b"".join(answer.streaming_content).decode()
    assert "measure_1_what" in kept and "90,61.5,a day" in kept
    assert "'=1+1" in kept


def test_the_menu_takes_as_many_queries_for_forty_offers_as_for_two(
    as_, django_assert_max_num_queries
):
    browser = as_("resilience")
    for number in range(40):
        published("event", title=f"Event {number}", closes=TODAY)
    with django_assert_max_num_queries(22):
        browser.get(AREA)


def test_an_offers_page_takes_as_many_queries_for_sixty_practices_as_for_one(
    as_, django_assert_max_num_queries
):
    offer = published("event", closes=TODAY)
    now = NOW
    OfferPlace.objects.bulk_create(
        OfferPlace(
            organisation=one,
            tier="commissioner",
            offer=offer,
            state="placed",
            asked=now,
            asked_by="x",
            changed=now,
        )
        for one in more_practices(60)
    )
    browser = as_("resilience")
    with django_assert_max_num_queries(26):
        assert words(browser.get(f"{AREA}1/")).count("Practice ") >= 60


def test_a_programme_without_offers_has_no_such_pages(as_, monkeypatch):
    from resilience.clusters import addressed
    from resilience.programmes.packs import load

    without = load(PROGRAMME).model_copy(update={"offering": None, "response": None})
    monkeypatch.setattr(addressed, "in_force", lambda programme: without)
    for address in (
        AREA,
        OWN,
        f"{AREA}new/",
        f"{AREA}responses/",
        OWN.replace("offers", "response"),
    ):
        assert as_("resilience").get(address).status_code == 404
