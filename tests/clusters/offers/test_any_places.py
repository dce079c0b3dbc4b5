"""Any sequence of asking, giving up, declining and raising places, against a list kept by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resilience.accounts.rules import Refused
from resilience.clusters.models import OfferPlace
from resilience.clusters.offers.filling import waiting_list
from resilience.screening.status import PracticeStatus
from tests.clusters.offers.world import (
    PACK,
    asked,
    changed,
    declined,
    given_up,
    published,
    stands,
)
from tests.clusters.world import NOW, PRACTICES

pytestmark = [pytest.mark.usefixtures("area"), pytest.mark.django_db]

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
