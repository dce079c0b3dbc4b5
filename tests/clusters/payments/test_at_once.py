"""People who act on the same money at once, for clusters and for cases: what bears it is never
passed, and nothing is done twice. On PostgreSQL, and on SQLite's file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db(transaction=True)
two_writers = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="on SQLite one writes at a time, as in the race above"
)


@pytest.fixture
def race(race: Callable[..., Any]) -> Callable[[str], dict[str, Any]]:
    """Runs a race of money by its name; the books are right after it."""

    def run(name: str) -> dict[str, Any]:
        found = race("tests.clusters.payments.racing", name)
        assert found["faults"] == []
        return found

    return run


def test_the_last_money_of_a_pot_is_promised_to_cases_and_clusters_and_no_more(race):
    found = race("last_money")
    ((allocated, committed, _, _),) = found["pots"]
    assert 0 <= allocated - committed < 250_000
    assert found["told"]
    assert all("of this money is free" in why for why in found["told"])


@two_writers
def test_one_of_two_promises(race):
    found = race("promise_twice")
    assert (len(found["told"]), found["pots"][0][1]) == (1, 400_000)


def test_one_of_two_approves_a_part(race):
    found = race("approve_twice")
    assert (len(found["told"]), found["pots"][0][2]) == (1, 160_000)
    assert found["kinds"].count("invoice") == 2


@two_writers
def test_a_part_is_approved_or_let_go(race):
    found = race("approve_and_let_go")
    _, committed, invoiced, _ = found["pots"][0]
    assert (committed, invoiced) in ((400_000, 160_000), (160_000, 160_000), (0, 0))


@two_writers
def test_a_payment_is_recorded_once_by_hand_or_from_the_ledger(race):
    found = race("by_hand_and_ledger")
    assert found["pots"][0][3] == 160_000
    assert found["kinds"].count("payment") == 2
