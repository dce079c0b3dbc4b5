"""Public pages that set published figures of practices beside each other; facts, no score."""

from __future__ import annotations

from collections import defaultdict

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from resilience.accounts.access import anyone, opened_to, reader_of
from resilience.evidence.indicators import indicators as declared
from resilience.evidence.opened import store_at
from resilience.look import asked
from resilience.look.downloads import csv_file
from resilience.profiles import finding, kept, odd
from resilience.profiles.across import across
from resilience.profiles.area import in_area
from resilience.profiles.asking import asked_area, asked_england
from resilience.profiles.context import contexts
from resilience.profiles.coverage import COLUMNS, coverage
from resilience.profiles.loaded import LIST_COLUMNS, loaded_indicators
from resilience.profiles.tables import INDICATOR_COLUMNS, TREND_COLUMNS, indicator_rows, trend_rows


@require_safe
def indicators(request: HttpRequest) -> HttpResponseBase:
    """Every indicator by its domain, with the figures that are loaded."""
    found = loaded_indicators()
    if asked.one_of(request, "format", ("csv",)):
        return csv_file(["indicators"], LIST_COLUMNS, (one.as_row() for one in found))
    domains = defaultdict(list)
    for one in found:
        domains[one.indicator.domain].append(one)
    return render(request, "profiles/indicators.html", {"domains": domains, "found": found})


@opened_to(anyone)
@require_safe
def indicator(request: HttpRequest, indicator: str) -> HttpResponseBase:
    """One indicator across the practices of an area on a day."""
    if indicator not in declared():
        raise Http404
    england = asked_england(request)
    area = asked_area(request, england)
    view = in_area(across(indicator, england), area.code)
    wanted = asked.one_of(request, "format", ("csv", "trend", "json"))
    if wanted == "csv":
        said = contexts(reader_of(request), indicator=indicator)
        return csv_file(
            [indicator, area.code, england.day], INDICATOR_COLUMNS, indicator_rows(view, said)
        )
    if wanted == "trend":
        return csv_file(
            [indicator, "trend", area.code, england.day], TREND_COLUMNS, trend_rows(view)
        )
    if wanted == "json":
        return JsonResponse(view.points())
    sort = asked.one_of(request, "sort", SORTS)
    said = contexts(reader_of(request), indicator=indicator)
    context = {
        "view": view,
        "indicator": view.across.indicator,
        "england": england,
        "query": kept.address_of(view),
        "options": kept.options(england, area),
        "drawn": kept.drawn(view) if view.known else "",
        "declared": kept.declaration(indicator),
        "finding": finding.finding(view),
        "listed": kept.listed(view, sort, asked.page_number(request), said),
    }
    return render(request, "profiles/indicator.html", context)


SORTS = ("name", "lowest")
"""The orders of the list besides that from the highest value down."""


@require_safe
def data_quality(request: HttpRequest) -> HttpResponseBase:
    """Who has no figure, how old figures are, which look like errors, and what was not read."""
    england = asked_england(request)
    area, found = asked_area(request, england), coverage(england)
    indicator = request.GET.get("indicator", "")
    asked.one_of(request, "indicator", list(declared()))
    name = ["data quality", area.code, england.day]
    wanted = asked.one_of(request, "format", ("csv", "odd"))
    if wanted == "csv":
        return csv_file([*name, "coverage"], COLUMNS, found.rows(area))
    if wanted == "odd":
        figures = odd.within(odd.odd_figures(found), found, area, indicator)
        return csv_file([*name, "to check"], odd.COLUMNS, odd.rows(figures, found))
    context = {
        "england": england,
        "area": area,
        "options": kept.options(england, area),
        "coverage": found,
        "covered": kept.covered(found, area),
        "finding": finding.quality_finding(found, area),
        "odd": odd,
        "measured": kept.measured(found, indicator),
        "to_check": kept.to_check(found, area, indicator, asked.page_number(request)),
        "rejected": [one for one in store_at(settings.RESILIENCE_HOME).current if one.rejects],
    }
    return render(request, "profiles/data_quality.html", context)
