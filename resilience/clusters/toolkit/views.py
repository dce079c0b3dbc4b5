"""A practice's own pages of the toolkit: all tools, and working through one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from resilience.accounts.access import opened_to, reader_of, sees
from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused
from resilience.accounts.seers import Seers, who_sees
from resilience.accounts.tiers import Tier
from resilience.clusters.addressed import At, practice_at
from resilience.clusters.models import ToolkitWork
from resilience.clusters.toolkit.acts import work_on
from resilience.clusters.toolkit.addressed import tool_called, toolkit_of, work_of
from resilience.clusters.toolkit.forms import WorkForm, begun
from resilience.clusters.toolkit.rules import why_not_arrange, why_not_share, why_not_work
from resilience.clusters.typed import held, posted


@opened_to(sees(Tier.PRACTICE))
@require_safe
def toolkit(request: HttpRequest, code: str, programme: str) -> HttpResponseBase:
    """Every tool, and how far the practice is with it."""
    reader = reader_of(request)
    of = practice_at(reader, programme, code, Tier.PRACTICE)
    every = ToolkitWork.objects.visible_to(reader).filter(
        organisation=of.organisation, programme=of.pack.id
    )
    context = {
        "of": of,
        "toolkit": toolkit_of(of.pack),
        "works": {one.tool: one for one in every},
        "domain": request.GET.get("domain", ""),
        "seers": [("This page is seen by", who_sees(of.organisation, Tier.PRACTICE, reader.day))],
    }
    return render(request, "clusters/toolkit_toolkit.html", context)


@opened_to(sees(Tier.PRACTICE, Tier.COMMISSIONER))
@sensitive_post_parameters()
@keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
def tool(request: HttpRequest, code: str, programme: str, tool: str) -> HttpResponseBase:
    """A tool, worked through by the practice; read by others where the practice shared it."""
    reader = reader_of(request)
    of = practice_at(reader, programme, code, Tier.COMMISSIONER)
    chosen, own = (
        tool_called(of.pack, tool),
        reader.sees(Tier.PRACTICE).holds(of.organisation),
    )
    work = work_of(of, chosen)
    if not own and (work is None or work.tier != Tier.COMMISSIONER):
        raise Http404
    works = not why_not_work(of.organisation, reader)
    form = WorkForm(
        posted(request),
        tool=chosen,
        initial=begun(work) | held(request),
    )
    if request.method == "POST" and not works:
        raise Http404
    if form.is_valid():
        try:
            work_on(by=reader, of=of, tool=chosen, at=timezone.now(), **form.told)
        except Refused as refused:
            work = work_of(of, chosen)
            form.refused(refused, work.version if work else 0)
        else:
            messages.success(request, "What you wrote is kept.")
            return redirect("clusters:tool", of.organisation.code, of.pack.id, chosen.id)
    context = {
        "of": of,
        "tool": chosen,
        "toolkit": toolkit_of(of.pack),
        "work": work,
        "own": own,
        "works": works,
        "shares": not why_not_share(of.organisation, reader),
        "arranges": work is not None and not why_not_arrange(work, reader),
        "form": form,
        "seers": seers_of(of, work, reader),
    }
    return render(request, "clusters/toolkit_tool.html", context)


def seers_of(of: At, work: ToolkitWork | None, reader: Reader) -> list[tuple[str, list[Seers]]]:
    """Who reads a practice's work on a tool as it is."""
    tier = Tier(work.tier) if work else Tier.PRACTICE
    return [("This page is seen by", who_sees(of.organisation, tier, reader.day))]
