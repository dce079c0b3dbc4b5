"""How long it takes from asking to help, area by area."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from resilience.accounts.access import reader_of
from resilience.agreements.timing.areas import COLUMNS, areas, table
from resilience.agreements.timing.times import STAGES
from resilience.cases.finding.views import running_pack
from resilience.cases.following.views import seeing_cases
from resilience.look import asked
from resilience.look.downloads import csv_file
from resilience.programmes.packs import available, load


@seeing_cases
@require_safe
def programmes(request: HttpRequest) -> HttpResponseBase:
    """To the programme that runs, or else the latest."""
    return redirect("agreements:times", running_pack(reader_of(request)).id)


@seeing_cases
@require_safe
def times(request: HttpRequest, programme: str) -> HttpResponseBase:
    """Days from asking to each stage, in the areas whose cases somebody sees."""
    if programme not in available():
        raise Http404
    reader, pack = reader_of(request), load(programme)
    found = areas(pack, reader, reader.day)
    if asked.one_of(request, "format", ("csv",)):
        return csv_file([programme, "time-to-help", reader.day], COLUMNS, table(found))
    heads = [{"text": "Area"}, {"text": "Cases", "numeric": True}]
    heads += [{"text": stage.title} for stage in STAGES]
    context = {"pack": pack, "found": found, "stages": STAGES, "heads": heads, "day": reader.day}
    return render(request, "agreements/times.html", context)
