"""The demonstration has a practice that is red, made once."""

from __future__ import annotations

import pytest

from resilience.accounts.roles import Role
from resilience.clusters.models import Dispersal, Stabilisation
from resilience.clusters.red.demonstration import show
from resilience.screening.status_actions import confirm_status
from tests.clusters.world import NOW, PRACTICES, PROGRAMME, TODAY, organisation, reader, user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]


def test_it_shows_one_practice_that_people_called_red_and_does_so_once():
    people = {Role.RESILIENCE_LEAD: user("resilience")}
    assert show(PROGRAMME, TODAY, people) == 0
    confirm_status(
        by=reader("resilience"),
        practice=organisation(PRACTICES[4]),
        programme=PROGRAMME,
        status="red",
        reason="Its partners say so.",
        review_by=TODAY.replace(month=8),
        seen=0,
        at=NOW,
    )
    assert show(PROGRAMME, TODAY, people) == 1
    assert show(PROGRAMME, TODAY, people) == 0
    assert Stabilisation.objects.get().reviews.count() == 1
    assert Dispersal.objects.get().appraisal.scores.keys() == {"package", "merger"}
