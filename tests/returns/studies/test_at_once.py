"""Two people at one case study at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from resilience.accounts.rules import Refused
from resilience.cases.models import Case
from tests.agreements.world import promised
from tests.funding.world import helped
from tests.returns.studies.world import asked, fresh, planned, put

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
]


@pytest.fixture
def case(world, referred) -> Case:
    if connection.vendor == "sqlite":
        pytest.skip("the database in memory takes one writer at a time")
    return helped(promised(referred()))


def at_once(*those: Callable[[], object]) -> list[object]:
    """What came of each, begun together; a refusal is one."""
    found: list[object] = [None] * len(those)
    gate = threading.Barrier(len(those))

    def run(place: int) -> None:
        gate.wait()
        try:
            found[place] = those[place]()
        except Refused as refused:
            found[place] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[place]) for place in range(len(those))]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return found


def test_two_parts_written_at_once_both_stand_and_one_part_stands_once(case):
    study = asked(case)
    seen = study.version
    came = at_once(
        lambda: put(study, "worked", "Hours.", "lead", seen),
        lambda: put(study, "done", "A recruiter.", "resilience", seen),
    )
    assert came == [None, None]
    assert fresh(study).words == {"worked": "Hours.", "done": "A recruiter."}
    seen = fresh(study).version
    came = at_once(
        lambda: put(study, "changed", "Twenty.", "lead", seen),
        lambda: put(study, "changed", "Thirty.", "resilience", seen),
    )
    assert sorted(type(one).__name__ for one in came) == ["NoneType", "Refused"]


def test_two_planned_at_once_have_a_number_each_and_one_case_gives_one(case):
    came = at_once(lambda: planned(case), lambda: planned(case))
    assert sorted(type(one).__name__ for one in came) == ["CaseStudy", "Refused"]
