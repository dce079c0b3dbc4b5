"""The list of amber and red practices of an area."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from resilience.accounts.access import opened_to, reader_of, sees
from resilience.accounts.seers import who_sees
from resilience.accounts.tiers import Tier
from resilience.clusters.addressed import area_at
from resilience.clusters.response.addressed import response_in
from resilience.clusters.response.listing import COLUMNS, lines, rows
from resilience.look.downloads import csv_file


@opened_to(sees(Tier.COMMISSIONER))
@require_safe
def responses(request: HttpRequest, programme: str, area: str) -> HttpResponseBase:
    """Every amber and red practice: cause, team, next contact, what is late; a page or CSV."""
    reader = reader_of(request)
    of = area_at(reader, programme, area)
    response_in(of)
    if not reader.sees(Tier.COMMISSIONER).holds(of.organisation):
        raise Http404
    found = lines(of, reader)
    if request.GET.get("format") == "csv":
        return csv_file((programme, area, "amber-and-red", reader.day), COLUMNS, rows(found))
    context = {
        "of": of,
        "lines": found,
        "amber": sum(one.status.status == "amber" for one in found),
        "red": sum(one.status.status == "red" for one in found),
        "without_cause": sum(not one.cause for one in found),
        "with_gaps": sum(bool(one.gaps) for one in found),
        "late": sum(one.contact_late for one in found),
        "seers": [
            (
                "This page is seen by",
                who_sees(of.organisation, Tier.COMMISSIONER, reader.day),
            )
        ],
    }
    return render(request, "clusters/response_list.html", context)
