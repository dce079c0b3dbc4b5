"""What the demonstration shows of offers and of the response, made once and only once."""

from __future__ import annotations

from datetime import date

import pytest

from resilience.accounts import demonstration
from resilience.accounts.models import Membership, User
from resilience.accounts.roles import Role
from resilience.clusters.models import AssistanceRequest, Cause, Offer, OfferPlace, RegularContact
from resilience.clusters.offers.demonstration import show as show_offers
from resilience.clusters.response.demonstration import show as show_response
from resilience.organisations.models import Ancestor, Organisation
from tests.clusters.world import LONG_AGO, PRACTICES, PROGRAMME

TODAY = date(2026, 9, 14)


@pytest.fixture
def people(area, monkeypatch) -> dict[Role, User]:
    """The world under the names of the demonstration."""
    Organisation.objects.filter(code="QUY").update(code=demonstration.BOARD)
    Organisation.objects.filter(code=PRACTICES[0]).update(code=demonstration.PRACTICE)
    held = Membership.objects.select_related("user").order_by("pk")
    found: dict[Role, User] = {}
    for one in held:
        found.setdefault(Role(one.role), one.user)
    assert Ancestor.objects.filter(starts=LONG_AGO).exists()
    return found


def test_there_are_offers_with_places_and_an_amber_practice_with_a_team(people):
    assert show_offers(PROGRAMME, TODAY, people) == 5
    assert show_response(PROGRAMME, TODAY, people) == 2
    states = OfferPlace.objects.order_by("offer__number").values_list("state", flat=True)
    assert list(states) == ["finished", "placed", "placed"]
    assert Cause.objects.in_force().get().practice_agrees
    assert RegularContact.objects.filter(happened=None).get().due > TODAY
    assert AssistanceRequest.objects.get().state == "asked"
    assert show_offers(PROGRAMME, TODAY, people) == show_response(PROGRAMME, TODAY, people) == 0
    assert Offer.objects.count() == 5
