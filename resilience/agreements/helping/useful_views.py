"""The page of what practices found useful, open to anyone."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from resilience.accounts.access import anyone, opened_to
from resilience.agreements.helping.found_useful import found_useful
from resilience.cases.finding.views import asking_pack


@opened_to(anyone)
@require_safe
def useful(request: HttpRequest, programme: str) -> HttpResponseBase:
    """By kind of support and route, how practices rated the help when it ended."""
    pack = asking_pack(programme)
    context = {
        "pack": pack,
        "rows": found_useful(pack.id),
        "kinds": {one.id: one.title for one in pack.menu},
        "ratings": pack.delivering.ratings if pack.delivering else (),
        "routes": {one.id: one.title for one in pack.planning.routes} if pack.planning else {},
    }
    return render(request, "agreements/found_useful.html", context)
