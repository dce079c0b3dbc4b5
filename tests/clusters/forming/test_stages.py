"""Which states of a plan money may follow, and since when."""

from __future__ import annotations

import pytest

from resilience.clusters.models import ClusterPlan
from tests.clusters.forming.world import ratified, shown

pytestmark = pytest.mark.django_db


def test_a_world_of_a_ratified_and_of_a_shown_plan(area) -> None:
    plan = ratified()
    assert plan.state == ClusterPlan.State.RATIFIED
    assert shown(plan).state == ClusterPlan.State.SHOWN
