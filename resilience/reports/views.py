"""Pages that gather from all rooms."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from resilience.accounts.access import opened_to, reader_of, signed_in
from resilience.reports.work import headings


@opened_to(signed_in)
@require_safe
def work(request: HttpRequest) -> HttpResponseBase:
    """What waits for the person who is signed in, and what they wait for."""
    reader = reader_of(request)
    found = headings(reader)
    context = {
        "mine": [one for one in found if one.for_me],
        "others": [one for one in found if not one.for_me],
        "acts": reader.memberships,
    }
    return render(request, "reports/work.html", context)
