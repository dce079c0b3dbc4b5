"""People who act on the same money at once: what bears it is never passed, whoever comes first, and
who comes second is told. On PostgreSQL, and on SQLite's file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db(transaction=True)
two_writers = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="on SQLite the crowd below does the same, one at a time"
)


@pytest.fixture
def race(race: Callable[..., Any]) -> Callable[[str], dict[str, Any]]:
    """Runs a race of money by its name; the books are right after it."""

    def run(name: str) -> dict[str, Any]:
        found = race("tests.funding.racing", name)
        assert found["faults"] == []
        return found

    return run


def test_50_who_commit_the_last_100000_pounds_never_commit_more(race):
    found = race("fifty")
    assert found["kinds"].count("commitment") == 40
    assert len(found["told"]) == 10
    assert all(why.startswith("£0 of this money is free") for why in found["told"])
    assert found["pots"] == [[10_000_000, 10_000_000, 0, 0]]


@two_writers
def test_nobody_commits_while_somebody_gives_notice(race):
    (why,) = race("notice")["told"]
    assert "changed after you opened the page" in why


@two_writers
def test_one_of_two_pays_an_invoice(race):
    found = race("two_payments")
    assert found["kinds"].count("payment") == 1
    assert len(found["told"]) == 1


@two_writers
def test_an_invoice_is_paid_or_taken_back(race):
    found = race("payment_and_reversal")
    assert len(found["told"]) == 1
    assert found["kinds"] in (
        ["allocation", "commitment", "invoice", "payment"],
        ["allocation", "commitment", "invoice", "invoice"],
    )


@two_writers
def test_one_of_two_takes_an_entry_back(race):
    found = race("two_reversals")
    assert len(found["taken_back_pots"]) == len(found["told"]) == 1
    assert found["kinds"] == ["allocation"] * 3 + ["commitment"] * 2


def test_a_crowd_waits_in_turn_and_never_for_each_other(race):
    """Cases are locked before pots, so there is no deadlock, which would be raised."""
    found = race("crowd")
    assert len(found["kinds"]) > 20
