"""Of two who allocate the first money of a year at once, one does and the other is told."""

from __future__ import annotations

import pytest
from django.db import connection

from resilience.funding.books.posting import PotChangedMeanwhile
from resilience.funding.books.proof import faults
from resilience.funding.models import Entry, Pot
from tests.cases.test_judging_at_once import at_once
from tests.cases.world import build
from tests.funding.test_allocating import allocate

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(settings, tmp_path) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("the database in memory takes one writer at a time")
    settings.RESILIENCE_HOME = tmp_path
    build()


def test_two_who_allocate_the_first_sum_at_once_make_one_pot_and_one_entry(world):
    told = at_once(lambda: allocate(100, seen=0), lambda: allocate(200, seen=0))
    assert told == [str(PotChangedMeanwhile())]
    assert (Pot.objects.count(), Entry.objects.count()) == (1, 1)
    assert list(faults()) == []
