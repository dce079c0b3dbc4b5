"""The returns of a programme, and the parts of one of them."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from resilience.accounts.access import opened_to, reader_of, sees
from resilience.accounts.roles import Right
from resilience.accounts.tiers import Tier
from resilience.cases.finding.views import running_pack
from resilience.returns.addressed import returning_pack
from resilience.returns.deadlines import misnamed
from resilience.returns.filing.desk import Desk, looking
from resilience.returns.filing.overview import overview
from resilience.returns.filing.tasks import tasks
from resilience.returns.filing.told import due_told, span, to_the_second

seeing_returns = opened_to(sees(Tier.COUNTS))


@seeing_returns
@require_safe
def programmes(request: HttpRequest) -> HttpResponseBase:
    """To the programme that runs, or else the latest."""
    return redirect("returns:returns_of", running_pack(reader_of(request)).id)


@seeing_returns
@require_safe
def of_programme(request: HttpRequest, programme: str) -> HttpResponseBase:
    """Each return, when it is due, and how those stand that one sees."""
    reader, now = reader_of(request), timezone.now()
    pack, returns = returning_pack(programme)
    context = {
        "pack": pack,
        "owed": overview(pack, returns, reader, now),
        "year": returns.collections[-1].year if returns.collections else "",
        "collects": bool(reader.may(Right.COLLECT_RETURNS)),
        "now": now,
        "today": timezone.localdate(now),
        "misnamed": misnamed,
        "due_told": due_told,
        "to_the_second": to_the_second,
    }
    return render(request, "returns/filing_overview.html", context)


@looking
def one(desk: Desk) -> HttpResponseBase:
    """One return: what is to be done, and what was sent."""
    judged = desk.of.judgements.last() if desk.sent else None
    return desk.page(
        "return",
        tasks=tasks(desk) if desk.open else [],
        misnamed=misnamed(desk.collection),
        due_told=due_told,
        span=span,
        to_the_second=to_the_second,
        queries=list(desk.of.queries.all()),
        handed_back=judged if judged and not judged.accepted else None,
    )
