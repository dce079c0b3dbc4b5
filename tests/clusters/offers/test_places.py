"""Places in an offer: asked for, waited for, given up, declined; never more than there are."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resilience.accounts.rules import Refused
from resilience.audit.models import Event
from resilience.clusters.models import Offer, OfferPlace
from resilience.clusters.offers.asking import decline, give_up
from resilience.clusters.offers.filling import waiting_list
from resilience.clusters.offers.publishing import change, withdraw
from resilience.clusters.offers.results import Measure, by_module, tell_result, version
from resilience.clusters.offers.standing import standing
from resilience.notices.models import Notice
from resilience.screening.status import PracticeStatus
from tests.clusters.offers.world import (
    CHOSEN,
    PACK,
    asked,
    lead_of,
    more_practices,
    published,
    stands,
    states,
    terms,
)
from tests.clusters.world import NOW, PRACTICES, TODAY, reader

pytestmark = [pytest.mark.usefixtures("area"), pytest.mark.django_db]
FIRST, SECOND, THIRD, FOURTH = PRACTICES[:4]


def given_up(place: OfferPlace, at=NOW) -> OfferPlace:
    by = lead_of(place.organisation.code, at.date())
    return give_up(by=by, place=place, pack=PACK, why="", at=at)


def declined(place: OfferPlace, by: str = "resilience", why: str = "It is green.") -> OfferPlace:
    return decline(by=reader(by), place=place, pack=PACK, why=why, at=NOW)


def changed(offer: Offer, by: str = "resilience", **other: object) -> Offer:
    offer.refresh_from_db()
    said = {name: getattr(offer, name) for name in terms().__dataclass_fields__} | other
    return change(
        by=reader(by), offer=offer, pack=PACK, seen=offer.version, terms=terms(**said), at=NOW
    )


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


def test_what_is_for_the_strained_only_is_not_named_in_what_goes_by_e_mail():
    asked(published("intensive_package", closes=TODAY), FIRST)
    for told in Notice.objects.all():
        assert "Intensive" not in told.subject + told.text


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


def test_nobody_asks_or_gives_up_for_another_practice():
    offer = published()
    place = asked(offer, FIRST)
    for who in ("lead2", "member", "resilience"):
        with pytest.raises(Refused, match="You do not do this for Alder House"):
            give_up(by=reader(who), place=place, pack=PACK, why="", at=NOW)


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


# --- any sequence of acts against a list kept by hand

ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("ask"), st.integers(0, 6)),
        st.tuples(st.just("give_up"), st.integers(0, 6)),
        st.tuples(st.just("decline"), st.integers(0, 6)),
        st.tuples(st.just("places"), st.integers(1, 5)),
        st.tuples(st.just("band"), st.integers(0, 6)),
    ),
    max_size=14,
)


class ByHand:
    """Who has a place and who waits, kept as a clerk would with two lists."""

    def __init__(self, places: int) -> None:
        self.places, self.placed, self.waiting = places, [], []
        self.leading: set[str] = set()

    def fill(self) -> None:
        while self.waiting and len(self.placed) < self.places:
            first = ([one for one in self.waiting if one in self.leading] or self.waiting)[0]
            self.waiting.remove(first)
            self.placed.append(first)

    def do(self, act: str, code: str, number: int) -> None:
        if act == "ask" and code not in self.placed + self.waiting:
            self.waiting.append(code)
        elif act in ("give_up", "decline"):
            for those in (self.placed, self.waiting):
                if code in those:
                    those.remove(code)
        elif act == "places" and number >= len(self.placed):
            self.places = number
        elif act == "band":
            self.leading ^= {code}
            return  # a status moves nobody by itself
        self.fill()


@settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(acts=ACTS)
def test_any_sequence_keeps_the_order_and_never_has_more_placed_than_places(acts):
    OfferPlace.objects.all().delete()
    PracticeStatus.objects.in_force().update(ended=NOW)
    offer, hand = published("time_for_care", places=2), ByHand(2)
    kind = PACK.offering.kind("time_for_care")
    for second, (act, number) in enumerate(acts):
        code, at = PRACTICES[number], NOW + timedelta(seconds=second)
        hand.do(act, code, number)
        held = offer.taken.filter(organisation__code=code, state__in=("placed", "waiting")).first()
        try:
            if act == "ask":
                asked(offer, code, at=at)
            elif act == "places":
                changed(offer, places=number, title="T", modules=[], choose=0, bands=["green"])
            elif act == "band":
                stands(code, "amber" if code in hand.leading else "green")
            elif held:
                given_up(held) if act == "give_up" else declined(held)
        except Refused:
            pass
        placed = set(
            offer.taken.filter(state="placed").values_list("organisation__code", flat=True)
        )
        offer.refresh_from_db()
        assert placed == set(hand.placed)
        assert [one.organisation.code for one in waiting_list(offer, kind)] == sorted(
            hand.waiting, key=lambda one: one not in hand.leading
        )
        assert len(placed) <= offer.places == hand.places
