"""Who sees which area: a practice its own areas, nobody another's."""

from __future__ import annotations

import pytest
from django.http import Http404

from resilience.accounts.tiers import Tier
from resilience.clusters.addressed import area_at, area_run, practice_at
from tests.clusters.world import ELSEWHERE, PRACTICES, PROGRAMME, reader


@pytest.mark.parametrize(
    "name", ["lead1", "officer", "commissioner", "board", "finance", "regional", "national"]
)
def test_people_of_an_area_and_its_practices_open_it(area, name: str) -> None:
    assert area_at(reader(name), PROGRAMME, "QUY").organisation.code == "QUY"


@pytest.mark.parametrize("name", ["other_lead", "other_commissioner", "supplier", "administrator"])
def test_it_does_not_exist_for_anybody_else(area, name: str) -> None:
    with pytest.raises(Http404):
        area_at(reader(name), PROGRAMME, "QUY")


def test_only_who_runs_it_locally_runs_it(area) -> None:
    assert area_run(reader("commissioner"), PROGRAMME, "QUY").here == (PROGRAMME, "QUY")
    for name in ("lead1", "finance", "board", "locality", "other_resilience"):
        with pytest.raises(Http404):
            area_run(reader(name), PROGRAMME, "QUY")


def test_what_is_the_practices_own_is_opened_by_the_practice_alone(area) -> None:
    own = practice_at(reader("lead1"), PROGRAMME, PRACTICES[0], Tier.PRACTICE)
    assert own.organisation.code == PRACTICES[0]
    for name in ("lead2", "commissioner", "national", "officer"):
        with pytest.raises(Http404):
            practice_at(reader(name), PROGRAMME, PRACTICES[0], Tier.PRACTICE)
    with pytest.raises(Http404):
        practice_at(reader("lead1"), PROGRAMME, ELSEWHERE, Tier.PRACTICE)
