"""Who may sign in at all, asked at every way in and again on every page."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings

from resilience.accounts.models import User

DEMONSTRATION_DOMAIN = "demonstration.invalid"
"""Addresses of invented people. The ending is reserved: no e-mail can ever reach it."""


def is_invented(email: str) -> bool:
    return email.endswith(f"@{DEMONSTRATION_DOMAIN}")


def may_sign_in(user: User) -> bool:
    """People of the demonstration nowhere else, and nobody who was shut out."""
    return user.is_active and (settings.DEMONSTRATION or not is_invented(user.email))


class Backend(AuthenticationBackend):
    """Signs in by address and password. A session lasts while its person may sign in."""

    def user_can_authenticate(self, user: User | None) -> bool:
        return user is not None and may_sign_in(user)
