"""What we decide and say where the sign-in library leaves it to us."""

from __future__ import annotations

from secrets import compare_digest
from typing import Any, ClassVar, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from resilience.accounts import joining, messages
from resilience.accounts.assurance import not_met
from resilience.accounts.backends import may_sign_in
from resilience.accounts.models import User
from resilience.audit.actions import record


class SecondFactor(AuthenticateStage):
    """Asks for the second factor, unless an outside provider vouched for one."""

    def _should_handle(self, request: HttpRequest) -> bool:
        vouched = "sociallogin" in (self.login.signal_kwargs or {})
        return not vouched and super()._should_handle(request)


class AccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar = DefaultAccountAdapter.error_messages | messages.ACCOUNT

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account without an invitation."""
        return False

    def get_login_stages(self) -> list[str]:
        return ["resilience.accounts.adapters.SecondFactor"]

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponseBase | None:
        if not may_sign_in(user):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")


class MfaAdapter(DefaultMFAAdapter):
    error_messages: ClassVar = DefaultMFAAdapter.error_messages | messages.MFA

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: A002
        return f"Passkey added on {timezone.localdate():%-d %B %Y}"


class ProviderAdapter(DefaultSocialAccountAdapter):
    error_messages: ClassVar = DefaultSocialAccountAdapter.error_messages | messages.PROVIDER

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, **kwargs: Any
    ) -> None:
        """A provider's answer that could not be used, or none at all."""
        if error != AuthError.CANCELLED:
            subject = ("provider", provider.app.provider_id)
            record(by="a visitor", act="sign_in.refused", subject=subject, why="token")

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Let in who came back from a provider with enough assurance and is known or invited."""
        login, demands = sociallogin, sociallogin.provider.app.settings
        if not compare_digest(login.claims["nonce"], login.state.get("nonce", "")):
            _refuse(request, login, "nonce")
        if lacking := not_met(demands["assurance"], login.claims):
            _refuse(request, login, "assurance", lacking=lacking)
        if login.is_existing or login.state.get("process") == "connect":
            return
        email = _verified_email(login.about, demands["verified_domains"])
        if not email:
            _refuse(request, login, "address")
        user = User.objects.filter(email=email).first() or joining.join_by_provider(
            email=email, name=str(login.about.get("name", ""))
        )
        if not user or not may_sign_in(user):
            _refuse(request, login, "unknown")
        login.connect(request, user)


def _verified_email(about: dict[str, Any], domains: list[str]) -> str:
    """The address, in small letters, if the provider says it is the person's, or if it is of a
    domain for which we trust the provider; an address somebody merely typed there is none."""
    email = str(about.get("email") or "").lower()
    trusted = email.rpartition("@")[2] in [domain.lower() for domain in domains]
    return email if about.get("email_verified") is True or trusted else ""


def _refuse(request: HttpRequest, login: Any, why: str, **details: Any) -> NoReturn:
    who = login.user.actor if login.is_existing else "a visitor"
    provider = login.account.provider
    record(by=who, act="sign_in.refused", subject=("provider", provider), why=why, **details)
    context = {"why": why, "provider": login.provider}
    raise ImmediateHttpResponse(render(request, "socialaccount/refused.html", context, status=403))
