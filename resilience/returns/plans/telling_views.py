"""Pages on which a team tells practices of the local deadlines, and says who was told otherwise."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from resilience.accounts.access import reader_of
from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.rules import Refused
from resilience.look import words
from resilience.returns.models import DeliveryPlan
from resilience.returns.plans.addressed import At, team_at
from resilience.returns.plans.forms import Otherwise, Telling
from resilience.returns.plans.reaching import reached
from resilience.returns.plans.rules import why_not_write
from resilience.returns.plans.telling import (
    message,
    subject,
    tell_practices,
    told_otherwise,
    why_nobody,
    why_not_tell,
)
from resilience.returns.plans.views import form_page, held, posted, writing
from resilience.returns.plans.writing import latest


@writing
@keeps_what_was_typed
@form_page
def tell(request: HttpRequest, programme: str, year: str, team: str) -> HttpResponseBase:
    """Whom a telling reaches and who has nobody here, before they are told."""
    of, plan = _planned(request, programme, year, team)
    reader = reader_of(request)
    whom = reached(of, plan, reader.day)
    form = Telling(posted(request), initial={"seen": whom.mark} | held(request))
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = tell_practices(by=reader, of=of, at=timezone.now(), **said)
        except Refused as refused:
            whom = reached(of, plan, reader.day)
            form.refused(refused, whom.mark)
        else:
            told = words.plural(len(made.told), "practice")
            messages.success(request, f"{told} told. Those with nobody here are listed below.")
            return redirect("returns:told_otherwise", programme, year, team)
    context = {
        "of": of,
        "plan": plan,
        "whom": whom,
        "form": form,
        "why_not": why_not_tell(plan) or why_nobody(whom),
        "subject": subject(of),
        "message": message(of, plan, "", reader.day),
    }
    return render(request, "returns/plans_tell.html", context)


@writing
@keeps_what_was_typed
@form_page
def otherwise(request: HttpRequest, programme: str, year: str, team: str) -> HttpResponseBase:
    """The practices that have nobody here, and how those were told that were."""
    of, plan = _planned(request, programme, year, team)
    reader = reader_of(request)
    whom = reached(of, plan, reader.day)
    form = Otherwise(
        posted(request),
        practices=[(one.practice, one.name) for one in whom.to_tell_otherwise],
        initial={"day": reader.day} | held(request),
    )
    if form.is_valid():
        try:
            told_otherwise(by=reader, of=of, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "It is kept that the practice was told.")
            return redirect("returns:told_otherwise", programme, year, team)
    context = {"of": of, "plan": plan, "whom": whom, "form": form}
    return render(request, "returns/plans_otherwise.html", context)


def _planned(request: HttpRequest, programme: str, year: str, team: str) -> tuple[At, DeliveryPlan]:
    """The latest plan of a team for which somebody writes it; else 404."""
    reader = reader_of(request)
    of = team_at(reader, programme, year, team)
    plan = latest(of)
    if plan is None or why_not_write(of.organisation, reader):
        raise Http404
    return of, plan
