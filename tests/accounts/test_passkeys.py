"""Passkeys, with an authenticator that the browser pretends to have."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from playwright.sync_api import expect

from resilience.audit.models import Event
from tests.accounts.people import PASSWORD, person


@pytest.fixture
def authenticator(page, live_server):
    """A device that knows its owner; and the site under the one name on which passkeys work."""
    page.context.set_default_timeout(10_000)
    debugger = page.context.new_cdp_session(page)
    debugger.send("WebAuthn.enable")
    answer = debugger.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return debugger, answer["authenticatorId"]


def test_a_passkey_is_added_and_then_signs_in_without_a_password(
    page, axe, authenticator, live_server
):
    user = person(role="practice_lead")
    site = live_server.url.replace("127.0.0.1", "localhost")

    def sign_in_by_password() -> None:
        page.goto(f"{site}/sign-in/?next=/account/")
        page.get_by_label("E-mail address").fill(user.email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()

    sign_in_by_password()
    page.goto(f"{site}{reverse('mfa_add_webauthn')}")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    axe(page)
    page.get_by_label("A name for it").fill("My telephone")
    page.get_by_label("Sign in with it alone").check()
    page.get_by_role("button", name="Add it").click()
    page.get_by_text("The passkey is added.").wait_for()
    kept = Authenticator.objects.get(user=user, type="webauthn")
    assert Event.objects.filter(act="second_factor.added", details__factor="webauthn").exists()

    for address in ("mfa_list_webauthn", "mfa_reauthenticate_webauthn"):
        page.goto(f"{site}{reverse(address)}")
        axe(page)
    page.goto(f"{site}{reverse('mfa_reauthenticate_webauthn')}?next=/account/password/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{site}/account/password/")
    for address in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        page.goto(f"{site}{reverse(address, kwargs={'pk': kept.pk})}")
        axe(page)

    page.get_by_role("banner").get_by_role("button", name="Sign out").click()
    page.goto(f"{site}/sign-in/?next=/account/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{site}/account/")
    expect(page.get_by_text(user.email)).to_be_visible()
    entered = Event.objects.filter(act="person.signed_in").last()
    assert entered.details["ways"] == ["mfa"]

    page.get_by_role("banner").get_by_role("button", name="Sign out").click()
    sign_in_by_password()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your second factor")
    axe(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{site}/account/")


def test_a_passkey_that_cannot_be_used_is_told_in_words(page, live_server, authenticator):
    debugger, device = authenticator
    site = live_server.url.replace("127.0.0.1", "localhost")
    debugger.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    debugger.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": device})
    page.goto(f"{site}/sign-in/")
    page.route("**/sign-in/passkey/", lambda route: route.abort())
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("The passkey was not used").wait_for()


def test_somebody_elses_credential_lets_nobody_in(client, db):
    person()
    response = client.post("/sign-in/passkey/", {"credential": "{}"}, follow=True)
    assert response.status_code == 200
    assert client.get("/account/").status_code == 302
