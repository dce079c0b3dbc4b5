"""Apps, recovery codes, and who must have a second factor."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from resilience.audit.models import Event
from tests.accounts.factors import code_of
from tests.accounts.people import PASSWORD, person

pytestmark = pytest.mark.django_db
APP = "/account/second-factor/app/"


def sign_in(client, email="ada@example.org"):
    return client.post("/sign-in/", {"login": email, "password": PASSWORD})


def confirm(client):
    return client.post("/account/confirm/", {"password": PASSWORD, "next": "/account/"})


def add_app(client) -> str:
    """Add an app; the secret it shares with us."""
    confirm(client)
    page = client.get(APP).text
    secret = re.search(r"The key: <span class=\"look-code\">(\w+)<", page)[1]
    response = client.post(APP, {"code": code_of(secret)})
    assert response.status_code == 302, response.text
    return secret


def acts() -> list[str]:
    return list(Event.objects.values_list("act", flat=True))


def test_the_codes_are_those_of_the_standard():
    """Appendix B of RFC 6238, the last six of its eight digits."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert [code_of(secret, at) for at in (59, 1111111109, 20000000000)] == [
        "287082",
        "081804",
        "353130",
    ]


def test_before_a_second_factor_is_added_one_confirms_who_one_is(client):
    person()
    sign_in(client)
    response = client.get(APP)
    assert response.headers["location"] == f"/account/confirm/?next={APP}".replace(
        "/", "%2F"
    ).replace("%2Faccount%2Fconfirm%2F", "/account/confirm/")


def test_with_an_app_the_password_alone_is_not_enough(client):
    person()
    sign_in(client)
    secret = add_app(client)
    client.post("/sign-out/")
    asked = sign_in(client)
    assert asked.headers["location"] == "/sign-in/code/"
    assert client.get(reverse("account")).status_code == 302
    wrong = client.post("/sign-in/code/", {"code": "000000"})
    assert "This code is not right" in wrong.text
    assert client.post("/sign-in/code/", {"code": code_of(secret)}).status_code in (200, 302)
    told = acts()
    assert "second_factor.added" in told
    assert "sign_in.failed" in told


def test_a_recovery_code_stands_in_for_the_app_once(client):
    person()
    sign_in(client)
    add_app(client)
    page = client.get(reverse("mfa_view_recovery_codes")).text
    codes = re.findall(r"<li>(\d{8})</li>", page)
    assert len(codes) == 10
    assert client.get(reverse("mfa_download_recovery_codes")).text.split() == codes
    for expected in (True, False):
        client.post("/sign-out/")
        sign_in(client)
        client.post("/sign-in/code/", {"code": codes[0]})
        assert (client.get(reverse("account")).status_code == 200) is expected
    entered = Event.objects.filter(act="person.signed_in").last()
    assert entered.details["ways"] == ["password", "mfa"]


def test_an_app_is_removed_with_an_event(client):
    person()
    sign_in(client)
    add_app(client)
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert "second_factor.removed" in acts()
    client.post("/sign-out/")
    assert sign_in(client).headers["location"] == "/"


@pytest.mark.parametrize(
    ("role", "sent"),
    [("practice_lead", True), ("administrator", True), ("practice_member", False), ("", False)],
)
def test_who_acts_for_an_organisation_adds_one_before_seeing_anything(client, settings, role, sent):
    settings.REQUIRE_SECOND_FACTOR = True
    person(role=role)
    sign_in(client)
    response = client.get("/evidence/")
    if sent:
        assert response.headers["location"] == reverse("mfa_index")
        assert "Add a second factor to go on" in client.get(reverse("mfa_index")).text
        add_app(client)
    assert client.get("/evidence/").status_code == 200


def test_who_removes_the_last_one_is_asked_again(client, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    person(role="practice_lead")
    sign_in(client)
    add_app(client)
    assert client.get("/").status_code == 200
    client.post(reverse("mfa_deactivate_totp"))
    assert client.get("/").headers["location"] == reverse("mfa_index")
