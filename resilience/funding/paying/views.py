"""The money of a case: what is committed for the help, what was invoiced and paid."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from resilience.accounts.access import reader_of
from resilience.accounts.seers import who_sees
from resilience.accounts.tiers import Tier
from resilience.cases.following.views import case_of, seeing_cases
from resilience.funding.fairness import speed
from resilience.funding.paying.shown import Shown
from resilience.funding.years import Year


@seeing_cases
@require_safe
def money(request: HttpRequest, reference: str) -> HttpResponseBase:
    """What is committed for the help of a case, and what was paid."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    shown = Shown(case, reader)
    context = {
        "case": case,
        "shown": shown,
        "year": Year.of(reader.day).label,
        "parts": speed.of(case, reader),
        "gates": shown.gates if shown.inside else [],
        "seers": [
            ("This page is seen by", who_sees(case.organisation, Tier(case.tier), reader.day))
        ],
    }
    return render(request, "funding/case_money.html", context)
