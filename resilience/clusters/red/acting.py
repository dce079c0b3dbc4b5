"""How pages act: what a form asks is done, and what refuses it stands in the form."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from resilience.accounts.rules import Refused
from resilience.clusters.red.addressed import Of
from resilience.clusters.red.forms import Seen

form_page = require_http_methods(["GET", "HEAD", "POST"])


def acted(
    form: forms.Form, act: Callable[[], object], now: Callable[[], int] | None = None
) -> bool:
    """Whether what was typed was done; `now` is asked for the version as it is, where a form says
    which one somebody looked at."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        if isinstance(form, Seen) and now:
            form.refused(refused, now())
        else:
            form.add_error(None, str(refused))
        return False
    return True


def form_of(
    request: HttpRequest,
    of: Of,
    form: forms.Form,
    title: str,
    button: str,
    template: str = "clusters/red_form.html",
    **more: object,
) -> HttpResponseBase:
    """A page with one form; it goes back to the practice's page, or where `back` says."""
    back = reverse("clusters:red", args=of.here)
    context = {"of": of, "form": form, "title": title, "button": button, "back": back}
    return render(request, template, context | more)
