"""The team that works with a practice, and its contacts: who is in it, and what comes next."""

from __future__ import annotations

from datetime import timedelta

import pytest

from resilience.accounts.rules import Refused
from resilience.clusters.models import RegularContact, TeamMember
from resilience.clusters.response.team import gaps, leave, stand_down, team_of
from resilience.clusters.response.work import work
from tests.clusters.offers.world import stands
from tests.clusters.response.world import (
    CODE,
    PACK,
    complete_team,
    contact,
    joined,
    recorded,
)
from tests.clusters.world import NOW, PROGRAMME, TODAY, organisation, reader, user

pytestmark = [pytest.mark.usefixtures("area"), pytest.mark.django_db]


def test_a_team_names_the_roles_that_nobody_has(amber):
    joined()
    with pytest.raises(Refused, match="already"):
        joined()
    roles = team_of(organisation(CODE), PROGRAMME).values_list("role", flat=True)
    assert [one.title for one in gaps(roles, PACK)] == [
        *("Quality", "Contracting", "Area", "Locality leadership")
    ]
    leave(by=reader("resilience"), member=TeamMember.objects.get())
    assert len(gaps(team_of(organisation(CODE), PROGRAMME).values_list("role"), PACK)) == 5


@pytest.mark.parametrize("who", ["lead1", "board", "supplier", "other_commissioner", "national"])
def test_only_who_sees_the_practice_from_outside_joins_as_a_person(amber, who):
    with pytest.raises(Refused, match="does not see"):
        joined(user=user(who))


@pytest.mark.parametrize(("status", "days"), [("amber", 28), ("red", 14)])
def test_a_contact_recorded_opens_the_next_after_the_days_of_the_pack(area, status, days):
    stands(CODE, status)
    one = contact(days=days)
    at = NOW + timedelta(days=days - 2)
    following = recorded(one, at=at)
    assert following.due == at.date() + timedelta(days=days)
    assert (following.who, following.about) == (one.who, one.about)
    with pytest.raises(Refused, match="Somebody recorded this"):
        recorded(one)
    with pytest.raises(Refused, match=f"at least every {days} days"):
        contact(days=days + 1)


def test_no_contact_opens_by_itself_once_green_or_where_another_is_planned(amber):
    first, second = contact(), contact(about="The lease")
    assert recorded(first) is None
    stands(CODE, "green")
    assert recorded(second) is None
    with pytest.raises(Refused, match="amber or red"):
        contact()


def test_what_came_of_a_contact_long_ago_leaves_the_next_due_today(amber):
    at = NOW + timedelta(days=90)
    following = recorded(contact(), at=at, happened=TODAY)
    assert following.due == at.date()
    with pytest.raises(Refused, match="still to come"):
        recorded(following, at=at, happened=at.date() + timedelta(days=1))


def test_somebody_of_the_team_who_signs_in_records_contacts_and_finds_them_in_their_work(amber):
    joined("lmc", user=user("officer"), body="LMC")
    one = contact()
    (heading,) = [h for h in work(reader("officer"), 5) if h.total]
    assert (heading.id, heading.total) == ("contacts", 1)
    assert recorded(one, by="officer").due == TODAY + timedelta(days=28)


def test_the_team_of_a_green_practice_ends_on_request_and_what_was_said_stays(amber):
    complete_team()
    recorded(contact())
    with pytest.raises(Refused, match="the team stays"):
        stand_down(by=reader("resilience"), practice=organisation(CODE), programme=PROGRAMME)
    stands(CODE, "green", NOW + timedelta(hours=1))
    stand_down(by=reader("resilience"), practice=organisation(CODE), programme=PROGRAMME)
    assert not TeamMember.objects.filter(ends=None).exists()
    assert RegularContact.objects.get().what == "Both posts are advertised."
    with pytest.raises(Refused, match="There is no team"):
        stand_down(by=reader("resilience"), practice=organisation(CODE), programme=PROGRAMME)
