"""The toolkit in an area: its tools to read, and who works on what as far as practices share it."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from resilience.accounts.access import opened_to, reader_of, sees
from resilience.accounts.tiers import Tier
from resilience.clusters.addressed import area_at
from resilience.clusters.toolkit.addressed import tool_called, toolkit_of
from resilience.clusters.toolkit.shared import shared_in

reading = opened_to(sees(Tier.COUNTS, Tier.COMMISSIONER))


@reading
@require_safe
def tools(request: HttpRequest, programme: str, area: str) -> HttpResponseBase:
    """Every tool, and the work on them that practices shared and the reader sees."""
    reader = reader_of(request)
    of = area_at(reader, programme, area)
    context = {"of": of, "toolkit": toolkit_of(of.pack), "shared": shared_in(of, reader)}
    return render(request, "clusters/toolkit_area.html", context)


@reading
@require_safe
def sheet(request: HttpRequest, programme: str, area: str, tool: str) -> HttpResponseBase:
    """One tool to read and to print."""
    of = area_at(reader_of(request), programme, area)
    context = {"of": of, "tool": tool_called(of.pack, tool), "toolkit": toolkit_of(of.pack)}
    return render(request, "clusters/toolkit_sheet.html", context)
