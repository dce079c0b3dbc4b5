"""People who write, and a job that seals, all at the same time."""

from __future__ import annotations

import os

import pytest

from tests.bench.audit import timed

pytestmark = pytest.mark.database
ON_POSTGRESQL = os.environ.get("RESILIENCE_TEST_DATABASE") == "postgresql"


@pytest.fixture
def database(request) -> str:
    """A database that several processes and threads share: not the one in memory of the tests."""
    if not ON_POSTGRESQL:
        return ""
    request.getfixturevalue("db")
    return os.environ["DATABASE_URL"]


def test_events_written_while_a_job_seals_make_one_whole_chain(database):
    found = timed(people=8, acts=10, rounds=2, database=database)
    assert found["events"] == found["sealed"] == 8 * 10 * 3
    assert found["faults"] == 0
