"""The money of a case: what is committed for the help, what was invoiced and paid."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from resilience.accounts.access import reader_of
from resilience.cases.following.views import case_of, seeing_cases
from resilience.funding.models import Commitment


@seeing_cases
@require_safe
def money(request: HttpRequest, reference: str) -> HttpResponseBase:
    """What is committed for the help of a case, and what was paid."""
    case = case_of(reader_of(request), reference)
    commitments = Commitment.objects.filter(case=case).select_related("pot__holder", "payee")
    context = {"case": case, "commitments": commitments}
    return render(request, "funding/case_money.html", context)
