"""Public pages that set published figures of practices beside each other; facts, no score."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from resilience.evidence.indicators import indicators as declared
from resilience.evidence.opened import store_at
from resilience.look.charts import whiskers
from resilience.look.downloads import csv_file
from resilience.profiles import finding, kept
from resilience.profiles.across import across
from resilience.profiles.area import InArea, in_area
from resilience.profiles.asking import asked_area, asked_england
from resilience.profiles.loaded import LIST_COLUMNS, loaded_indicators
from resilience.profiles.tables import INDICATOR_COLUMNS, indicator_rows

PER_PAGE = 50


@require_safe
def indicators(request: HttpRequest) -> HttpResponseBase:
    """Every indicator by its domain, with the figures that are loaded."""
    found = loaded_indicators()
    if request.GET.get("format") == "csv":
        return csv_file(["indicators"], LIST_COLUMNS, (one.as_row() for one in found))
    domains = defaultdict(list)
    for one in found:
        domains[one.indicator.domain].append(one)
    return render(request, "profiles/indicators.html", {"domains": domains, "found": found})


@require_safe
def indicator(request: HttpRequest, indicator: str) -> HttpResponseBase:
    """One indicator across the practices of an area on a day."""
    if indicator not in declared():
        raise Http404
    england, problem = asked_england(request)
    area = asked_area(request, england)
    view = in_area(across(indicator, england), area.code)
    wanted = request.GET.get("format")
    if wanted == "csv":
        return csv_file(
            [indicator, area.code, england.day], INDICATOR_COLUMNS, indicator_rows(view)
        )
    if wanted == "json":
        return JsonResponse(view.points())
    context = _list(request, view) | {
        "view": view,
        "indicator": view.across.indicator,
        "england": england,
        "problem": problem,
        "query": kept.address_of(view),
        "options": kept.options(england, area),
        "drawn": kept.drawn(view) if view.known else "",
        "declared": kept.declaration(indicator),
        "finding": finding,
        "releases": _releases(view),
    }
    return render(request, "profiles/indicator.html", context)


def _list(request: HttpRequest, view: InArea) -> dict[str, Any]:
    """A page of the ordered list, each practice with its drawing."""
    sort = request.GET.get("sort", "")
    orders = {"name": view.by_name, "lowest": view.lowest_first}
    page = Paginator(orders.get(sort, view.rows), PER_PAGE).get_page(request.GET.get("page"))
    drawings: list[Any] = []
    if view.numbers:
        ends = ((row.number, row.low, row.high) for row in page)
        area_median = None if view.is_england else view.median
        drawings = whiskers(ends, view.scale, view.across.median, area_median)
    return {"page": page, "drawings": drawings, "sort": sort if sort in orders else ""}


def _releases(view: InArea) -> list[Any]:
    """The files that the figures come from."""
    releases = {release.id: release for release in store_at(settings.RESILIENCE_HOME).releases}
    return [releases[one] for one in view.across.latest.releases if one in releases]


@require_safe
def data_quality(request: HttpRequest) -> HttpResponseBase:
    raise Http404
