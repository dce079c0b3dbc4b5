"""How long a session lasts, and who needs a second factor before seeing anything."""

from __future__ import annotations

from collections.abc import Callable
from time import time
from typing import cast

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from resilience.accounts.access import reader_of
from resilience.accounts.models import User
from resilience.accounts.roles import Role
from resilience.audit.actions import record

STARTED, SEEN, FACTOR = "session_started", "session_seen", "second_factor"
SEEN_EVERY = 60
"""Seconds between two notes of when a session was used: not every page writes to the database."""

Answer = Callable[[HttpRequest], HttpResponseBase]


def session_limits(get_response: Answer) -> Answer:
    """Sign out whoever was away too long, or has been signed in for as long as one may."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            now = time()
            started = request.session.setdefault(STARTED, now)
            seen = request.session.setdefault(SEEN, now)
            if now - started >= settings.SESSION_ABSOLUTE_SECONDS:
                _sign_out(request, "You have been signed in for as long as one session may last.")
            elif now - seen >= settings.SESSION_IDLE_SECONDS:
                _sign_out(request, "You were signed out because the service was not used.")
            elif now - seen > SEEN_EVERY:
                request.session[SEEN] = now
        return get_response(request)

    return answer


def _sign_out(request: HttpRequest, why: str) -> None:
    user = cast(User, request.user)
    record(by=user.actor, act="session.expired", subject=user, why=why)
    # Not told as a sign-out as well; and a form that they have just sent is known to be theirs.
    request.session_expired = user  # type: ignore[attr-defined]
    logout(request)
    messages.info(request, f"{why} Sign in again to go on.")


def second_factor(get_response: Answer) -> Answer:
    """Send people who act for an organisation to set up a second factor before all else."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if settings.REQUIRE_SECOND_FACTOR and _lacks_second_factor(request):
            messages.info(request, "Add a second factor to go on: an app or a passkey.")
            return redirect("mfa_index")
        return get_response(request)

    return answer


def _lacks_second_factor(request: HttpRequest) -> bool:
    if not request.user.is_authenticated or request.path.startswith(_open_without()):
        return False
    if FACTOR not in request.session:
        if not is_mfa_enabled(request.user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]):
            return any(m.role != Role.PRACTICE_MEMBER for m in reader_of(request).memberships)
        request.session[FACTOR] = "own"
    return False


def _open_without() -> tuple[str, ...]:
    names = ("account", "account_logout", "healthz", "accounts:invitation")
    return tuple(reverse(name) for name in names)
