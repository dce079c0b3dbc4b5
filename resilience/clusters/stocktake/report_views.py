"""A practice's own report, on a page and on paper."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from resilience.accounts.access import opened_to, reader_of, sees
from resilience.accounts.seers import who_sees
from resilience.accounts.tiers import Tier
from resilience.clusters.models import SharedAnswers
from resilience.clusters.stocktake import paper as on_paper
from resilience.clusters.stocktake.addressed import own_practice
from resilience.clusters.stocktake.report import report_of
from resilience.clusters.stocktake.sharing import why_not_share
from resilience.clusters.stocktake.shown import day_of
from resilience.look.downloads import attachment_response, file_name

own = opened_to(sees(Tier.PRACTICE))


@own
@require_safe
def report(request: HttpRequest, code: str, programme: str) -> HttpResponseBase:
    """The whole report of one's own practice."""
    reader = reader_of(request)
    at = own_practice(reader, programme, code)
    found = report_of(reader, at)
    shared = SharedAnswers.objects.visible_to(reader).filter(organisation=at.organisation)
    context = {
        "at": at,
        "report": found,
        "told_on": day_of(found.told) if found and found.told else None,
        "shares": sum(one.is_on(reader.day) for one in shared),
        "may_share": not why_not_share(reader, at.organisation),
        "seers": who_sees(at.organisation, Tier.PRACTICE, reader.day),
    }
    return render(request, "clusters/stocktake_report.html", context)


@own
@require_safe
def paper(request: HttpRequest, code: str, programme: str) -> HttpResponseBase:
    """The same on paper."""
    reader = reader_of(request)
    at = own_practice(reader, programme, code)
    found = report_of(reader, at)
    if found is None:
        raise Http404
    name = file_name([code, programme, found.answered.day, "stocktake report"], "pdf")
    return attachment_response(name, "pdf", on_paper.pdf(found, timezone.now()))
