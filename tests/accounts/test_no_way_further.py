"""No administrator comes to see, end or learn what is not theirs by way of their reach."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from resilience.accounts import actions
from resilience.accounts.models import Membership, User
from resilience.accounts.reader import Reader
from resilience.accounts.record import seen_by
from resilience.accounts.rules import Refused
from resilience.accounts.saying import why_not_say
from resilience.accounts.tiers import Tier
from resilience.audit.actions import record
from resilience.organisations.models import Ancestor, Coverage, Kind, Organisation
from resilience.organisations.reach import rebuild_reach
from resilience.screening.intelligence_rules import entered_for
from tests.accounts.people import organisation, person

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def places() -> dict[str, Organisation]:
    """A practice of a commissioner and a network, and what covers them."""
    found = {
        "practice": organisation("Z90001"),
        "empty": organisation("Z90002"),
        "ccg": organisation("9ZA", Kind.CCG),
        "pcn": organisation("UZ1001", Kind.PCN),
        "lmc": organisation("LMC-OTTER", Kind.LMC),
        "supplier": organisation("SUPPLIER-FINCH", Kind.SUPPLIER),
    }
    for below in ("practice", "empty"):
        for above in ("ccg", "pcn"):
            Ancestor.objects.create(
                descendant=found[below],
                ancestor=found[above],
                kind=found[above].kind,
                starts=date(2018, 4, 1),
            )
        Coverage.objects.create(
            organisation=found["supplier"], area=found[below], starts=date(2018, 4, 1)
        )
    Coverage.objects.create(organisation=found["lmc"], area=found["ccg"], starts=date(2018, 4, 1))
    rebuild_reach()
    person("lead@example.org", role="practice_lead", at=found["practice"])
    return found


def administrator(of: Organisation) -> Reader:
    return Reader(person(f"{of.pk}@example.org", role="administrator", at=of), TODAY)


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        (kind, wanted)
        for kind in ("lmc", "pcn", "supplier")
        for wanted in ("ccg", "practice", "empty")
    ],
)
def test_who_reaches_an_organisation_without_being_its_area_brings_nobody_to_it(
    places, kind, wanted
):
    with pytest.raises(Refused):
        actions.invite(
            by=administrator(places[kind]),
            email="second@example.org",
            organisation=places[wanted],
            role="administrator",
        )


def test_an_area_brings_the_first_of_who_has_nobody_and_of_nobody_else(places):
    by = administrator(places["ccg"])
    asked = {"email": "first@example.org", "role": "administrator"}
    assert actions.invite(by=by, organisation=places["empty"], **asked)
    with pytest.raises(Refused, match="national team"):
        actions.invite(by=by, organisation=places["practice"], **asked)


@pytest.mark.parametrize("kind", ["ccg", "lmc", "pcn", "supplier"])
def test_roles_and_sessions_of_an_organisation_are_its_own_administrators_affair(
    client, places, kind
):
    by = administrator(places[kind])
    held = Membership.objects.get(role="practice_lead")
    with pytest.raises(Refused):
        actions.end(by=by, membership=held, day=TODAY)
    client.force_login(by.user)
    for page in ("", "history/", "sessions/", "roles/", f"roles/{held.pk}/end/"):
        assert client.get(f"/people/Z90001/{page}").status_code == 404
        assert client.post(f"/people/Z90001/{page}", {"day": TODAY}).status_code in (404, 405)
    held.refresh_from_db()
    assert held.ends > TODAY


def test_the_record_of_an_area_is_read_by_areas_and_what_is_for_few_by_its_own(places):
    for act in ("context.added", "restricted.read"):
        record(by="somebody", act=act, subject=("a", "1"), organisation="Z90001")
    seen = {
        kind: set(seen_by(administrator(places[kind])).values_list("act", flat=True))
        for kind in places
        if kind != "empty"
    }
    assert seen["practice"] >= {"context.added", "restricted.read"}
    assert "context.added" in seen["ccg"]
    assert "restricted.read" not in seen["ccg"]
    assert not any(seen[kind] for kind in ("lmc", "pcn", "supplier"))


def test_who_acts_for_a_practice_too_deliberates_for_the_commissioner(places):
    both = User.objects.create_user("both@example.org", name="Both Hats")
    for role, place in (("practice_lead", "empty"), ("commissioner", "ccg")):
        both.memberships.create(organisation=places[place], role=role, starts=date(2020, 1, 1))
    by = Reader(both, TODAY)
    assert entered_for(by, places["empty"], Tier.DELIBERATION) == places["ccg"]


@pytest.mark.parametrize(
    "written",
    [
        "943–476–5919",
        "943‑476‑5919",
        "943.476.5919",
        "943  476  5919",
        "943 \u00a0476 \u00a05919",
        "943\n476\n5919",
        "943/476/5919",
        "(943) 476 5919",
        "07700.900123",
        "07700‑900‑123",
        "me @ nhs.net",
    ],
)
def test_a_number_or_address_of_a_person_is_found_however_it_is_written(written):
    assert why_not_say(f"Ask {written} for more.", 500)
