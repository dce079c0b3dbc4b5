"""One ready person per role in the demonstration, and nowhere else."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from resilience.accounts.demonstration import (
    PEOPLE,
    NotTheDemonstration,
    make_people,
    people_of_the_demonstration,
)
from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Role, card
from resilience.organisations.models import Ancestor, Kind, Organisation, Source
from resilience.organisations.reach import rebuild_reach
from tests.accounts.people import organisation

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 1)
PLACES = {
    "Z90001": Kind.PRACTICE,
    "UZ001": Kind.PCN,
    "9ZA": Kind.CCG,
    "9ZB": Kind.CCG,
    "QZ1": Kind.ICB,
    "Y97": Kind.REGION,
    "ENG": Kind.NATION,
}


@pytest.fixture
def made(home, settings) -> None:
    """The places and the people of the demonstration, in a home that is marked as one."""
    settings.DEMONSTRATION = True
    (home / "DEMONSTRATION").touch()
    for code, kind in PLACES.items():
        organisation(code, kind)
    source = Source.objects.create(release="r", title="t", publisher="p", period="x")
    for above in ("UZ001", "9ZA", "QZ1", "Y97"):
        Ancestor.objects.create(
            descendant=Organisation.objects.get(code="Z90001"),
            ancestor=Organisation.objects.get(code=above),
            kind=PLACES[above],
            starts=date(2018, 4, 1),
            source=source,
        )
    rebuild_reach()
    make_people(by="command demo")


def test_there_is_one_person_for_each_role_where_the_role_is_held(made):
    found = people_of_the_demonstration()
    assert [held.role for held in found] == list(Role) == list(PEOPLE)
    for held in found:
        assert held.organisation.kind in card(held.role).held_at, held


def test_making_them_twice_makes_nobody_new(made):
    assert make_people(by="command demo") == 0


def test_the_committee_reaches_the_practices_of_the_areas_it_covers(made):
    officer = User.objects.get(memberships__role=Role.LMC_OFFICER)
    practice = Organisation.objects.get(code="Z90001")
    assert Reader(officer, DAY).memberships[0].organisation.reaches.filter(within=practice).exists()


def test_anyone_signs_in_as_each_of_them_from_one_page(made, client):
    page = client.get(reverse("accounts:people")).text
    for role, (name, _) in PEOPLE.items():
        assert name in page
        response = client.post(reverse("accounts:sign_in_as", args=[role.value]))
        assert response.status_code == 302
        assert name in client.get(reverse("account")).text


def test_outside_the_demonstration_the_page_is_not_there_and_nobody_gets_in(made, client, settings):
    client.post(reverse("accounts:sign_in_as", args=["analyst"]))
    settings.DEMONSTRATION = False
    assert client.get(reverse("account")).status_code == 302  # signed out by it
    assert client.get(reverse("accounts:people")).status_code == 404
    assert client.post(reverse("accounts:sign_in_as", args=["analyst"])).status_code == 404
    invented = User.objects.get(memberships__role=Role.ANALYST)
    invented.set_password("purple otter climbs ladder")
    invented.save()
    client.post("/sign-in/", {"login": invented.email, "password": "purple otter climbs ladder"})
    assert client.get(reverse("account")).status_code == 302


def test_they_are_not_made_in_a_home_that_is_no_demonstration(home):
    with pytest.raises(NotTheDemonstration):
        make_people(by="somebody")


def test_a_home_with_published_files_does_not_start_as_the_demonstration(home, tmp_path):
    from resilience.site.demonstration.files import all_files

    _, content = next(all_files())
    (tmp_path / "2018-05").mkdir()
    (tmp_path / "2018-05" / "epraccur.csv").write_bytes(content)
    call_command("load", str(tmp_path / "2018-05"))
    asked = {
        "RESILIENCE_HOME": str(home),
        "RESILIENCE_DEMONSTRATION": "yes",
        "DJANGO_SETTINGS_MODULE": "resilience.site.settings",
    }
    started = subprocess.run(
        [sys.executable, "-c", "import resilience.site.wsgi"],
        env=os.environ | asked,
        capture_output=True,
        text=True,
    )
    assert started.returncode != 0
    assert "can't be served as the demonstration" in started.stderr


def test_what_everybody_shares_nobody_can_lock(made, client):
    client.post(reverse("accounts:sign_in_as", args=["analyst"]))
    for name in ("account_set_password", "mfa_activate_totp", "mfa_add_webauthn", "mfa_index"):
        assert client.get(reverse(name)).status_code == 404
    assert "whom anyone may be" in client.get(reverse("account")).text
