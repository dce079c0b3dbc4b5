"""Addresses of signing in. The sign-in library's views stand here one by one, each with who may
open it, so that nothing of it can be reached that we have not looked at."""

from __future__ import annotations

from contextlib import nullcontext
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as social
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import (
    OAuth2CallbackView,
    OAuth2LoginView,
    OAuth2View,
)
from django.db import transaction
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.http import require_http_methods
from requests import RequestException

from resilience.accounts import demonstration_views as demonstration
from resilience.accounts import views
from resilience.accounts.access import Access, View, anyone, opened_to
from resilience.accounts.backends import is_invented
from resilience.accounts.models import User
from resilience.accounts.provider import CheckedAdapter

METHODS = ["GET", "HEAD", "POST"]
"""All that these pages take; the library's views would take a form by PUT as well."""


def _at_provider(kind: type[OAuth2View]) -> View:
    def view(request: HttpRequest, provider_id: str) -> HttpResponseBase:
        adapter = CheckedAdapter(request, provider_id)
        try:
            return kind.adapter_view(adapter)(request)
        except SocialApp.DoesNotExist:
            raise Http404 from None
        except (OAuth2Error, RequestException) as error:  # it can't be reached, or is another
            return render_authentication_error(request, adapter.get_provider(), exception=error)

    return view


def _in_one_piece(view: View) -> View:
    """What is changed and the event that tells of it are kept together or not at all."""

    @require_http_methods(METHODS)
    @wraps(view)
    def done(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with transaction.atomic() if request.method == "POST" else nullcontext():
            return view(request, *args, **kwargs)

    return done


def _plainly(view: View) -> View:
    """Signing in itself: a password takes long to check, and nobody waits for that to write."""
    return require_http_methods(METHODS)(view)


oneself = Access(
    "anyone signed in, but people of the demonstration, who are shared",
    lambda reader: not (isinstance(reader.user, User) and is_invented(reader.user.email)),
)

LIBRARY: list[tuple[str, View, str, Access]] = [
    ("sign-in/", views.SignIn.as_view(), "account_login", anyone),
    ("sign-in/code/", mfa.authenticate, "mfa_authenticate", anyone),
    ("sign-in/passkey/", passkeys.login_webauthn, "mfa_login_webauthn", anyone),
    ("sign-in/new/", account.signup, "account_signup", anyone),
    ("sign-in/not-active/", account.account_inactive, "account_inactive", anyone),
    ("sign-in/cancelled/", social.login_cancelled, "socialaccount_login_cancelled", anyone),
    (
        "sign-in/with/<slug:provider_id>/",
        _at_provider(OAuth2LoginView),
        "openid_connect_login",
        anyone,
    ),
    (
        "sign-in/with/<slug:provider_id>/back/",
        _at_provider(OAuth2CallbackView),
        "openid_connect_callback",
        anyone,
    ),
    ("sign-out/", account.logout, "account_logout", anyone),
    ("password/", account.password_reset, "account_reset_password", anyone),
    ("password/sent/", account.password_reset_done, "account_reset_password_done", anyone),
    (
        "password/changed/",
        account.password_reset_from_key_done,
        "account_reset_password_from_key_done",
        anyone,
    ),
    ("account/password/", account.password_change, "account_change_password", oneself),
    ("account/password/first/", account.password_set, "account_set_password", oneself),
    ("account/confirm/", account.reauthenticate, "account_reauthenticate", oneself),
    ("account/confirm/code/", mfa.reauthenticate, "mfa_reauthenticate", oneself),
    (
        "account/confirm/passkey/",
        passkeys.reauthenticate_webauthn,
        "mfa_reauthenticate_webauthn",
        oneself,
    ),
    ("account/second-factor/", mfa.index, "mfa_index", oneself),
    ("account/second-factor/app/", totp.activate_totp, "mfa_activate_totp", oneself),
    (
        "account/second-factor/app/remove/",
        totp.deactivate_totp,
        "mfa_deactivate_totp",
        oneself,
    ),
    ("account/second-factor/passkeys/", passkeys.list_webauthn, "mfa_list_webauthn", oneself),
    (
        "account/second-factor/passkeys/add/",
        passkeys.add_webauthn,
        "mfa_add_webauthn",
        oneself,
    ),
    (
        "account/second-factor/passkeys/<int:pk>/",
        passkeys.edit_webauthn,
        "mfa_edit_webauthn",
        oneself,
    ),
    (
        "account/second-factor/passkeys/<int:pk>/remove/",
        passkeys.remove_webauthn,
        "mfa_remove_webauthn",
        oneself,
    ),
    (
        "account/second-factor/recovery-codes/",
        codes.view_recovery_codes,
        "mfa_view_recovery_codes",
        oneself,
    ),
    (
        "account/second-factor/recovery-codes/new/",
        codes.generate_recovery_codes,
        "mfa_generate_recovery_codes",
        oneself,
    ),
    (
        "account/second-factor/recovery-codes/file/",
        codes.download_recovery_codes,
        "mfa_download_recovery_codes",
        oneself,
    ),
    ("account/providers/", views.Linked.as_view(), "socialaccount_connections", oneself),
]

OURS = [
    path("invitation/", views.invitation, name="invitation"),
    path("invitation/<str:secret>/", views.follow, name="follow"),
    path("account/sessions/", views.sessions, name="sessions"),
    path("demonstration/people/", demonstration.people, name="people"),
    path("demonstration/people/<slug:role>/", demonstration.sign_in_as, name="sign_in_as"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((OURS, "accounts"))),
    path("account/", views.account, name="account"),
    re_path(
        r"^password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        opened_to(anyone)(_in_one_piece(account.password_reset_from_key)),
        name="account_reset_password_from_key",
    ),
    *(
        path(where, opened_to(who)((_plainly if who is anyone else _in_one_piece)(view)), name=name)
        for where, view, name, who in LIBRARY
    ),
]
