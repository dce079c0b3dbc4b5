"""Pages on how fairly and how fast the money of a year goes."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from resilience.accounts.access import opened_to, reader_of, sees
from resilience.accounts.tiers import Tier
from resilience.funding.fairness import speed_told
from resilience.funding.fairness.areas import speed_for
from resilience.funding.fairness.known import shown_to
from resilience.funding.fairness.told import COLUMNS, for_each, table, what_it_shows, widths
from resilience.funding.fairness.years import funded
from resilience.look import asked
from resilience.look.downloads import csv_file

seeing_counts = opened_to(sees(Tier.COUNTS))


@seeing_counts
@require_safe
def fairness(request: HttpRequest, programme: str, year: str) -> HttpResponseBase:
    """Money for each registered patient by deprivation, list size and area."""
    pack, _ = funded(programme, year)
    shown = shown_to(reader_of(request), pack, year)
    if asked.one_of(request, "format", ("csv",)):
        return csv_file([programme, year, "fairness", shown.day], COLUMNS, table(shown))
    context = {
        "pack": pack,
        "year": year,
        "shown": shown,
        "finding": what_it_shows(shown),
        "for_each": for_each,
        "widths": widths,
    }
    return render(request, "funding/fairness.html", context)


@seeing_counts
@require_safe
def speed(request: HttpRequest, programme: str, year: str) -> HttpResponseBase:
    """Days from asking to the first payment in each area, beside all other areas."""
    pack, of = funded(programme, year)
    found = speed_for(reader_of(request), pack, of)
    if asked.one_of(request, "format", ("csv",)):
        name = [programme, year, "speed", found.day]
        return csv_file(name, speed_told.COLUMNS, speed_told.table(found))
    context = {
        "pack": pack,
        "year": year,
        "speed": found,
        "finding": speed_told.what_it_shows(found),
        "between": speed_told.between,
        "drawings": speed_told.drawings,
        "apart": speed_told.APART,
    }
    return render(request, "funding/speed.html", context)
