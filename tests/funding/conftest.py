from __future__ import annotations

import pytest

from resilience.cases.models import Case
from tests.agreements.world import promised
from tests.cases.conftest import as_, monday, referred, world
from tests.funding.world import helped

__all__ = ["as_", "monday", "referred", "world"]


@pytest.fixture
def case(referred) -> Case:
    """A case of A81001 whose memorandum is in force since 21 January 2019."""
    return helped(promised(referred()))
