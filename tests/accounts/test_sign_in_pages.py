"""Every page of signing in: ours, with who may open it, and accessible in a browser."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.template import engines
from django.template.loader import get_template
from django.urls import reverse
from playwright.sync_api import expect

from resilience.accounts.access import Access
from resilience.accounts.actions import invite_by_command
from resilience.accounts.urls import LIBRARY, urlpatterns
from tests.accounts.factors import code_of
from tests.accounts.people import PASSWORD, organisation, person

pytestmark = pytest.mark.django_db
OPEN = [
    "account_login",
    "account_signup",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "socialaccount_login_cancelled",
]
OF_A_PERSON = [
    "account",
    "accounts:sessions",
    "account_logout",
    "account_change_password",
    "account_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "socialaccount_connections",
]
ELSEWHERE = {  # pages that need more than an address, and where they are looked at
    "mfa_authenticate": "here, with a second factor",
    "mfa_reauthenticate": "here, with a second factor",
    "account_set_password": "here, without a password",
    "mfa_deactivate_totp": "here, with a second factor",
    "mfa_view_recovery_codes": "here, with a second factor",
    "mfa_generate_recovery_codes": "here, with a second factor",
    "mfa_download_recovery_codes": "a text file: test_second_factor",
    "mfa_edit_webauthn": "test_passkeys",
    "mfa_remove_webauthn": "test_passkeys",
    "mfa_login_webauthn": "no page of its own",
    "openid_connect_login": "test_sign_in_at_a_provider",
    "openid_connect_callback": "test_sign_in_at_a_provider",
}


def is_ours(page: str) -> bool:
    """The NHS page with one main heading, and nothing inline that the policy would stop."""
    inline = re.search(r"<style|style=\"|<script(?![^>]*(src=|application/json))|\son\w+=\"", page)
    return "nhsuk-header__service-name" in page and page.count("<h1") == 1 and not inline


def sign_in(client, **more):
    user = person(**more)
    client.post("/sign-in/", {"login": user.email, "password": PASSWORD})
    client.post("/account/confirm/", {"password": PASSWORD, "next": "/account/"})
    return user


def test_every_view_of_the_library_says_who_may_open_it_and_is_looked_at():
    assert all(isinstance(pattern.callback.access, Access) for pattern in urlpatterns[1:])
    names = {name for _, _, name, _ in LIBRARY}
    assert names == (set(OPEN) | set(OF_A_PERSON) | set(ELSEWHERE)) - {
        "account",
        "accounts:sessions",
    }


@pytest.mark.parametrize("name", OPEN)
def test_a_page_for_anyone_is_ours(client, name):
    assert is_ours(client.get(reverse(name)).text)


@pytest.mark.parametrize("name", [n for n in OF_A_PERSON if n != "mfa_reauthenticate_webauthn"])
def test_a_page_of_a_person_is_ours_and_asks_others_to_sign_in(client, name):
    asked = client.get(reverse(name))
    assert asked.status_code == 302
    sign_in(client)
    assert is_ours(client.get(reverse(name)).text)


def test_pages_that_need_a_second_factor_are_ours(client):
    user = sign_in(client)
    page = client.get(reverse("mfa_activate_totp")).text
    secret = re.search(r"look-code\">(\w+)<", page)[1]
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    for name in (
        "mfa_deactivate_totp",
        "mfa_reauthenticate",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_index",
        "account",
    ):
        assert is_ours(client.get(reverse(name)).text), name
    client.post("/sign-out/")
    client.post("/sign-in/", {"login": user.email, "password": PASSWORD})
    assert is_ours(client.get(reverse("mfa_authenticate")).text)


def test_a_first_password_and_an_invitation_are_ours(client):
    _, secret = invite_by_command(
        by="command invite",
        email="eve@example.org",
        organisation=organisation("A81009"),
        role="practice_lead",
    )
    assert is_ours(client.get(reverse("accounts:follow", args=[secret]), follow=True).text)
    assert is_ours(client.get("/password/1-x-y/").text)  # a link that is no longer good
    client.force_login(person(password=None))
    assert is_ours(client.get(reverse("account_set_password")).text)


def test_too_many_requests_get_a_page_of_ours(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    client.post("/sign-in/", {})
    response = client.post("/sign-in/", {})
    assert response.status_code == 429
    assert "Too many attempts" in response.text
    assert is_ours(response.text)


def test_no_template_of_the_library_is_in_reach():
    """Django's own template engine is not there, so a page we forgot fails instead of showing."""
    assert [engine.name for engine in engines.all()] == ["jinja2"]
    for name in ("account/login.html", "mfa/index.html", "socialaccount/connections.html"):
        assert "resilience" in get_template(name).template.filename


def test_pages_of_signing_in_are_kept_by_nobody(client):
    assert "no-store" in client.get("/sign-in/").headers["cache-control"]
    sign_in(client)
    for name in ("account", "mfa_index", "mfa_activate_totp", "accounts:sessions"):
        response = client.get(reverse(name))
        assert "no-store" in response.headers["cache-control"], name


# --- in a browser


@pytest.mark.parametrize("name", OPEN)
def test_a_page_for_anyone_is_accessible(page, axe, name):
    page.goto(reverse(name))
    axe(page)


def test_a_person_signs_in_and_walks_through_their_account(page, axe, live_server):
    user = person(role="practice_lead")
    page.goto("/account/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill("not this one")
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    axe(page)
    assert page.title().startswith("Error:")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto("/account/second-factor/app/")
    axe(page)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    secret = page.locator("p .look-code").inner_text()
    axe(page)
    page.get_by_label("Code from the app").fill(code_of(secret))
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("The app is added.")).to_be_visible()
    for name in OF_A_PERSON:
        if name not in ("mfa_activate_totp", "mfa_reauthenticate_webauthn"):
            page.goto(reverse(name))
            axe(page)
    page.goto("/account/")
    page.get_by_role("banner").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("banner").get_by_role("link", name="Sign in")).to_be_visible()
    assert Authenticator.objects.filter(user=user, type="totp").exists()


def test_the_people_of_the_demonstration_are_accessible(page, axe, settings, home):
    settings.DEMONSTRATION = True
    page.goto(reverse("accounts:people"))
    axe(page)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_forms_are_taken_by_post_only(client, method):
    sign_in(client)
    for where, _, _, who in LIBRARY:
        if "<" not in where:
            assert client.generic(method, f"/{where}").status_code == 405, (where, who)
