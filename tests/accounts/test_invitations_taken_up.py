"""Coming to be here: by an invitation, and in no other way."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from resilience.accounts.actions import invite_by_command
from resilience.accounts.models import Invitation, Membership, User
from resilience.audit.models import Event
from tests.accounts.people import PASSWORD, organisation, person

pytestmark = pytest.mark.django_db
NEW = {"name": "Ada Marsh", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def invited() -> tuple[Invitation, str]:
    """An invitation of Ada to be lead of a practice, and the address of its link."""
    invitation, secret = invite_by_command(
        by="command invite",
        email="Ada@Example.org",
        organisation=organisation(),
        role="practice_lead",
    )
    return invitation, reverse("accounts:follow", args=[secret])


def test_who_follows_the_link_chooses_a_name_and_password_and_acts_at_once(client, invited):
    followed = client.get(invited[1])
    assert followed.headers["location"] == "/invitation/"  # the secret leaves the address
    page = client.get("/invitation/").text
    assert "Organisation A81001" in page
    assert "practice lead" in page
    response = client.post("/invitation/", NEW)
    assert response.status_code == 302
    user = User.objects.get(email="ada@example.org")
    assert [m.role for m in user.memberships.all()] == ["practice_lead"]
    assert "Organisation A81001" in client.get(reverse("account")).text
    told = list(Event.objects.values_list("act", "actor"))
    assert ("person.joined", user.actor) in told
    assert ("membership.given", user.actor) in told


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("short", "too short"),
        ("1q2w3e4r5t6y", "too common"),
        ("ada@example.org", "too similar"),
    ],
)
def test_a_weak_password_is_turned_down(client, invited, password, words):
    client.get(invited[1])
    page = client.post("/invitation/", NEW | {"password1": password, "password2": password}).text
    assert words in page
    assert not User.objects.exists()


@pytest.mark.parametrize("change", ["expired", "withdrawn", "accepted"])
def test_an_invitation_that_is_over_says_so(client, invited, change):
    invitation, link = invited
    at = invitation.sent - timedelta(days=1)
    field = {"expired": "expires"}.get(change, change)
    Invitation.objects.filter(pk=invitation.pk).update(**{field: at})
    response = client.get(link, follow=True)
    assert response.status_code == 410
    assert "This invitation is no longer good" in response.text


def test_a_link_that_never_was_looks_like_one_that_is_over(client):
    response = client.get(reverse("accounts:follow", args=["x" * 43]), follow=True)
    assert response.status_code == 410


def test_an_invitation_is_good_once(client, invited):
    client.get(invited[1])
    client.post("/invitation/", NEW)
    client.post("/sign-out/")
    assert client.get(invited[1], follow=True).status_code == 410


def test_who_is_here_already_accepts_by_signing_in(client, invited):
    user = person("ada@example.org")
    asked = client.get(invited[1], follow=True)
    assert "You have an account already" in asked.text
    client.post("/sign-in/", {"login": user.email, "password": PASSWORD, "next": "/invitation/"})
    assert "Organisation A81001" in client.get("/invitation/").text
    assert client.post("/invitation/").headers["location"] == "/account/"
    assert Membership.objects.get().user == user


def test_somebody_else_who_is_signed_in_cannot_take_it_up(client, invited):
    person("ada@example.org")
    client.force_login(person("other@example.org"))
    client.get(invited[1])
    assert "sent to another address" in client.post("/invitation/").text
    client.force_login(User.objects.get(email="other@example.org"))
    assert not Membership.objects.exists()


def test_nobody_makes_an_account_without_one(client):
    page = client.get(reverse("account_signup"))
    assert "Accounts are by invitation" in page.text
    client.post(reverse("account_signup"), {"email": "eve@example.org", **NEW})
    assert not User.objects.exists()


def test_the_first_people_are_invited_on_the_command_line(client, home, capsys):
    organisation("ENG", "nation", "England")
    call_command("invite", "first@example.org", "--organisation", "eng", "--role", "administrator")
    told = capsys.readouterr()
    link = re.search(r"/invitation/\S+/", told.out)
    assert link
    assert client.get(link[0], follow=True).status_code == 200
    assert Event.objects.get(act="person.invited").actor == "command invite"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (["no address", "--organisation", "ENG", "--role", "analyst"], "no e-mail address"),
        (["a@example.org", "--organisation", "X", "--role", "analyst"], "No organisation has"),
        (["a@example.org", "--organisation", "ENG", "--role", "king"], "is not held at England"),
    ],
)
def test_a_mistake_on_the_command_line_is_said_plainly(home, capsys, asked, words):
    organisation("ENG", "nation", "England")
    with pytest.raises(SystemExit):
        call_command("invite", *asked)
    assert words in capsys.readouterr().err
