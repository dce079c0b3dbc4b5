"""What the pages on which something is done share: the form, the act, and what is said then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from resilience.accounts.access import opened_to, sees
from resilience.accounts.held import held_form
from resilience.accounts.rules import Refused
from resilience.accounts.tiers import Tier
from resilience.clusters.forming.forms import Seen

form_page = require_http_methods(["GET", "HEAD", "POST"])
reading = opened_to(sees(Tier.COMMISSIONER, Tier.COUNTS))
"""Pages that list what a reader sees of clusters: the queries narrow it."""


def posted(request: HttpRequest) -> Any:
    """What a form is bound to."""
    return request.POST if request.method == "POST" else None


def held(request: HttpRequest) -> dict[str, Any]:
    """What was typed before one was signed out; what was ticked stays a list."""
    lists = dict(held_form(request) or {}).items()
    ticked = ("practices", "needs", "actions")
    return {name: values if name in ticked else values[0] for name, values in lists if values}


def done(
    request: HttpRequest,
    form: Seen,
    act: Callable[[dict[str, Any]], object],
    now: Callable[[], int],
    said: str,
    to: Callable[[], str],
) -> HttpResponseBase | None:
    """Do what a form that is filled in asks for, say so and go on; None where it is to be shown,
    with why it was not done. `now` gives the version of the thing as it is."""
    if not form.is_valid():
        return None
    try:
        act(dict(form.cleaned_data))
    except Refused as refused:
        form.refused(refused, now())
        return None
    messages.success(request, said)
    return redirect(to())


def act_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponseBase:
    """The page of a form."""
    return render(request, f"clusters/forming_{template}.html", context)
