"""The library of case studies: open to anyone. Nothing here is kept by browsers or between, so that
what a practice says about its name holds at once (G9.5)."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from resilience.accounts.access import anyone, opened_to
from resilience.look import asked
from resilience.look.downloads import csv_file
from resilience.returns.models import CaseStudy
from resilience.returns.studies import files
from resilience.returns.studies import library as shelves
from resilience.returns.studies.told import Told, told
from resilience.returns.studies.wanted import telling_pack

PAGE = 20
LONGEST = 200
LARGEST = 10**9


@opened_to(anyone)
@never_cache
@require_safe
def library(request: HttpRequest) -> HttpResponseBase:
    """Published case studies, found by words, programme, kind of help and problem; as files too."""
    packs, kinds, problems = shelves.packs(), shelves.kinds(), shelves.problems()
    wanted = shelves.Wanted(
        asked.clean(request.GET.get("q", ""))[:LONGEST],
        asked.one_of(request, "programme", [one.id for one in packs]),
        asked.one_of(request, "kind", kinds),
        asked.one_of(request, "problem", problems),
    )
    found = shelves.looked_for(wanted)
    form = asked.one_of(request, "format", ("csv", "json"))
    if form == "csv":
        return csv_file(["case studies"], files.columns(), map(files.row, found))
    if form == "json":
        return JsonResponse({"count": len(found), "results": [files.row(one) for one in found]})
    context = {
        "wanted": wanted,
        "packs": packs,
        "kinds": kinds,
        "problems": problems,
        "page": asked.page_of(request, Paginator(found, PAGE)),
    }
    return render(request, "returns/studies_library.html", context)


@opened_to(anyone)
@never_cache
@require_safe
def told_study(request: HttpRequest, programme: str, number: int, slug: str) -> HttpResponseBase:
    """One case study of the library."""
    return render(request, "returns/studies_told.html", {"shown": _told(programme, number, slug)})


@opened_to(anyone)
@never_cache
@require_safe
def to_print(request: HttpRequest, programme: str, number: int, slug: str) -> HttpResponseBase:
    """One case study of the library, for paper."""
    return render(request, "returns/studies_print.html", {"shown": _told(programme, number, slug)})


def _told(programme: str, number: int, slug: str) -> Told:
    pack, _ = telling_pack(programme)
    found = CaseStudy.objects.filter(
        programme=pack.id, number=min(number, LARGEST), state=CaseStudy.State.PUBLISHED
    )
    one = found.select_related("organisation", "team", "case").first()
    if one is None or (answer := told(one, pack)).slug != slug:
        raise Http404
    return answer
