"""Pages of what an area shares with whom: for its practices to read, and to settle."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from resilience.accounts.access import may, opened_to, reader_of, sees
from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.accounts.tiers import Tier
from resilience.clusters.models import Sharing
from resilience.clusters.register.addressed import shared_at
from resilience.clusters.register.rules import why_not_run
from resilience.clusters.register.sharing import last_of, table
from resilience.clusters.register.sharing import settle as settle_sharing
from resilience.clusters.register.sharing_forms import SettleForm
from resilience.clusters.typed import held, posted

reading = opened_to(sees(Tier.COUNTS, Tier.COMMISSIONER))


@reading
@require_safe
def sharing(request: HttpRequest, programme: str, area: str) -> HttpResponseBase:
    """What is shared with whom, how often, and what the product itself keeps to."""
    reader = reader_of(request)
    of = shared_at(reader, programme, area)
    context = {
        "of": of,
        "table": table(of, reader),
        "often": {one.id: one.title for one in of.register.how_often},
        "runs": not why_not_run(of.organisation, reader),
    }
    return render(request, "clusters/register_sharing.html", context)


@reading
@require_safe
def history(request: HttpRequest, programme: str, area: str) -> HttpResponseBase:
    """All that was ever settled, the latest first."""
    reader = reader_of(request)
    of = shared_at(reader, programme, area)
    every = Sharing.objects.visible_to(reader).filter(programme=of.pack.id, area=of.organisation)
    context = {
        "of": of,
        "every": every.select_related("acting_for").order_by("-at", "-pk"),
        "often": {one.id: one.title for one in of.register.how_often},
    }
    return render(request, "clusters/register_sharing_history.html", context)


@opened_to(may(Right.RUN_LOCALLY))
@keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: HttpRequest, programme: str, area: str) -> HttpResponseBase:
    """Keep what was agreed about one thing and one audience."""
    reader = reader_of(request)
    of = shared_at(reader, programme, area)
    if why_not_run(of.organisation, reader):
        raise Http404
    chosen = {name: request.GET.get(name, "") for name in ("what", "audience")}
    begun = {"seen": last_of(of), "agreed": reader.day} | chosen | held(request)
    form = SettleForm(posted(request), register=of.register, initial=begun)
    if form.is_valid():
        try:
            settle_sharing(by=reader, of=of, at=timezone.now(), **form.told)
        except Refused as refused:
            form.refused(refused, last_of(of))
        else:
            messages.success(request, "This is kept, and the practices of the area are told.")
            return redirect("clusters:sharing", *of.here)
    return render(request, "clusters/register_settle.html", {"of": of, "form": form})
