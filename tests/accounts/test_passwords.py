"""Changing and resetting passwords."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from resilience.audit.models import Event
from tests.accounts.people import PASSWORD, person

pytestmark = pytest.mark.django_db
NEW = "seven grey herons waiting"


def ask(client, email):
    return client.post("/password/", {"email": email})


def link_in(mail) -> str:
    return re.search(r"http://testserver(/password/\S+)", mail.body)[1]


def works(client, password, email="ada@example.org") -> bool:
    client.post("/sign-out/")
    client.post("/sign-in/", {"login": email, "password": password})
    return client.get(reverse("account")).status_code == 200


def test_the_answer_does_not_tell_who_has_an_account(client, mailoutbox):
    person()
    known, unknown = ask(client, "ada@example.org"), ask(client, "nobody@example.org")
    assert known.status_code == unknown.status_code == 302
    assert known.headers["location"] == unknown.headers["location"] == "/password/sent/"
    assert "If there is an account" in client.get("/password/sent/").text
    to_known, to_unknown = mailoutbox
    assert (to_known.to, to_unknown.to) == (["ada@example.org"], ["nobody@example.org"])
    assert "there is no account with this e-mail address" in to_unknown.body


def test_the_link_sets_a_new_password_once(client, mailoutbox):
    user = person()
    ask(client, user.email)
    link = link_in(mailoutbox[0])
    form = client.get(link)
    assert form.headers["location"].endswith("-set-password/")  # the key leaves the address
    weak = client.post(form.headers["location"], {"password1": "short", "password2": "short"})
    assert "too short" in weak.text
    done = client.post(form.headers["location"], {"password1": NEW, "password2": NEW})
    assert done.headers["location"] == "/password/changed/"
    assert "Sign in with the new one" in client.get("/password/changed/").text
    assert Event.objects.get(act="password.reset").actor == user.actor
    assert "was changed by a link" in mailoutbox[-1].body
    assert works(client, NEW)
    assert not works(client, PASSWORD)
    assert "This link is no longer good" in client.get(link, follow=True).text


def test_the_link_is_good_for_an_hour(client, mailoutbox):
    person()
    ask(client, "ada@example.org")
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert "no longer good" in client.get(link_in(mailoutbox[0]), follow=True).text


def test_a_lock_out_ends_with_a_new_password(client, mailoutbox):
    person()
    for _ in range(6):
        client.post("/sign-in/", {"login": "ada@example.org", "password": "guess"})
    assert not works(client, PASSWORD)
    ask(client, "ada@example.org")
    form = client.get(link_in(mailoutbox[0])).headers["location"]
    client.post(form, {"password1": NEW, "password2": NEW})
    assert works(client, NEW)


def test_a_password_is_changed_by_who_knows_the_old_one(client, mailoutbox):
    user = person()
    client.post("/sign-in/", {"login": user.email, "password": PASSWORD})
    given = {"password1": NEW, "password2": NEW}
    wrong = client.post("/account/password/", {"oldpassword": "guess", **given})
    assert "This is not your current password" in wrong.text
    changed = client.post("/account/password/", {"oldpassword": PASSWORD, **given})
    assert changed.headers["location"] == "/account/"
    assert Event.objects.filter(act="password.changed", actor=user.actor).exists()
    assert "was changed" in mailoutbox[-1].subject
    assert client.get("/account/").status_code == 200


def test_a_changed_password_ends_the_sessions_elsewhere(client):
    user = person()
    elsewhere = type(client)()
    for browser in (client, elsewhere):
        browser.post("/sign-in/", {"login": user.email, "password": PASSWORD})
    given = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    client.post("/account/password/", given)
    assert client.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302


def test_somebody_without_a_password_sets_a_first_one(client):
    client.force_login(person(password=None))
    assert client.get("/account/password/").headers["location"] == "/account/password/first/"
    client.post("/account/password/first/", {"password1": NEW, "password2": NEW})
    assert works(client, NEW)
