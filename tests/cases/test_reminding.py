"""Reminders before a day, on it, and telling those above after it; each once."""

from __future__ import annotations

import pytest

from resilience.cases.actions import take
from resilience.cases.reminding import remind
from resilience.notices.models import Notice
from tests.cases.conftest import at
from tests.cases.world import reader, user


def told(name: str) -> list[str]:
    return [one.subject for one in Notice.objects.filter(user=user(name)).order_by("pk")]


@pytest.mark.django_db
def test_the_team_is_reminded_before_and_on_the_day_and_the_region_told_when_late(referred):
    referred(at=at(2018, 12, 21, 12))
    assert remind(at(2018, 12, 27, 12)) == 0
    assert remind(at(2018, 12, 31, 12)) == 1  # an answer is due on 4 January, in three working days
    assert remind(at(2018, 12, 31, 13)) == 0
    assert remind(at(2019, 1, 4, 8)) == 2  # that is today, and the acknowledgement is near
    assert len(told("resilience")) == 3
    assert not told("regional")
    assert remind(at(2019, 1, 5, 8)) == 1
    assert "was due 4 January 2019" in told("regional")[0]
    assert remind(at(2019, 1, 6, 8)) == 0


@pytest.mark.django_db
def test_when_a_day_moves_its_reminders_move(referred):
    case = referred(at=at(2019, 1, 2, 12))
    by = reader("resilience", at(2019, 1, 10).date())
    take(by=by, case=case, step="acknowledge", seen=1, at=at(2019, 1, 7, 9))
    assert remind(at(2019, 1, 11, 9)) == 1  # due on 16 January
    take(by=by, case=case, step="ask", seen=2, at=at(2019, 1, 11, 10), text="How many?")
    assert remind(at(2019, 1, 20, 9)) == 0  # it waits for the practice
    answering = reader("lead", at(2019, 1, 21).date())
    take(by=answering, case=case, step="answer", seen=3, at=at(2019, 1, 21, 9), text="Two.")
    assert case.clocks.get(clock="respond").due.isoformat() == "2019-01-26"
    assert remind(at(2019, 1, 21, 10)) == 0
    assert remind(at(2019, 1, 23, 10)) == 1


@pytest.mark.django_db
def test_what_was_answered_reminds_nobody(referred):
    case = referred(at=at(2018, 12, 21, 12))
    by = reader("lead", at(2018, 12, 22).date())
    take(by=by, case=case, step="withdraw", seen=1, at=at(2018, 12, 22, 9))
    assert remind(at(2019, 2, 1, 9)) == 0


@pytest.mark.django_db
def test_the_day_is_that_of_london(referred):
    """An hour before midnight by Greenwich is the next day in a London summer."""
    case = referred(at=at(2018, 7, 2, 23, 30))
    assert case.clocks.get(clock="respond").due.isoformat() == "2018-07-17"
