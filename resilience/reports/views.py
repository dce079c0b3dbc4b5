"""Pages that gather from all rooms."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from resilience.accounts.access import opened_to, reader_of, sees, signed_in
from resilience.accounts.tiers import Tier
from resilience.cases.following.views import case_of
from resilience.reports.dossier.actions import Version, make_dossier, versions_for
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


@opened_to(sees(Tier.COMMISSIONER, Tier.DELIBERATION))
@require_http_methods(["GET", "HEAD", "POST"])
def dossier(request: HttpRequest, reference: str) -> HttpResponseBase:
    """What a dossier of a case is, and making one: that it was made is on record, so it takes a
    press of a button."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    versions = versions_for(reader, case)
    if not versions:
        raise Http404
    if request.method != "POST":
        context = {"case": case, "both": Version.REDACTED in versions}
        return render(request, "reports/dossier.html", context)
    asked_for = request.POST.get("version", Version.WHOLE)
    if asked_for not in versions:
        raise Http404
    made = make_dossier(by=reader, case=case, version=Version(asked_for))
    answer = HttpResponse(made.content, content_type="application/zip")
    answer["Content-Disposition"] = content_disposition_header(True, made.name)
    return answer
