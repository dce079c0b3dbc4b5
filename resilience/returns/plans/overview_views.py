"""Every team's delivery plan of a year; and the local deadlines of which practices were told."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from resilience.accounts.access import may, opened_to, reader_of, sees
from resilience.accounts.roles import Right
from resilience.accounts.tiers import Tier
from resilience.look import asked
from resilience.look.downloads import csv_file
from resilience.returns.plans.addressed import year_of
from resilience.returns.plans.local import told_of
from resilience.returns.plans.overview import COLUMNS, as_rows, overview


@opened_to(sees(Tier.COUNTS))
@require_safe
def plans(request: HttpRequest, programme: str, year: str) -> HttpResponseBase:
    """Every area and team: its plan, who was told, assurance and actions, as a page or a file."""
    of, reader = year_of(programme, year), reader_of(request)
    file = asked.one_of(request, "format", ["csv"])
    blocks = overview(reader, of, reader.day)
    if file:
        name = (of.pack.id, of.year.label, "delivery plans", reader.day)
        return csv_file(name, COLUMNS, as_rows(blocks))
    lines = [line for block in blocks for line in block.lines]
    context = {
        "of": of,
        "day": reader.day,
        "blocks": blocks,
        "years": [one.year for one in of.pack.funding.years] if of.pack.funding else [],
        "planned": sum(line.stands.plan is not None for line in lines),
        "assured": sum(line.stands.assured_now for line in lines),
        "late": sum(line.late for line in lines),
        "teams": len(lines),
    }
    return render(request, "returns/plans_overview.html", context)


@opened_to(may(Right.FILL_IN))
@require_safe
def local_deadlines(request: HttpRequest, programme: str, year: str) -> HttpResponseBase:
    """What the practices of somebody were told of the local deadlines of their teams."""
    of, reader = year_of(programme, year), reader_of(request)
    found = told_of(reader, programme=of.pack.id, year=of.year.label)
    context = {"of": of, "day": reader.day, "found": found}
    return render(request, "returns/plans_local.html", context)
