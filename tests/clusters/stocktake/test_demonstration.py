"""The stocktake of the demonstration."""

from __future__ import annotations

import pytest
import time_machine

from resilience.accounts.roles import Role
from resilience.clusters.models import SharedAnswers, Stocktake, StocktakeResult
from resilience.clusters.stocktake import demonstration
from tests.clusters.world import NOW, PROGRAMME, TODAY, user

pytestmark = pytest.mark.django_db
PEOPLE = {Role.RESILIENCE_LEAD: "resilience", Role.PRACTICE_LEAD: "lead2"}


def test_a_round_of_last_year_an_open_one_and_a_result_that_is_shared(clusters, monkeypatch):
    monkeypatch.setattr(demonstration, "AREA", "QUY")
    people = {role: user(name) for role, name in PEOPLE.items()}
    with time_machine.travel(NOW, tick=False):
        assert demonstration.show(PROGRAMME, TODAY, people) == 2
        assert demonstration.show(PROGRAMME, TODAY, people) == 0
    assert (Stocktake.objects.count(), StocktakeResult.objects.count()) == (2, 1)
    assert SharedAnswers.objects.get().organisation.code == "L81002"
