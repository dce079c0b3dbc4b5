"""Pages about oneself: taking up an invitation, one's account, one's sessions."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.utils import perform_login
from allauth.account.views import LoginView
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.views import ConnectionsView
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from resilience.accounts import actions
from resilience.accounts.access import anyone, opened_to, reader_of, signed_in
from resilience.accounts.backends import is_invented
from resilience.accounts.forms import Join
from resilience.accounts.joining import join
from resilience.accounts.limits import FACTOR
from resilience.accounts.models import Invitation, User
from resilience.accounts.roles import card
from resilience.accounts.rules import Refused
from resilience.accounts.sessions import end_sessions, sessions_of

HELD = "invitation"
FACTORS = {Authenticator.Type.TOTP: "an app", Authenticator.Type.WEBAUTHN: "passkeys"}


def providers(request: HttpRequest) -> list[dict[str, str]]:
    """The outside providers of identities: their id, their title, and where to go there."""
    return [
        {"id": one.app.provider_id, "title": one.name, "href": one.get_login_url(request)}
        for one in get_adapter(request).list_providers(request)
        if one.app
    ]


class SignIn(LoginView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"providers": providers(self.request)}


class Linked(ConnectionsView):
    """Through which outside providers one may sign in; add and remove them."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"providers": providers(self.request)}


@opened_to(anyone)
@never_cache
@require_safe
def follow(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The link of an invitation: the secret goes into the session and out of the address."""
    request.session[HELD] = secret
    return redirect("accounts:invitation")


@opened_to(anyone)
@sensitive_post_parameters("password1", "password2")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest) -> HttpResponseBase:
    """Take up an invitation: as somebody new, or as the person already here."""
    held = actions.invitation_of(request.session.get(HELD, ""))
    if not held:
        return render(request, "accounts/invitation_over.html", status=410)
    if User.objects.filter(email=held.email).exists():
        return _accept(request, held)
    form = Join(request.POST or None, email=held.email)
    if request.user.is_authenticated or not form.is_valid():
        context = {"invitation": held, "about": card(held.role).about, "form": form}
        return render(request, "accounts/join.html", context)
    name, password = form.cleaned_data["name"], form.cleaned_data["password1"]
    user = join(invitation=held, name=name, password=password)
    response = perform_login(request, user, email_verification="none")
    reauthenticate_by_password(request)  # the password was chosen a moment ago
    messages.success(request, "You are in. Welcome.")
    return response


def _accept(request: HttpRequest, held: Invitation) -> HttpResponseBase:
    if not request.user.is_authenticated:
        messages.info(request, "You have an account already: sign in to take up the invitation.")
        return redirect_to_login(request.path)
    user = request.user
    if request.method == "POST":
        try:
            actions.accept(by=user, invitation=held, day=reader_of(request).day)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            del request.session[HELD]
            messages.success(request, f"You now act for {held.organisation.name}.")
            return redirect("account")
    context = {"invitation": held, "about": card(held.role).about}
    return render(request, "accounts/accept.html", context)


@opened_to(signed_in)
@never_cache
@require_safe
def account(request: HttpRequest) -> HttpResponseBase:
    """Your account: who you are here, for whom you act, and how you sign in."""
    user = cast(User, request.user)
    held = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    linked = set(SocialAccount.objects.filter(user=user).values_list("provider", flat=True))
    context = {
        "user": user,
        "invented": is_invented(user.email),
        "memberships": reader_of(request).memberships,
        "factors": [words for kind, words in FACTORS.items() if kind in held],
        "has_codes": Authenticator.Type.RECOVERY_CODES in held,
        "vouched": request.session.get(FACTOR) == "provider",
        "providers": [one["title"] for one in providers(request) if one["id"] in linked],
        "sessions": len(sessions_of(user)),
    }
    return render(request, "accounts/account.html", context)


@opened_to(signed_in)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponseBase:
    """Where you are signed in; end all other sessions, or every one."""
    user = cast(User, request.user)
    if request.method == "POST":
        here = None if "everywhere" in request.POST else request.session.session_key
        ended = end_sessions(by=user.actor, user=user, but=here)
        if not here:
            request.session.flush()
            return redirect("account_login")
        messages.success(request, f"Sessions ended: {ended}.")
        return redirect("accounts:sessions")
    context = {"sessions": sessions_of(user), "here": request.session.session_key}
    return render(request, "accounts/sessions.html", context)
