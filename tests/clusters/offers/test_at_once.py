"""Fourteen practices at five places at once: never more placed than places, and nobody is lost. On
PostgreSQL, and on SQLite's file."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.clusters.offers.racing import PLACES


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_never_more_have_a_place_than_there_are_places(race):
    found = race("tests.clusters.offers.racing")
    assert not found["refused"]
    assert Counter(found["first"]) == {"placed": PLACES, "waiting": 14 - PLACES}
    # Five had places and four left; six places then: one of the five, and five from the list.
    assert Counter(found["then"]) == {"placed": 6, "withdrawn": 4, "waiting": 4}
