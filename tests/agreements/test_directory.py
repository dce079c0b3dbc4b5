"""What practices found useful (G7.2): told by kind of support and route, of five or more."""

from __future__ import annotations

import pytest

from resilience.agreements.helping.found_useful import Rated, found_useful
from resilience.agreements.models import ProgressReport
from resilience.organisations.models import Organisation
from tests.agreements.spending import rated, reviewed
from tests.agreements.world import NOW
from tests.cases.at_pages import read
from tests.cases.conftest import at
from tests.cases.world import PROGRAMME

__all__ = ["rated"]
pytestmark = pytest.mark.django_db
ADDRESS = f"/help/{PROGRAMME}/found-useful/"


def test_four_practices_are_not_told_and_five_are(rated, case, client):
    rated(5, 5, 4, 1)
    assert found_useful(PROGRAMME) == []
    assert "Nothing can be told yet" in read(client, ADDRESS)
    reviewed(case.plans.get(), Organisation.objects.get(code="A81001"), 4, "R-9")
    assert found_useful(PROGRAMME) == [Rated("workforce", "supplier", 5, 4)]
    page = read(client, ADDRESS)
    assert "A supplier" in page and "5 practices" in page and "4 of 5" in page
    assert found_useful("icb-support-2026-27") == []


def test_a_practice_counts_once_with_its_latest_rating(rated, case):
    rated(1, 1, 1, 1)
    plan, first = case.plans.get(), Organisation.objects.get(code="Z90000")
    reviewed(plan, first, 5, "R-8", at(2019, 9, 1))
    assert found_useful(PROGRAMME) == []


def test_help_that_nobody_rated_and_progress_reports_count_for_nothing(rated, case):
    rated(3, 3, 3, 3)
    reviewed(case.plans.get(), Organisation.objects.get(code="A81001"), None, "R-9")
    row = case.plans.get().reportrows.first()
    ProgressReport.objects.create(case=case, row=row, at=NOW, by="somebody", rating=5)
    assert found_useful(PROGRAMME) == []
