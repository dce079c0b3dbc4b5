"""A practice that is amber."""

from __future__ import annotations

import pytest

from tests.clusters.offers.world import stands
from tests.clusters.response.world import (
    CODE,
)


@pytest.fixture
def amber(area) -> None:
    stands(CODE, "amber")
