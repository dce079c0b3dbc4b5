"""Whether somebody confirmed a moment ago that it is they, before what they answer for in person,
such as a signature."""

from __future__ import annotations

import time

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.socialaccount.models import SocialAccount
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from resilience.accounts.backends import is_invented
from resilience.accounts.models import User

SECONDS = 300


def confirmed_lately(request: HttpRequest) -> bool:
    """Whether they did within the last few minutes: by password or second factor, asked for again;
    who has neither here, by signing in at their provider. People of the demonstration are shared
    and have nothing to confirm it with."""
    user = request.user
    if not isinstance(user, User):
        return False
    if is_invented(user.email):
        return True
    here = get_adapter().get_reauthentication_methods(user)
    return any(
        (one.get("reauthenticated") if here else one["method"] == "socialaccount")
        and 0 <= time.time() - one["at"] < SECONDS
        for one in get_authentication_records(request, user)
    )


def where_to_confirm(request: HttpRequest, back: str) -> str:
    """The address at which they confirm it, from which they come `back`."""
    if here := get_adapter().get_reauthentication_methods(request.user):
        address = here[0]["url"]
    elif linked := SocialAccount.objects.filter(user=request.user.pk).first():
        address = reverse("openid_connect_login", args=[linked.provider])
    else:
        address = reverse("account")
    return f"{address}?{urlencode({'next': back})}"
