"""Signing in as somebody of the demonstration. Outside it these pages do not exist."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from resilience.accounts.access import View, anyone, opened_to
from resilience.accounts.demonstration import people_of_the_demonstration
from resilience.accounts.roles import card


def in_the_demonstration(view: Callable[..., HttpResponseBase]) -> View:
    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.DEMONSTRATION:
            raise Http404
        return view(request, *args, **kwargs)

    return shown


@opened_to(anyone)
@in_the_demonstration
@never_cache
@require_safe
def people(request: HttpRequest) -> HttpResponseBase:
    """Who there is to sign in as: one person per role."""
    found = [(held, card(held.role)) for held in people_of_the_demonstration()]
    return render(request, "accounts/people.html", {"people": found})


@opened_to(anyone)
@in_the_demonstration
@require_POST
def sign_in_as(request: HttpRequest, role: str) -> HttpResponseBase:
    """Become the person of the demonstration who holds a role."""
    held = next((one for one in people_of_the_demonstration() if one.role == role), None)
    if held is None:
        raise Http404
    if request.user.is_authenticated:
        logout(request)
    record_authentication(request, held.user, "demonstration")
    messages.success(request, f"You are {held.user.name}, {held}.")
    return perform_login(request, held.user, email_verification="none")
