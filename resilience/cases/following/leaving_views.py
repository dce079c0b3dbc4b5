"""The page on which a practice steps out of a group in which somebody else named it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from resilience.accounts.access import reader_of
from resilience.accounts.rules import Refused
from resilience.cases.actions import step_out
from resilience.cases.actions.leaving import may_step_out
from resilience.cases.following.forms import Acting
from resilience.cases.following.step_views import form_page, posted
from resilience.cases.following.views import case_of, seeing_cases


@seeing_cases
@form_page
def leave(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Step out of a group's case."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    own = may_step_out(reader, case)
    if own is None or not case.is_open:
        raise Http404
    form = Acting(posted(request), initial={"seen": case.version})
    if form.is_valid():
        try:
            step_out(by=reader, case=case, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            case = case_of(reader, reference)
            form.refused(refused, case)
        else:
            messages.success(request, f"{own.name} is no longer part of {reference}.")
            return redirect("cases:cases")
    return render(request, "cases/step_out.html", {"case": case, "form": form, "own": own})
