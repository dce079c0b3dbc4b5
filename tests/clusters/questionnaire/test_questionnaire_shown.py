"""The questionnaire in the synthetic demonstration."""

from __future__ import annotations

import pytest

from resilience.accounts.roles import Role
from resilience.clusters.models import Answered, Answering
from resilience.clusters.questionnaire.demonstration import show
from tests.clusters.world import PROGRAMME, TODAY, user


@pytest.mark.usefixtures("area")
def test_a_practice_answered_twice_and_has_begun_again():
    people = {Role.PRACTICE_LEAD: user("lead1")}
    assert show(PROGRAMME, TODAY, people) == 3
    assert show(PROGRAMME, TODAY, people) == 0
    last, first = Answered.objects.all()
    assert first.scores["access"]["points"] < last.scores["access"]["points"]
    assert len(Answering.objects.get().parts) == 3
