"""The page of an agreement: where plan and memorandum stand, and what comes next."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from resilience.accounts.access import reader_of
from resilience.accounts.seers import who_sees
from resilience.accounts.tiers import Tier
from resilience.agreements.hub import parts_of
from resilience.agreements.models import plan_of
from resilience.agreements.turn import Turn
from resilience.cases.following.views import case_of, seeing_cases


@seeing_cases
@require_safe
def agreement(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Where the plan and the memorandum of a case stand."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    context = {
        "case": case,
        "plan": plan_of(case),
        "turn": Turn(case, reader),
        "parts": parts_of(case, reader),
        "seers": [
            ("This page is seen by", who_sees(case.organisation, Tier(case.tier), reader.day))
        ],
    }
    return render(request, "agreements/agreement.html", context)
