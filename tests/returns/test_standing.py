"""How a case stands for a return, told from what happened to it."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from resilience.returns.figures.standing import KINDS, Standing, standing

DAY = date(2018, 7, 2)


def stood(*kinds: str) -> Standing:
    return standing((kind, DAY + timedelta(days=place)) for place, kind in enumerate(kinds))


def test_a_request_that_waits_was_asked_and_not_decided():
    assert stood("received") == Standing(asked=DAY)


def test_help_that_was_decided_and_agreed_is_confirmed_and_agreed():
    found = stood("received", "help_decided", "in_force_by_body")
    assert (found.confirmed, found.agreed) == (DAY + timedelta(days=1), DAY + timedelta(days=2))
    assert found.over is None


def test_who_withdraws_before_a_decision_asked_for_nothing():
    assert not stood("received", "withdrawn").counts


def test_who_withdraws_before_a_memorandum_was_decided_but_is_not_confirmed():
    found = stood("received", "help_decided", "withdrawn")
    assert found.decided is not None
    assert found.confirmed is None


def test_a_decision_looked_at_again_waits():
    found = stood("received", "not_prioritised", "another_look_asked")
    assert found.decided is None
    assert found.over is None


def test_help_that_ended_stays_agreed():
    found = stood("received", "help_decided", "in_force_by_practice", "support_ended")
    assert found.agreed is not None
    assert found.ended is not None


def test_a_withdrawn_request_that_is_opened_again_is_asked_from_then_on():
    assert stood("received", "withdrawn", "reopened").asked == DAY + timedelta(days=2)


@given(st.lists(st.sampled_from(KINDS), max_size=12))
def test_nothing_is_agreed_that_was_not_in_force_and_nothing_lies_in_the_future(kinds):
    found = stood(*kinds)
    last = DAY + timedelta(days=max(0, len(kinds) - 1))
    days = [found.asked, found.decided, found.confirmed, found.agreed, found.ended]
    assert all(one is None or DAY <= one <= last for one in days)
    if found.agreed:
        assert {"in_force_by_practice", "in_force_by_body"} & set(kinds)
    if found.confirmed:
        assert "help_decided" in kinds
