"""Signing in by e-mail address and password."""

from __future__ import annotations

import pytest
from django.urls import reverse

from resilience.audit.models import Event
from resilience.site.logs import RequestLog
from tests.accounts.people import PASSWORD, person

pytestmark = pytest.mark.django_db
SIGN_IN = "/sign-in/"


def sign_in(client, email="ada@example.org", password=PASSWORD):
    return client.post(SIGN_IN, {"login": email, "password": password})


def acts() -> list[str]:
    return list(Event.objects.values_list("act", flat=True))


def test_the_right_password_signs_in_and_leaves_an_event(client):
    user = person()
    response = sign_in(client)
    assert (response.status_code, response.headers["location"]) == (302, "/")
    page = client.get(reverse("account")).text
    assert "Ada Marsh" in page
    assert "Sign out" in page
    event = Event.objects.get(act="person.signed_in")
    assert (event.actor, event.details["ways"]) == (user.actor, ["password"])


def test_a_wrong_password_and_an_unknown_address_get_the_same_words(client):
    user = person()
    wrong = sign_in(client, password="something else")
    unknown = sign_in(client, email="nobody@example.org")
    for response in (wrong, unknown):
        assert "The e-mail address or the password is not right" in response.text
    of_known, of_unknown = Event.objects.filter(act="sign_in.failed")
    assert (of_known.subject_kind, of_known.subject_id) == ("accounts.user", str(user.pk))
    assert of_unknown.subject_kind == "address"
    assert "nobody" not in str(vars(of_unknown))


def test_after_five_wrong_passwords_the_right_one_is_refused_with_a_clear_message(client):
    person()
    for _ in range(5):
        sign_in(client, password="guess")
    response = sign_in(client)
    assert "Wait 15 minutes, or set a new password" in response.text
    assert client.get(reverse("account")).status_code == 302


def test_signing_out_leaves_an_event(client):
    person()
    sign_in(client)
    assert client.get("/sign-out/").status_code == 200
    client.post("/sign-out/")
    assert client.get(reverse("account")).status_code == 302
    assert acts() == ["person.signed_in", "person.signed_out"]


def test_who_is_not_signed_in_comes_back_to_the_page_they_asked_for(client):
    person()
    asked = client.get("/account/sessions/")
    assert asked.headers["location"] == "/sign-in/?next=/account/sessions/"
    response = client.post(
        asked.headers["location"],
        {"login": "ada@example.org", "password": PASSWORD, "next": "/account/sessions/"},
    )
    assert response.headers["location"] == "/account/sessions/"


def test_nobody_is_sent_to_another_site_after_signing_in(client):
    person()
    response = client.post(
        SIGN_IN, {"login": "ada@example.org", "password": PASSWORD, "next": "//evil.example/"}
    )
    assert response.headers["location"] == "/"


def test_who_was_shut_out_cannot_sign_in_and_is_signed_out_at_once(client):
    user = person()
    sign_in(client)
    user.is_active = False
    user.save()
    assert client.get(reverse("account")).status_code == 302
    assert sign_in(client).headers["location"] == "/sign-in/not-active/"
    assert "This account may not sign in" in client.get("/sign-in/not-active/").text


def test_limits_and_events_go_by_the_address_that_our_own_proxy_saw(client, settings):
    settings.PROXIES = 1
    person()
    client.post(
        SIGN_IN,
        {"login": "ada@example.org", "password": PASSWORD},
        headers={"x-forwarded-for": "198.51.100.1, 203.0.113.9"},
    )
    assert Event.objects.get(act="person.signed_in").origin == "web 203.0.113.9"
    assert "203.0.113.9" in client.get("/account/sessions/").text


def test_an_address_that_a_visitor_makes_up_counts_for_nothing(client):
    person()
    for guess in range(31):
        response = client.post(
            SIGN_IN,
            {"login": f"{guess}@example.org", "password": "guess"},
            headers={"x-forwarded-for": f"198.51.100.{guess}"},
        )
    assert "too many attempts" in response.text


def test_no_secret_of_a_link_stands_in_the_log(rf):
    for path in ("/invitation/s3cret-of-it/", "/password/1-s3cret-of-it/"):
        said = RequestLog.format_request(rf.get(path))
        assert "s3cret" not in said
    assert RequestLog.format_request(rf.get("/invitation/")) == "GET /invitation/"
    assert RequestLog.format_request(rf.get("/password/sent/")) == "GET /password/sent/"
