"""Who deals with a case: given to who answers in the area, and taken from who has left."""

from __future__ import annotations

from datetime import date

import pytest

from resilience.accounts.rules import Refused
from resilience.cases.actions import hand_over, take
from resilience.cases.letting_go import let_go
from resilience.notices.models import Notice
from tests.cases.stepping import DAY, LATER, told
from tests.cases.world import reader, user


@pytest.mark.django_db
def test_a_case_is_given_to_who_answers_in_the_area(referred):
    case = referred()
    hand_over(by=reader("regional", DAY), case=case, to=user("resilience"), seen=1, at=LATER)
    case.refresh_from_db()
    assert case.handler == user("resilience")
    with pytest.raises(Refused, match="does not answer requests"):
        hand_over(
            by=reader("regional", DAY), case=case, to=user("other_resilience"), seen=2, at=LATER
        )


@pytest.mark.django_db
def test_who_has_left_is_told_nothing_and_the_case_goes_back_to_the_team(referred):
    case = referred()
    hand_over(by=reader("regional", DAY), case=case, to=user("resilience"), seen=1, at=LATER)
    user("resilience").memberships.update(ends=date(2019, 1, 5))
    Notice.objects.all().delete()
    take(by=reader("lead", DAY), case=case, step="withdraw", seen=2, at=LATER)
    assert not told("resilience") and told("regional")
    take(by=reader("regional", DAY), case=case, step="reopen", seen=3, at=LATER, text="Again.")
    assert let_go(LATER) == 1
    case.refresh_from_db()
    assert case.handler is None


@pytest.mark.django_db
def test_a_closed_case_is_given_to_nobody(referred):
    case = referred()
    take(by=reader("lead", DAY), case=case, step="withdraw", seen=1, at=LATER)
    with pytest.raises(Refused, match="closed: open it again first"):
        hand_over(by=reader("regional", DAY), case=case, to=user("resilience"), seen=2, at=LATER)
