"""What the dashboard puts forward of an area, with its facts: each fact once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from resilience.accounts.rules import Refused
from resilience.clusters.models import Risk
from tests.clusters.register.registering import (
    ONE,
    TWO,
    added,
    aside,
    closed,
    confirmed,
    forward,
    keys,
    screened,
    taken,
)
from tests.clusters.world import PRACTICES, PROGRAMME, TODAY

pytestmark = pytest.mark.usefixtures("area", "today")


def test_practices_confirmed_red_or_amber_are_put_forward_with_the_facts():
    confirmed(ONE, "red")
    confirmed(TWO, "amber")
    confirmed(PRACTICES[2], "green")
    assert keys() == [f"status_red:{ONE}", f"status_amber:{TWO}"]
    first = forward()[0]
    assert first.title == "Alder House is red and may not be able to go on as it is"
    assert first.facts == (
        "Confirmed as red on 11 May 2026.",
        "Severn Shore ICB wrote: Two partners are leaving.",
    )
    assert first.source == f"/screening/{PROGRAMME}/practices/{ONE}/status/"
    assert not Risk.objects.exists(), "nothing is kept until a person takes it in"


def test_a_review_of_a_status_that_is_late_is_put_forward():
    confirmed(ONE, "green", review_by=TODAY - timedelta(days=1))
    confirmed(TWO, "green", review_by=TODAY)
    assert keys() == [f"late_review:{ONE}"]


def test_a_practice_in_a_band_of_more_need_than_in_the_screen_before_is_put_forward():
    screened(TODAY - timedelta(days=40), {ONE: "green", TWO: "red"})
    assert keys() == [], "one screen says nothing of a move"
    screened(TODAY, {ONE: "amber", TWO: "amber", PRACTICES[2]: "not_enough_evidence"})
    assert keys() == [f"moved:{ONE}"], "neither less need nor too little evidence is a move"
    assert "from green to amber between the screens" in forward()[0].facts[0]


@pytest.mark.parametrize(("met", "found"), [(0, []), (5, []), (6, ["domain:workforce"])])
def test_a_domain_is_put_forward_where_many_practices_are_flagged(met: int, found: list[str]):
    """40 in a hundred of fourteen practices are 5.6."""
    screened(TODAY, {}, met=met)
    assert keys() == found


def test_a_domain_of_a_small_area_needs_five_practices():
    screened(TODAY, {}, met=4)
    assert keys(name="locality", area="15C") == [], "half of eight, but four"
    screened(TODAY + timedelta(days=1), {}, met=5)
    assert keys(name="locality", area="15C") == ["domain:workforce"]


def test_another_area_is_told_nothing_of_it():
    confirmed(ONE, "red")
    assert keys(name="other_commissioner", area="QOP") == []
    assert keys(area="11X") == []


def test_a_practice_with_an_open_risk_is_not_put_forward_for_its_status():
    added(practice=ONE)
    confirmed(ONE, "amber")
    assert keys() == []
    confirmed(ONE, "amber", review_by=TODAY - timedelta(days=1))
    assert keys() == [f"late_review:{ONE}"], "that nobody looked again is another matter"


def test_the_same_fact_comes_no_more_once_its_risk_is_closed_and_another_one_does():
    confirmed(ONE, "red")
    closed(taken(forward()[0].key))
    assert keys() == []
    confirmed(ONE, "red")
    assert keys() == [f"status_red:{ONE}"], "somebody confirmed it anew"


def test_what_is_set_aside_comes_again_only_as_another_fact():
    screened(TODAY, {}, met=6)
    aside(forward()[0].key)
    assert keys() == []
    screened(TODAY + timedelta(days=1), {}, met=6)
    assert keys() == [], "another screen, the same fact"
    screened(TODAY + timedelta(days=2), {}, met=7)
    assert keys() == ["domain:workforce"]


def test_what_somebody_dealt_with_is_dealt_with_once():
    confirmed(ONE, "red")
    key = forward()[0].key
    aside(key)
    for again in (taken, aside):
        with pytest.raises(Refused, match="no longer put forward"):
            again(key)
    with pytest.raises(Refused, match="no longer put forward"):
        taken("status_red:made-up:1")
