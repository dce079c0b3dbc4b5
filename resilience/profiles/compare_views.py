"""The public page of chosen practices beside each other."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from resilience.accounts.access import anyone, opened_to, reader_of
from resilience.evidence.releases import Release
from resilience.look import asked as asking
from resilience.look.downloads import csv_file
from resilience.profiles.asking import asked_england
from resilience.profiles.chosen import (
    COMPARE_COLUMNS,
    Comparison,
    asked_practices,
    compare_rows,
    compared,
    comparison_finding,
)
from resilience.profiles.citing import releases_of
from resilience.profiles.context import contexts
from resilience.profiles.drawings import places_cell


@opened_to(anyone)
@require_safe
def compare(request: HttpRequest) -> HttpResponseBase:
    """All indicators of two to six practices."""
    england = asked_england(request)
    asked = asked_practices(request, england)
    domains = compared(england, asked.practices) if asked.enough else {}
    said = contexts(reader_of(request), [one.code for one in asked.practices])
    if asking.one_of(request, "format", ("csv",)) and asked.enough:
        name = ["compare", *(one.code for one in asked.practices), england.day]
        return csv_file(name, COMPARE_COLUMNS, compare_rows(domains, asked.practices, said))
    figures = [one for found in domains.values() for each in found for one in each.found]
    releases = releases_of(one.release for one in figures)

    def cited(comparison: Comparison) -> list[tuple[str, Release | None]]:
        pairs = ((one.period.words, one.release) for one in comparison.found if one.release)
        return [(period, releases.get(name)) for period, name in dict.fromkeys(pairs)]

    context = {
        "asked": asked,
        "england": england,
        "day": england.day,
        "query": {"as_at": england.day.isoformat()} if request.GET.get("as_at") else {},
        "domains": domains,
        "said": said,
        "cited": cited,
        "comparison_finding": comparison_finding,
        "places_cell": places_cell,
        "attributions": sorted({one.licence for one in releases.values()}),
    }
    return render(request, "profiles/compare.html", context)
