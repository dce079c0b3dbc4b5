from __future__ import annotations

import pytest

from tests.clusters.stocktake.world import HARBOUR, LEVELS, cluster, patients


@pytest.fixture
def clusters(area, settings) -> None:
    """Two clusters of six and of five practices; three practices are in none."""
    patients(settings.RESILIENCE_HOME)
    cluster(HARBOUR[:6], "Harbour together")
    cluster(LEVELS[:5], "Levels together")
