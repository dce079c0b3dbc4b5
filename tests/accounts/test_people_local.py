"""Local organisations: entered by an area's administrators, and what they cover."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from resilience.accounts import local
from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused
from resilience.accounts.tiers import Tier
from resilience.audit.models import Event
from resilience.organisations.models import Ancestor, Coverage, Organisation
from resilience.organisations.reach import rebuild_reach
from tests.accounts.people import organisation, person

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SINCE = TODAY.isoformat()


@pytest.fixture
def ccg() -> Organisation:
    ccg, practice = organisation("9ZA", "ccg", "Otter CCG"), organisation("Z90001")
    Ancestor.objects.create(descendant=practice, ancestor=ccg, kind="ccg", starts=date(2018, 4, 1))
    rebuild_reach()
    return ccg


@pytest.fixture
def administrator(client, ccg) -> User:
    user = person("admin@example.org", role="administrator", at=ccg)
    client.force_login(user)
    return user


def test_a_committee_is_entered_covers_an_area_and_its_officer_sees_it(client, administrator):
    asked = {"kind": "lmc", "name": "Otter & Vale LMC"}
    assert client.post("/local-organisations/new/", asked).status_code == 302
    assert "Otter &amp; Vale LMC" in client.get("/local-organisations/").text
    committee = Organisation.objects.get(code="LMC-OTTER-VALE-LMC")
    address = f"/local-organisations/{committee.code}/"
    officer = person("lmc@example.org", role="lmc_officer", at=committee)
    practice = Organisation.objects.get(code="Z90001")
    assert not Reader(officer, TODAY).sees(Tier.COMMISSIONER).holds(practice)
    client.post(address + "covers/", {"code": "9za", "starts": SINCE, "ends": ""})
    assert Reader(officer, TODAY).sees(Tier.COMMISSIONER).holds(practice)
    assert "Otter CCG" in client.get(address).text
    coverage = Coverage.objects.get()
    tomorrow = TODAY + timedelta(days=1)
    client.post(f"{address}covers/{coverage.pk}/end/", {"day": tomorrow.isoformat()})
    assert Reader(officer, TODAY).sees(Tier.COMMISSIONER).holds(practice)
    assert not Reader(officer, tomorrow).sees(Tier.COMMISSIONER).holds(practice)
    acts = list(Event.objects.values_list("act", flat=True))
    assert acts[-3:] == ["organisation.entered", "coverage.entered", "coverage.ended"]


def test_its_first_administrator_is_brought_by_who_has_all_it_covers_in_reach(
    client, administrator, ccg
):
    committee = organisation("LMC-X", "lmc")
    assert client.get("/people/LMC-X/").status_code == 404
    Coverage.objects.create(organisation=committee, area=ccg, starts=date(2020, 1, 1))
    assert client.get("/people/?code=lmc-x").headers["location"] == "/people/LMC-X/"
    asked = {"email": "first@example.org", "role": "administrator"}
    assert client.post("/people/LMC-X/invite/", asked).status_code == 302
    other = organisation("9ZB", "ccg")
    Coverage.objects.create(organisation=committee, area=other, starts=date(2020, 1, 1))
    assert client.get("/people/LMC-X/").status_code == 404


def test_nobody_extends_their_own_view(client, ccg):
    committee = organisation("LMC-X", "lmc")
    Coverage.objects.create(organisation=committee, area=ccg, starts=date(2020, 1, 1))
    rebuild_reach()
    own = person("own@example.org", role="administrator", at=committee)
    client.force_login(own)
    for page in ("", "new/", "LMC-X/", "LMC-X/covers/"):
        assert client.get(f"/local-organisations/{page}").status_code == 404
    practice = Organisation.objects.get(code="Z90001")
    with pytest.raises(Refused, match="not within the areas"):
        local.cover(by=Reader(own, TODAY), organisation=committee, area=practice, starts=TODAY)
    with pytest.raises(Refused):
        local.add(by=Reader(own, TODAY), kind="supplier", name="Ours")


def test_an_area_outside_reach_is_not_covered_and_answers_as_if_it_were_not_there(
    client, administrator
):
    committee = organisation("LMC-X", "lmc")
    far = organisation("9ZB", "ccg")
    page = client.post("/local-organisations/LMC-X/covers/", {"code": "9ZB", "starts": SINCE})
    assert "No organisation within your areas has this code" in page.text
    theirs = Coverage.objects.create(organisation=committee, area=far, starts=date(2020, 1, 1))
    address = f"/local-organisations/LMC-X/covers/{theirs.pk}/end/"
    assert client.post(address, {"day": SINCE}).status_code == 404


@pytest.mark.parametrize(
    ("kind", "code", "words"),
    [
        ("group", "9ZA", "A group of practices does not cover a CCG or sub-ICB location"),
        ("supplier", "9ZA", "A supplier does not cover"),
    ],
)
def test_a_group_and_a_supplier_cover_practices_only(client, administrator, kind, code, words):
    organisation("X-1", kind)
    asked = {"code": code, "starts": SINCE, "ends": ""}
    assert words in client.post("/local-organisations/X-1/covers/", asked).text
    asked["code"] = "Z90001"
    assert client.post("/local-organisations/X-1/covers/", asked).status_code == 302
    again = client.post("/local-organisations/X-1/covers/", asked)
    assert "in these days already" in again.text


def test_what_has_not_begun_is_removed_when_it_ends(administrator, ccg):
    by, committee = Reader(administrator, TODAY), organisation("LMC-X", "lmc")
    later = TODAY + timedelta(days=9)
    made = local.cover(by=by, organisation=committee, area=ccg, starts=later)
    local.end_cover(by=by, coverage=made, day=TODAY)
    assert not Coverage.objects.exists()


def test_two_of_one_name_are_refused_and_codes_never_clash(administrator):
    by = Reader(administrator, TODAY)
    assert local.add(by=by, kind="supplier", name="Finch & Co").code == "SUPPLIER-FINCH-CO"
    assert local.add(by=by, kind="supplier", name="Finch, Co").code == "SUPPLIER-FINCH-CO-2"
    with pytest.raises(Refused, match="of this name already"):
        local.add(by=by, kind="supplier", name="finch & co")
    assert local.add(by=by, kind="lmc", name="Ωμέγα").code == "LMC"
