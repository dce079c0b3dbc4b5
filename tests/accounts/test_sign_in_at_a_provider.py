"""Signing in at an outside provider, which is real and runs beside the test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import environ
import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from playwright.sync_api import expect

from resilience.accounts.actions import invite_by_command
from resilience.accounts.assurance import not_met
from resilience.accounts.models import User
from resilience.accounts.providers import origins, providers
from resilience.audit.models import Event
from tests.accounts.oidc import Provider, provider, query_of
from tests.accounts.people import PASSWORD, organisation, person

pytestmark = pytest.mark.django_db
SURE = {"amr": ["pwd", "mfa"], "id_assurance_level": "3"}
ADA = {"email": "Ada@example.org", "email_verified": True, "name": "Ada Marsh"}


def configure(settings, address: str, **more: str) -> None:
    asked = {
        "RESILIENCE_OIDC": "cis2",
        "RESILIENCE_OIDC_CIS2_ISSUER": address,
        "RESILIENCE_OIDC_CIS2_CLIENT_ID": "gp-resilience",
        "RESILIENCE_OIDC_CIS2_CLIENT_SECRET": "not so secret",
        "RESILIENCE_OIDC_CIS2_ASSURANCE": "amr=mfa id_assurance_level>=3",
        "RESILIENCE_OIDC_CIS2_TITLE": "NHS smartcard",
    } | more
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": providers(env_of(asked))}}


def env_of(values: dict[str, str]) -> environ.Env:
    env = environ.Env()
    env.ENVIRON = values
    return env


@pytest.fixture
def cis2(settings) -> Iterator[Provider]:
    with provider() as running:
        configure(settings, running.address)
        yield running


def sign_in(client, cis2: Provider, subject: str = "s-1", query: str = ""):
    """Go from our sign-in page to the provider's, sign in there, and come back."""
    start = client.post(f"/sign-in/with/cis2/{query}")
    assert start.status_code == 302, start.text
    return client.get(cis2.sign_in(start.headers["location"], subject))


def inside(client) -> bool:
    return client.get(reverse("account")).status_code == 200


def refused(why: str) -> Event:
    return Event.objects.get(act="sign_in.refused", details__why=why)


def test_somebody_who_is_here_signs_in_with_a_confirmed_address(client, cis2):
    user = person("ada@example.org")
    cis2.knows("s-1", **ADA, **SURE)
    assert "Sign in with NHS smartcard" in client.get("/sign-in/").text
    response = sign_in(client, cis2)
    assert response.status_code == 302, response.text
    assert "Ada Marsh" in client.get(reverse("account")).text
    assert SocialAccount.objects.get().user == user
    assert SocialAccount.objects.get().extra_data == {}
    assert user.has_usable_password()
    acts = list(Event.objects.values_list("act", flat=True))
    assert acts == ["provider.linked", "person.signed_in"]


def test_the_provider_is_asked_with_a_nonce_and_a_proof_key_that_no_address_can_change(
    client, cis2, settings
):
    cis2.knows("s-1", **ADA, **SURE)
    configure(settings, cis2.address, RESILIENCE_OIDC_CIS2_ACR_VALUES="AAL3_ANY")
    start = client.post("/sign-in/with/cis2/?auth_params=acr_values%3DAAL1&scope=everything")
    asked = query_of(start.headers["location"])
    assert asked["acr_values"] == ["AAL3_ANY"]
    assert sorted(asked["scope"][0].split()) == ["email", "openid", "profile"]
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["nonce"][0]) >= 32


def test_later_the_subject_counts_and_not_the_address(client, cis2):
    user = person("ada@example.org")
    cis2.knows("s-1", **ADA, **SURE)
    sign_in(client, cis2)
    client.post("/sign-out/")
    cis2.knows("s-1", **(ADA | {"email": "married@example.org"}), **SURE)
    sign_in(client, cis2)
    assert Event.objects.filter(act="person.signed_in", actor=user.actor).count() == 2


def test_too_little_assurance_is_refused_with_a_clear_message_and_an_event(client, cis2):
    user = person("ada@example.org")
    for lacking in ({"amr": ["pwd"]}, {"id_assurance_level": "2"}):
        cis2.knows("s-1", **ADA, **(SURE | lacking))
        response = sign_in(client, cis2)
        assert response.status_code == 403
        assert "did not say that you signed in there securely enough" in response.text
        assert not inside(client)
    first, second = Event.objects.filter(act="sign_in.refused")
    assert first.details == {"why": "assurance", "lacking": ["amr=mfa"]}
    assert second.details == {"why": "assurance", "lacking": ["id_assurance_level>=3"]}
    assert not SocialAccount.objects.filter(user=user).exists()


def test_an_address_that_is_not_confirmed_lets_nobody_in(client, cis2):
    person("ada@example.org")
    for unconfirmed in (False, "true", None):
        cis2.knows("s-1", **(ADA | {"email_verified": unconfirmed}), **SURE)
        response = sign_in(client, cis2)
        assert response.status_code == 403
        assert "no e-mail address that it has confirmed" in response.text
    assert not inside(client)
    assert not SocialAccount.objects.exists()


def test_a_domain_for_which_the_provider_is_trusted_needs_no_word_of_it(client, cis2, settings):
    person("ada@example.org")
    configure(settings, cis2.address, RESILIENCE_OIDC_CIS2_VERIFIED_DOMAINS="example.org")
    cis2.knows("s-1", email="ada@example.org", **SURE)
    cis2.knows("s-2", email="ada@evil-example.org", **SURE)
    assert sign_in(client, cis2, "s-2").status_code == 403
    assert sign_in(client, cis2).status_code == 302
    assert inside(client)


def test_somebody_unknown_and_not_invited_is_refused(client, cis2):
    cis2.knows("s-1", **ADA, **SURE)
    response = sign_in(client, cis2)
    assert response.status_code == 403
    assert "Ask an administrator of your organisation to invite you" in response.text
    assert refused("unknown").actor == "a visitor"
    assert not User.objects.exists()


def test_somebody_invited_joins_without_a_password(client, cis2):
    practice = organisation()
    invite_by_command(
        by="command invite", email="ada@example.org", organisation=practice, role="practice_lead"
    )
    cis2.knows("s-1", **ADA, **SURE)
    sign_in(client, cis2)
    page = client.get(reverse("account")).text
    assert "Organisation A81001" in page
    assert "None: you sign in another way" in page
    assert not User.objects.get(name="Ada Marsh").has_usable_password()


def test_the_provider_counts_as_the_second_factor(client, cis2, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    person("ada@example.org", role="practice_lead")
    cis2.knows("s-1", **ADA, **SURE)
    sign_in(client, cis2)
    assert client.get("/").status_code == 200


def test_who_was_shut_out_does_not_come_in_by_the_provider(client, cis2):
    user = person("ada@example.org")
    cis2.knows("s-1", **ADA, **SURE)
    sign_in(client, cis2)
    client.post("/sign-out/")
    user.is_active = False
    user.save()
    assert sign_in(client, cis2).headers["location"] == reverse("account_inactive")
    assert not inside(client)


def test_a_person_adds_the_provider_to_their_account_after_confirming_who_they_are(client, cis2):
    """With it, somebody whose provider confirms no addresses signs in from then on."""
    user = person("ada@example.org")
    client.post("/sign-in/", {"login": user.email, "password": PASSWORD})
    cis2.knows("s-9", **SURE)
    asked = sign_in(client, cis2, "s-9", "?process=connect")
    assert asked.headers["location"].startswith("/account/confirm/")
    client.post(asked.headers["location"], {"password": PASSWORD})
    assert SocialAccount.objects.get().uid == "s-9"
    client.post("/sign-out/")
    sign_in(client, cis2, "s-9")
    assert inside(client)


# --- tokens that are not what they should be


def test_a_token_changed_on_its_way_is_refused(client, cis2):
    person("ada@example.org")
    cis2.knows("s-1", **(ADA | {"email": "eve@example.org"}), **SURE)
    cis2.spoil_token = lambda claims: claims | {"email": "ada@example.org"}
    response = sign_in(client, cis2)
    assert response.status_code == 401
    assert "You could not be signed in" in response.text
    assert Event.objects.get(act="sign_in.refused").details["why"] == "token"
    assert not inside(client)


def test_a_token_of_another_visit_is_refused(client, cis2):
    person("ada@example.org")
    cis2.knows("s-1", **ADA, **SURE)
    cis2.spoil_nonce = True
    response = sign_in(client, cis2)
    assert response.status_code == 403
    assert "does not belong to this visit" in response.text
    assert refused("nonce")
    assert not inside(client)


def test_a_token_that_is_too_old_is_refused(client, settings):
    person("ada@example.org")
    with provider(token_lasts=timedelta(minutes=-5)) as old:
        configure(settings, old.address)
        old.knows("s-1", **ADA, **SURE)
        assert sign_in(client, old).status_code == 401
    assert not inside(client)


def test_an_answer_is_good_once_and_in_the_browser_that_asked(client, cis2):
    person("ada@example.org")
    cis2.knows("s-1", **ADA, **SURE)
    start = client.post("/sign-in/with/cis2/")
    back = cis2.sign_in(start.headers["location"], "s-1")
    other = type(client)()
    assert other.get(back).status_code == 401
    assert client.get(back).status_code == 302
    assert client.get(back).status_code == 401


def test_a_provider_that_calls_itself_otherwise_than_configured_is_refused(client, cis2, settings):
    configure(settings, cis2.address + "/.well-known/openid-configuration?other")
    response = client.post("/sign-in/with/cis2/")
    assert response.status_code == 401


def test_a_provider_that_cannot_be_reached_says_so_plainly(client, settings):
    configure(settings, "http://localhost:9")
    response = client.post("/sign-in/with/cis2/")
    assert response.status_code == 401
    assert "You could not be signed in" in response.text


def test_a_provider_that_nobody_configured_is_not_there(client):
    assert client.get("/sign-in/with/other/").status_code == 404


def test_who_stops_at_the_provider_comes_back_to_words(client, cis2):
    start = client.post("/sign-in/with/cis2/")
    state = query_of(start.headers["location"])["state"][0]
    response = client.get(f"/sign-in/with/cis2/back/?error=access_denied&state={state}")
    assert "You did not sign in" in client.get(response.headers["location"]).text


# --- what is configured


@pytest.mark.parametrize(
    ("claims", "lacking"),
    [
        ({"amr": ["mfa"], "level": 3}, []),
        ({"amr": "mfa", "level": "4"}, []),
        ({"amr": ["mfax"], "level": "2"}, ["amr=mfa", "level>=3"]),
        ({"amr": None, "level": "high"}, ["amr=mfa", "level>=3"]),
        ({}, ["amr=mfa", "level>=3"]),
    ],
)
def test_claims_are_held_against_every_condition(claims, lacking):
    assert not_met(["amr=mfa", "level>=3"], claims) == lacking


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"RESILIENCE_OIDC_CIS2_ASSURANCE": ""}, "ASSURANCE is not set"),
        ({"RESILIENCE_OIDC_CIS2_ASSURANCE": "level>=high"}, "neither claim=value"),
        ({"RESILIENCE_OIDC_CIS2_ISSUER": "http://provider.example"}, "must start with https://"),
        ({"RESILIENCE_OIDC_CIS2_CLIENT_SECRET": ""}, "CLIENT_SECRET is not set"),
    ],
)
def test_a_provider_that_is_configured_wrongly_stops_the_start(settings, changed, words):
    with pytest.raises(ImproperlyConfigured, match=words):
        configure(settings, "https://provider.example", **changed)


def test_a_form_may_lead_to_the_provider_and_to_nowhere_else(settings):
    configure(settings, "https://provider.example:8443/tenant/v2.0")
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    assert origins(apps) == ["https://provider.example:8443"]


# --- in a browser


def test_a_person_goes_to_the_provider_and_comes_back_in_a_browser(page, axe, cis2, settings):
    person("ada@example.org")
    cis2.knows("s-1", **ADA, **SURE)
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    allowed = policy | {"form-action": [*policy["form-action"], cis2.address]}
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": allowed}
    page.goto("/sign-in/?next=/account/")
    axe(page)
    page.get_by_role("button", name="Sign in with NHS smartcard").click()
    page.locator("input[name=sub]").fill("s-1")
    page.locator("input[name=sub]").press("Enter")
    page.wait_for_url("**/account/")
    expect(page.get_by_text("Ada Marsh").first).to_be_visible()
    page.goto("/account/providers/")
    axe(page)


def test_a_refusal_is_accessible(page, axe, cis2, settings):
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"form-action": ["'self'", cis2.address]}}
    cis2.knows("s-1", **ADA)
    page.goto("/sign-in/with/cis2/")
    axe(page)
    page.get_by_role("button", name="Go on").click()
    page.locator("input[name=sub]").fill("s-1")
    page.locator("input[name=sub]").press("Enter")
    page.get_by_text("did not say that you signed in there securely enough").wait_for()
    axe(page)
