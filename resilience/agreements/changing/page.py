"""What the pages of this part share: a form that is filled in, looked at and taken, or the sentence
that says why it is not open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from resilience.accounts.access import reader_of
from resilience.accounts.held import held_form
from resilience.accounts.rules import Refused
from resilience.cases.following.forms import Acting
from resilience.cases.following.views import case_of
from resilience.cases.models import Case


def initial(request: HttpRequest, case: Case, *many: str) -> dict[str, Any]:
    """What a form begins with: the version of the case, and what was typed before one was signed
    out; `many` are the questions that take several answers."""
    held = held_form(request)
    typed = held.dict() | {name: held.getlist(name) for name in many} if held else {}
    return {"seen": case.version} | typed


def act_page(
    request: HttpRequest,
    case: Case,
    form: Acting,
    template: str,
    *,
    act: Callable[..., Any],
    done: str,
    why_not: Callable[[Case], str],
    to: str = "agreements:agreement",
    told: Callable[[], dict[str, Any]] | None = None,
    **context: Any,
) -> HttpResponseBase:
    """The page of an act: what was filled in is done and said, or shown again with why it was not.
    `told` is what the act is told of the form, all of it unless said otherwise; `why_not` says of
    the case as it then is why the act is not open."""
    if form.is_valid():
        said = told() if told else form.cleaned_data
        by, seen = reader_of(request), form.cleaned_data["seen"]
        try:
            act(**{**said, "by": by, "case": case, "seen": seen, "at": timezone.now()})
        except Refused as refused:
            case = case_of(by, case.reference)
            form.refused(refused, case)
        else:
            messages.success(request, done)
            return redirect(to, case.reference)
    context |= {"case": case, "form": form, "why_not": why_not(case)}
    return render(request, template, context)
