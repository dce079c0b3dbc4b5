"""How long a session lasts, and ending sessions."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from resilience.accounts.sessions import end_sessions
from resilience.audit.models import Event
from tests.accounts.people import PASSWORD, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client):
    user = person()
    client.post("/sign-in/", {"login": user.email, "password": PASSWORD})
    return user


def signed_in(client) -> bool:
    return client.get("/account/").status_code == 200


def test_a_session_that_is_used_lasts_and_one_that_is_not_ends(client, ada):
    now = timezone.now()
    for minutes in (29, 58, 87):
        with time_machine.travel(now + timedelta(minutes=minutes)):
            assert signed_in(client)
    with time_machine.travel(now + timedelta(minutes=87 + 31)):
        assert not signed_in(client)
        assert "You were signed out because the service was not used" in client.get("/").text
    event = Event.objects.get(act="session.expired")
    assert event.actor == ada.actor
    assert not Event.objects.filter(act="person.signed_out").exists()


def test_every_session_ends_after_twelve_hours(client, ada):
    now = timezone.now()
    for minutes in range(20, 12 * 60 + 1, 20):
        with time_machine.travel(now + timedelta(minutes=minutes)):
            assert signed_in(client) == (minutes < 12 * 60)


def test_a_person_sees_where_they_are_signed_in_and_signs_out_elsewhere(client, ada):
    elsewhere = type(client)(headers={"user-agent": "Telephone"})
    elsewhere.post("/sign-in/", {"login": ada.email, "password": PASSWORD})
    assert "Telephone" in client.get("/account/sessions/").text
    client.post("/account/sessions/")
    assert (signed_in(client), signed_in(elsewhere)) == (True, False)
    assert Event.objects.get(act="sessions.ended").details == {"sessions": 1}


def test_signing_out_everywhere_ends_this_session_too(client, ada):
    elsewhere = type(client)()
    elsewhere.post("/sign-in/", {"login": ada.email, "password": PASSWORD})
    response = client.post("/account/sessions/", {"everywhere": "yes"})
    assert response.headers["location"] == "/sign-in/"
    assert (signed_in(client), signed_in(elsewhere)) == (False, False)


def test_an_administrator_or_a_job_ends_the_sessions_of_a_person(client, ada):
    assert end_sessions(by="person somebody else", user=ada) == 1
    assert not signed_in(client)
    assert Event.objects.get(act="sessions.ended").actor == "person somebody else"


def test_the_public_pages_make_no_session(client):
    client.get("/")
    assert not client.cookies
