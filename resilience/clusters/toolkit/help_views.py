"""Pages on which a practice shares its work or asks for help, and somebody arranges it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from resilience.accounts.access import may, opened_to, reader_of
from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.accounts.seers import who_sees
from resilience.accounts.tiers import Tier
from resilience.clusters.addressed import practice_at
from resilience.clusters.models import ToolkitWork
from resilience.clusters.toolkit.acts import (
    arrange_help,
    ask_for_help,
    keep_to_ourselves,
    no_help_needed,
    share,
)
from resilience.clusters.toolkit.addressed import tool_called, work_of
from resilience.clusters.toolkit.forms import Arrange, Seen
from resilience.clusters.toolkit.rules import why_not_arrange, why_not_share
from resilience.clusters.typed import held, posted

ACTS: dict[str, tuple[Callable[..., ToolkitWork], str]] = {
    "share": (share, "Your commissioners and your LMC can read this work from now on."),
    "keep": (keep_to_ourselves, "Only your practice reads this work from now on."),
    "ask": (ask_for_help, "You asked for help. Those who could help were told."),
    "no_help": (no_help_needed, "You do not ask for help with this any more."),
}
form_page = require_http_methods(["GET", "HEAD", "POST"])


@opened_to(may(Right.REFER))
@form_page
def sharing(request: HttpRequest, code: str, programme: str, tool: str) -> HttpResponseBase:
    """Share the work on a tool, close it again, ask for help, or need none."""
    reader = reader_of(request)
    of = practice_at(reader, programme, code, Tier.PRACTICE)
    chosen = tool_called(of.pack, tool)
    if why_not_share(of.organisation, reader):
        raise Http404
    work = work_of(of, chosen)
    form = Seen(posted(request))
    if request.method == "POST":
        act, done = ACTS.get(request.POST.get("do", ""), (None, ""))
        if act is None:
            form.add_error(None, "Choose what you want to do.")
        elif form.is_valid():
            try:
                act(by=reader, of=of, tool=chosen, at=timezone.now(), **form.cleaned_data)
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, done)
                return redirect("clusters:tool", of.organisation.code, of.pack.id, chosen.id)
    context: dict[str, Any] = {
        "of": of,
        "tool": chosen,
        "work": work,
        "form": form,
        "readers": who_sees(of.organisation, Tier.COMMISSIONER, reader.day),
    }
    return render(request, "clusters/toolkit_sharing.html", context)


@opened_to(may(Right.PLAN_HELP))
@keeps_what_was_typed
@form_page
def arrange(request: HttpRequest, code: str, programme: str, tool: str) -> HttpResponseBase:
    """Say who will help a practice that asked for it."""
    reader = reader_of(request)
    of = practice_at(reader, programme, code, Tier.COMMISSIONER)
    chosen = tool_called(of.pack, tool)
    mine = ToolkitWork.objects.visible_to(reader).filter(
        organisation=of.organisation, programme=of.pack.id, tool=chosen.id
    )
    work = mine.first()
    if work is None or not reader.may(Right.PLAN_HELP).holds(of.organisation):
        raise Http404
    form = Arrange(
        posted(request),
        initial={"seen": work.version} | held(request),
    )
    if form.is_valid():
        try:
            arrange_help(by=reader, of=of, tool=chosen, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            now = mine.first()
            form.refused(refused, now.version if now else 0)
        else:
            messages.success(request, "The practice is told who will help.")
            return redirect("clusters:tool", of.organisation.code, of.pack.id, chosen.id)
    context = {
        "of": of,
        "tool": chosen,
        "work": work,
        "form": form,
        "why_not": why_not_arrange(work, reader),
    }
    return render(request, "clusters/toolkit_arrange.html", context)
