"""Pages of questions, for both sides: those about the return of an area, and the thread of one."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from resilience.accounts.access import opened_to, reader_of, sees
from resilience.accounts.fields import LINE
from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.accounts.tiers import Tier
from resilience.look import asked, words
from resilience.returns.collecting import asking
from resilience.returns.collecting.addressing import own_return, own_teams
from resilience.returns.collecting.forms import AskBack, Say
from resilience.returns.collecting.national_views import told_change
from resilience.returns.collecting.thread import thread
from resilience.returns.models import Consolidation, Query, Return

seeing = opened_to(sees(Tier.COMMISSIONER))
form_page = require_http_methods(["GET", "HEAD", "POST"])
State = Query.State
ACTS = {
    "answer": (asking.answer, "Answer", "Your answer is sent."),
    "again": (asking.ask_again, "Ask further", "Your question is sent."),
    "close": (asking.close, "Close the question", "The question is closed."),
}


@seeing
@require_safe
def queries(request: HttpRequest, programme: str, collection: str, area: str) -> HttpResponseBase:
    """What was asked about the return of an area, what was changed of it, and what became of it;
    who leads a team of it sees what is about the team."""
    found, reader = own_return(request, programme, collection, area), reader_of(request)
    changes = found.of.changes.select_related("submission").order_by("-at", "-pk")
    whole = Return.objects.visible_to(reader).filter(pk=found.of.pk).exists()
    teams = own_teams(request, found)
    if not whole:
        changes = changes.filter(team__in=teams)
    made = Consolidation.objects.visible_to(reader).defer("content")
    context = {
        "found": found,
        "place": found.place,
        "queries": Query.objects.visible_to(reader).filter(of=found.of).order_by("-number"),
        "changes": [told_change(one, found.place.pack) for one in changes],
        "judgements": found.of.judgements.order_by("-at") if whole else [],  # may tell of others
        "made": made.filter(programme=programme, collection=collection),
        "asks": bool(teams) or asking.speaks_for(reader, found.of),
        "collects": bool(reader.may(Right.COLLECT_RETURNS)),
        "whole": whole,
        "today": reader.day,
    }
    return render(request, "returns/collecting_queries.html", context)


@seeing
@keeps_what_was_typed
@form_page
def ask_back(request: HttpRequest, programme: str, collection: str, area: str) -> HttpResponseBase:
    """An area, or a team of it, asks the national team."""
    found, reader = own_return(request, programme, collection, area), reader_of(request)
    teams, team = own_teams(request, found), request.GET.get("team", "")
    whole = asking.speaks_for(reader, found.of)
    if team not in teams:
        team = "" if whole else next(iter(teams), "")
    if not (whole or team):
        raise Http404
    about = asked.clean(request.GET.get("about", ""))[:LINE]
    form = AskBack(_posted(request), initial={"about": about})
    if form.is_valid():
        told = form.cleaned_data
        try:
            made = asking.ask_back(by=reader, of=found.of, at=timezone.now(), team=team, **told)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Your question is with the national team.")
            return redirect("returns:query", *found.args, made.number)
    context = {"found": found, "place": found.place, "form": form}
    return render(request, "returns/collecting_ask_back.html", context)


@seeing
@keeps_what_was_typed
@form_page
def query(
    request: HttpRequest, programme: str, collection: str, area: str, number: int
) -> HttpResponseBase:
    """The thread of a question, and what the reader may say in it."""
    found, reader = own_return(request, programme, collection, area), reader_of(request)
    seen = Query.objects.visible_to(reader).select_related("of__area")
    one = get_object_or_404(seen, of=found.of, number=number)
    takes_part = asking.answers(reader, one) or asking.asks(reader, one)
    if request.method == "POST" and not takes_part:
        raise Http404
    ways = _ways(one, reader)
    act = request.POST.get("act", "")
    label = "Your answer" if "answer" in ways else "What you say"
    form = Say(_posted(request), label=label, seen=one.version)
    if ways and act in ways and form.is_valid():
        do, _, done = ACTS[act]
        try:
            do(by=reader, query=one, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            one = get_object_or_404(seen, of=found.of, number=number)
            form.refused(refused, cast(Any, one))
            ways = _ways(one, reader)
        else:
            messages.success(request, done)
            return redirect("returns:query", *found.args, number)
    elif form.is_bound and act not in ways:
        form.add_error(None, "Choose what you do by one of the buttons below.")
    context = {
        "found": found,
        "place": found.place,
        "query": one,
        "said": thread(one),
        "late": one.state == State.ASKED and one.due < reader.day,
        "due": words.day(one.due),
        "ways": [(name, ACTS[name][1]) for name in ways],
        "form": form,
        "collects": bool(reader.may(Right.COLLECT_RETURNS)),
    }
    return render(request, "returns/collecting_query.html", context)


def _ways(one: Query, reader: Reader) -> list[str]:
    """What a reader may do with a question as it stands."""
    found = ["answer"] if one.state == State.ASKED and asking.answers(reader, one) else []
    if one.state != State.ASKED and asking.asks(reader, one):
        found.append("again")
    if one.state != State.CLOSED and reader.may(Right.COLLECT_RETURNS).holds(one.of.area_id):
        found.append("close")
    return found


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
