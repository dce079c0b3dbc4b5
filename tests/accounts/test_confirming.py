"""Confirming who one is, before what one answers for in person: lately, and by one's own means."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.test import Client

from resilience.accounts.confirming import confirmed_lately, where_to_confirm
from tests.accounts.oidc import Provider, query_of
from tests.accounts.people import PASSWORD, person
from tests.accounts.test_sign_in_at_a_provider import ADA, SURE, cis2, sign_in  # noqa: F401

pytestmark = pytest.mark.django_db
NOON = datetime(2019, 1, 7, 12, tzinfo=UTC)
HERE = "/cases/R-1/agreement/sign/#sign"


def page(client: Client) -> HttpRequest:
    """A page that the browser asks for."""
    request = HttpRequest()
    request.session = client.session
    request.user = get_user(request)
    return request


def test_a_password_counts_when_it_is_asked_for_again_and_for_five_minutes(client):
    with time_machine.travel(NOON, tick=False) as clock:
        user = person("ada@example.org")
        client.post("/sign-in/", {"login": user.email, "password": PASSWORD})
        assert not confirmed_lately(page(client))
        address = where_to_confirm(page(client), HERE)
        assert address == "/account/confirm/?next=%2Fcases%2FR-1%2Fagreement%2Fsign%2F%23sign"
        answer = client.post(address, {"password": PASSWORD})
        assert answer.headers["location"] == HERE
        assert confirmed_lately(page(client))
        clock.shift(299)
        assert confirmed_lately(page(client))
        clock.shift(1)
        assert not confirmed_lately(page(client))


def test_a_wrong_password_confirms_nothing(client):
    user = person("ada@example.org")
    client.post("/sign-in/", {"login": user.email, "password": PASSWORD})
    client.post(where_to_confirm(page(client), HERE), {"password": "another"})
    assert not confirmed_lately(page(client))


def test_who_has_no_password_here_signs_in_again_at_their_provider(
    client,
    cis2: Provider,  # noqa: F811
):
    person("ada@example.org", password=None)
    cis2.knows("s-1", **ADA, **SURE)
    sign_in(client, cis2)
    later = page(client)
    for one in later.session["account_authentication_methods"]:
        one["at"] -= 301
    assert not confirmed_lately(later)
    address = where_to_confirm(later, HERE)
    assert address.startswith("/sign-in/with/cis2/?next=")
    start = client.post(address)
    assert query_of(start.headers["location"])["prompt"] == ["login"]
    back = client.get(cis2.sign_in(start.headers["location"], "s-1"))
    assert back.headers["location"] == HERE
    assert confirmed_lately(page(client))


def test_who_is_not_signed_in_confirmed_nothing(client):
    assert not confirmed_lately(page(client))


def test_people_of_the_demonstration_have_nothing_to_confirm_it_with(client, settings):
    settings.DEMONSTRATION = True
    client.force_login(person("lead@demonstration.invalid", password=None))
    assert confirmed_lately(page(client))
