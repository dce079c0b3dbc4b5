"""Pages on which the cause of a status is found, answered by the practice, and settled."""

from __future__ import annotations

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
from resilience.clusters.addressed import At
from resilience.clusters.response.addressed import response_at
from resilience.clusters.response.causes import (
    answer_cause,
    cause_in_force,
    find_cause,
    settle_cause,
)
from resilience.clusters.response.forms import AnswerForm, CauseForm, SettleForm
from resilience.clusters.response.rules import why_not_answer, why_not_find
from resilience.clusters.response.shown import possible_causes, status_seen
from resilience.clusters.response.story import titles_of
from resilience.clusters.typed import held, posted

form_page = require_http_methods(["GET", "HEAD", "POST"])


@opened_to(may(Right.CONFIRM_STATUS))
@keeps_what_was_typed
@form_page
def find(request: HttpRequest, programme: str, code: str) -> HttpResponseBase:
    """Say what the true cause is, beside what usually shows each."""
    reader = reader_of(request)
    of = response_at(reader, programme, code)
    if why_not_find(of.organisation, reader):
        raise Http404
    status, now = status_seen(of, reader), cause_in_force(of.organisation, programme)
    possible = possible_causes(of, reader)
    form = CauseForm(
        posted(request),
        initial={"seen": _number(of)} | held(request),
        causes=[one.cause for one in possible],
    )
    if form.is_valid():
        try:
            find_cause(
                by=reader,
                practice=of.organisation,
                pack=of.pack,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except Refused as refused:
            form.refused(refused, _number(of))
        else:
            messages.success(request, "The cause is kept. The practice is asked what it thinks.")
            return redirect("clusters:response", code, programme)
    strained = status is not None and status.status in ("amber", "red")
    context = {
        "of": of,
        "form": form,
        "now": now,
        "possible": possible,
        "titles": titles_of(of.pack),
        "why_not": ""
        if strained
        else "A cause is found for a practice whose status is amber or red: confirm its status "
        "first.",
        "seers": [
            ("What you write is read by", who_sees(of.organisation, Tier.COMMISSIONER, reader.day))
        ],
    }
    return render(request, "clusters/response_cause.html", context)


@opened_to(may(Right.REFER))
@keeps_what_was_typed
@form_page
def answer(request: HttpRequest, programme: str, code: str) -> HttpResponseBase:
    """Say for the practice whether it agrees."""
    reader = reader_of(request)
    of = response_at(reader, programme, code)
    now = cause_in_force(of.organisation, programme)
    if why_not_answer(of.organisation, reader, now):
        raise Http404
    form = AnswerForm(posted(request), initial={"seen": _number(of)} | held(request))
    if form.is_valid():
        try:
            answer_cause(
                by=reader,
                practice=of.organisation,
                programme=programme,
                seen=form.cleaned_data["seen"],
                agrees=form.cleaned_data["agrees"] == "yes",
                says=form.cleaned_data["says"],
                at=timezone.now(),
            )
        except Refused as refused:
            form.refused(refused, _number(of))
        else:
            messages.success(request, "Your answer is kept, and those who asked are told.")
            return redirect("clusters:response", code, programme)
    context = {
        "of": of,
        "form": form,
        "now": now,
        "titles": titles_of(of.pack),
        "seers": [
            ("What you write is read by", who_sees(of.organisation, Tier.COMMISSIONER, reader.day))
        ],
    }
    return render(request, "clusters/response_answer.html", context)


@opened_to(may(Right.CONFIRM_STATUS))
@keeps_what_was_typed
@form_page
def settle(request: HttpRequest, programme: str, code: str) -> HttpResponseBase:
    """Say that the cause is one no more, and what changed."""
    reader = reader_of(request)
    of = response_at(reader, programme, code)
    now = cause_in_force(of.organisation, programme)
    if why_not_find(of.organisation, reader) or now is None or now.settled:
        raise Http404
    form = SettleForm(posted(request), initial={"seen": now.pk} | held(request))
    if form.is_valid():
        try:
            settle_cause(
                by=reader,
                practice=of.organisation,
                programme=programme,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except Refused as refused:
            form.refused(refused, _number(of))
        else:
            messages.success(request, "The cause is settled. The practice is told.")
            return redirect("clusters:response", code, programme)
    context = {"of": of, "form": form, "now": now, "titles": titles_of(of.pack)}
    return render(request, "clusters/response_settle.html", context)


def _number(of: At) -> int:
    """The number of the cause in force; 0 for none."""
    now = cause_in_force(of.organisation, of.pack.id)
    return now.pk if now else 0
