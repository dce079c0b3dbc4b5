"""Everything about signing in leaves an event; what the library does, it tells by signals."""

from __future__ import annotations

from time import time
from typing import Any, cast

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.socialaccount import signals as provider
from django.conf import settings
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from resilience.accounts.limits import FACTOR, SEEN, STARTED
from resilience.accounts.models import User
from resilience.audit.actions import record


@receiver(account.user_logged_in)
def signed_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    request.session[STARTED] = request.session[SEEN] = time()
    if "sociallogin" in kwargs:
        request.session[FACTOR] = "provider"
    ways = [str(one["method"]) for one in get_authentication_records(request, user)]
    record(by=user.actor, act="person.signed_in", subject=user, ways=ways)


@receiver(user_logged_out)
def signed_out(request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user and not getattr(request, "session_expired", None):
        record(by=user.actor, act="person.signed_out", subject=user)


@receiver(user_login_failed)
def failed(credentials: dict[str, Any], **kwargs: Any) -> None:
    """The address is not kept: of somebody who is here their opaque id, else a keyed digest."""
    email = str(credentials.get("email") or "").strip().lower()
    user = User.objects.filter(email=email).first()
    record(by="a visitor", act="sign_in.failed", subject=user or ("address", opaque(email)))


@receiver(mfa.authentication_failed)
def factor_failed(user: User, authenticator: Any, **kwargs: Any) -> None:
    record(by="a visitor", act="sign_in.failed", subject=user, factor=authenticator.type)


@receiver([account.password_changed, account.password_set])
def password_changed(user: User, **kwargs: Any) -> None:
    record(by=user.actor, act="password.changed", subject=user)


@receiver(account.password_reset)
def password_reset(user: User, **kwargs: Any) -> None:
    record(by=user.actor, act="password.reset", subject=user)


@receiver(post_save, sender=Authenticator)
def factor_added(instance: Authenticator, created: bool, **kwargs: Any) -> None:
    """From the model's own signal, which comes within the transaction; the library's come after."""
    if created:
        user = cast(User, instance.user)
        record(by=user.actor, act="second_factor.added", subject=user, factor=instance.type)


@receiver(post_delete, sender=Authenticator)
def factor_removed(instance: Authenticator, **kwargs: Any) -> None:
    user = cast(User, instance.user)
    record(by=user.actor, act="second_factor.removed", subject=user, factor=instance.type)


@receiver(mfa.authenticator_removed)
def factor_forgotten(request: HttpRequest, **kwargs: Any) -> None:
    """Whether there is one still is asked again on the next page."""
    if request.session.get(FACTOR) == "own":
        del request.session[FACTOR]


@receiver(provider.social_account_added)
def linked(sociallogin: Any, **kwargs: Any) -> None:
    user = sociallogin.user
    record(
        by=user.actor, act="provider.linked", subject=user, provider=sociallogin.account.provider
    )


@receiver(provider.social_account_removed)
def unlinked(socialaccount: Any, **kwargs: Any) -> None:
    user = socialaccount.user
    record(by=user.actor, act="provider.unlinked", subject=user, provider=socialaccount.provider)


def opaque(email: str) -> str:
    """The same for the same address, telling nothing of it to who lacks the installation's key."""
    return salted_hmac(
        "resilience.accounts.address", email, secret=settings.SECRET_KEY
    ).hexdigest()[:16]
