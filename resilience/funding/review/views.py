"""The monthly review of the money of a programme and a year."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from resilience.accounts.access import opened_to, reader_of, sees
from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.funding.actions.forecasting import may_forecast
from resilience.funding.addressed import funded_pack, year_called
from resilience.funding.review import drawn, files
from resilience.funding.review.months import Month, months_of
from resilience.funding.review.positions import positions
from resilience.funding.review.reading import KINDS_OF_THING, Review, pots_of, read, review
from resilience.funding.review.tables import BY, table, whole
from resilience.funding.review.uncommitted import is_late, uncommitted
from resilience.funding.review.workbook import CONTENT_TYPE, workbook
from resilience.look import asked
from resilience.look.downloads import csv_file, file_name

USUAL = "holder"


@opened_to(sees(Tier.COUNTS))
@require_safe
def monthly(request: HttpRequest, programme: str, year: str) -> HttpResponseBase:
    """The position at the end of a month: figures, forecast, positions, what is not committed."""
    reader, pack, of = reader_of(request), funded_pack(programme), year_called(year)
    by = asked.one_of(request, "by", BY)
    kind = asked.one_of(request, "format", ("csv", "xlsx"))
    of_what = asked.one_of(request, "table", files.OTHERS)
    pots = pots_of(pack, of, reader)
    holder = asked.one_of(request, "holder", ["", *(one.holder.code for one in pots.values())])
    seen = {pk: one for pk, one in pots.items() if holder in ("", one.holder.code)}
    shown = [by] if by else list(BY) if kind == "csv" else [USUAL]
    things = KINDS_OF_THING if kind == "xlsx" else [one for one in shown if one in KINDS_OF_THING]
    if kind == "csv" and not by:
        things = KINDS_OF_THING
    totals = read(pack, of, reader, seen, things)
    months = months_of(of, reader.day, {row.month for row in totals.rows})
    month = _month(request, months)
    found = review(totals, month, things)
    name = [programme, year, month.query, holder, by, "finance review"]
    if kind == "csv" and of_what:
        return csv_file([*name, of_what], *files.OTHERS[of_what](found))
    if kind == "csv":
        tables = [table(found, one) for one in shown]
        return csv_file(name, files.COLUMNS, files.lines(found, tables, whole(found)))
    if kind == "xlsx":
        answer = HttpResponse(workbook(found), content_type=CONTENT_TYPE)
        answer["Content-Disposition"] = f'attachment; filename="{file_name(name, "xlsx")}"'
        return answer
    chosen = {"month": request.GET.get("month", ""), "holder": holder, "by": by}
    context = {
        "pack": pack,
        "year": of,
        "months": months,
        "pots": pots,
        "holder": holder,
        "by": by or USUAL,
        "BY": BY,
        "query": {name: value for name, value in chosen.items() if value},
    }
    return render(request, "funding/review.html", context | _shown(found, by or USUAL, reader))


def _shown(found: Review, by: str, reader: Reader) -> dict[str, Any]:
    if not found.pots:
        return {"review": found, "month": found.month}
    figures = whole(found)
    burn = drawn.burn(found, figures.budget or 0)
    return {
        "review": found,
        "month": found.month,
        "whole": figures,
        "table": table(found, by),
        "positions": positions(found),
        "late": is_late(found),
        "in_order": "the greatest need leading"
        if reader.sees(Tier.DELIBERATION)
        else "those who wait longest leading",
        "uncommitted": uncommitted(found),
        "flow": drawn.flow(figures),
        "flow_says": drawn.flow_says(figures),
        "burn": burn,
        "burn_says": drawn.burn_says(burn, found.month.until),
        "may_forecast": {pk for pk, pot in found.pots.items() if may_forecast(pot.holder, reader)},
    }


def _month(request: HttpRequest, months: list[Month]) -> Month:
    """The month that an address asks for; without one the latest of the year itself."""
    by_query = {one.query: one for one in months}
    given = asked.one_of(request, "month", ["", *by_query])
    in_the_year = [one for one in months if one.first <= one.march]
    return by_query[given] if given else in_the_year[-1]
