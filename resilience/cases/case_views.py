"""Pages of cases: the list, one case, the steps one may take with it."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from resilience.accounts.access import opened_to, reader_of, sees
from resilience.accounts.tiers import Tier
from resilience.cases.models import Case

seeing_cases = opened_to(sees(Tier.COMMISSIONER, Tier.DELIBERATION))


@seeing_cases
@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponseBase:
    """One case: where it stands, what is due, what happened."""
    found = get_object_or_404(Case.objects.visible_to(reader_of(request)), reference=reference)
    return render(request, "cases/case.html", {"case": found})
