"""The page of figures that anyone may read."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from resilience.accounts.access import anyone, opened_to
from resilience.funding.addressed import year_called
from resilience.funding.years import Year
from resilience.look import asked
from resilience.look.downloads import csv_file
from resilience.programmes.schema import Pack
from resilience.returns.addressed import returning_pack
from resilience.returns.published.figures import ENGLAND, SHOWN
from resilience.returns.published.lines import COLUMNS
from resilience.returns.published.out import in_file, published
from resilience.returns.published.shown import shown


def funded_year(pack: Pack, label: str) -> Year:
    """A year in which a programme has money; 404 for another."""
    year = year_called(label)
    if pack.funding is None or pack.funding.year(label) is None:
        raise Http404
    return year


@opened_to(anyone)
@require_safe
def figures(request: HttpRequest, programme: str, year: str) -> HttpResponseBase:
    """The figures of a year by area and month, with what is held back."""
    pack, returns = returning_pack(programme)
    of = funded_year(pack, year)
    found = published(pack, returns, of)
    if asked.one_of(request, "format", ("csv",)):
        return csv_file([programme, year, "figures by month"], COLUMNS, in_file(pack, of, found))
    months = {f"{one.day:%Y-%m}": one for one in found.months}
    wanted = asked.one_of(request, "month", ["", *months])
    latest = found.months[-1] if found.months else None
    context = {
        "pack": pack,
        "returns": returns,
        "year": of,
        "found": found,
        "months": months,
        "month": months[wanted] if wanted else latest,
        "measures": [one for one in returns.measures if one.id in SHOWN],
        "ENGLAND": ENGLAND,
        "shown": shown,
        "dated": date.fromisoformat,
        "areas_back": not all(one.whole for one in found.months),
    }
    return render(request, "returns/published_figures.html", context)
