from __future__ import annotations

import pytest

from resilience.clusters.models import ClusterPlan
from resilience.funding.books.proof import faults
from resilience.funding.models import Pot
from tests.clusters.forming.world import formed, planned
from tests.clusters.payments.world import pot


@pytest.fixture
def plan(area) -> ClusterPlan:
    """The plan, just begun, of a cluster of five practices of 15C."""
    return planned(formed())


@pytest.fixture
def money(area) -> Pot:
    """£30,000 of the board for the year."""
    return pot()


@pytest.fixture
def books_are_right(db):
    """Whatever a test does, the books are right after it."""
    yield
    assert list(faults()) == []
