"""The demonstration has a cluster with a ratified plan, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from resilience.accounts.roles import Role
from resilience.clusters.forming.demonstration import show
from resilience.clusters.forming.standing import stage_states
from resilience.clusters.models import Cluster
from tests.clusters.forming.world import lists
from tests.clusters.world import PRACTICES, PROGRAMME, TODAY, user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("each", [14_000, 2_000])
def test_it_shows_a_cluster_and_does_so_once(area, tmp_path: Path, each: int) -> None:
    lists(tmp_path, dict.fromkeys(PRACTICES, each))
    people = {Role.PRACTICE_LEAD: user("lead1"), Role.RESILIENCE_LEAD: user("resilience")}
    assert show(PROGRAMME, TODAY, people) == 1
    assert show(PROGRAMME, TODAY, people) == 0
    cluster = Cluster.objects.get()
    assert bool(cluster.exception) == (each == 2_000)
    assert list(stage_states(cluster.plans.get())) == ["begun", "ratified"]
