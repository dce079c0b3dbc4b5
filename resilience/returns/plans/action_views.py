"""Pages on which a plan is assured, and its actions are added and closed."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from resilience.accounts.access import Access, may, opened_to, reader_of
from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.returns.models import PlanAction
from resilience.returns.plans.addressed import At, team_at
from resilience.returns.plans.assuring import add_action, close_action
from resilience.returns.plans.assuring import assure as assure_plan
from resilience.returns.plans.forms import Action, Assure, Done
from resilience.returns.plans.row_forms import Seen
from resilience.returns.plans.rules import (
    FOLLOWING,
    why_not_assure,
    why_not_follow,
    why_not_own,
)
from resilience.returns.plans.views import form_page, held, posted
from resilience.returns.plans.writing import latest

following = Access(
    "who may " + " or ".join(right.label for right in FOLLOWING),
    lambda reader: any(reader.may(right) for right in FOLLOWING),
)


@opened_to(may(Right.ASSURE_PLANS))
@keeps_what_was_typed
@form_page
def assure(request: HttpRequest, programme: str, year: str, team: str) -> HttpResponseBase:
    """Say what was found of the latest plan, why, and what is to be done."""
    reader = reader_of(request)
    of = team_at(reader, programme, year, team)
    plan = latest(of)
    if plan is None or why_not_assure(of.organisation, reader):
        raise Http404
    form = Assure(posted(request), initial={"seen": plan.number} | held(request))
    if form.is_valid():
        try:
            assure_plan(by=reader, of=of, at=timezone.now(), **form.told)
        except Refused as refused:
            _refused(form, refused, of)
        else:
            messages.success(request, "What you found is kept, and the team is told.")
            return redirect("returns:plan", programme, year, team)
    context = {"of": of, "plan": plan, "form": form, "why_not": why_not_own(plan.by, reader)}
    return render(request, "returns/plans_assure.html", context)


@opened_to(following)
@keeps_what_was_typed
@form_page
def add(request: HttpRequest, programme: str, year: str, team: str) -> HttpResponseBase:
    """Add something that is to be done about the latest plan."""
    reader = reader_of(request)
    of = team_at(reader, programme, year, team)
    plan = latest(of)
    if plan is None or why_not_follow(of.organisation, reader):
        raise Http404
    form = Action(posted(request), initial={"seen": plan.number} | held(request))
    if form.is_valid():
        try:
            add_action(by=reader, of=of, at=timezone.now(), **form.told)
        except Refused as refused:
            _refused(form, refused, of)
        else:
            messages.success(request, "The action is kept.")
            return redirect("returns:plan", programme, year, team)
    return render(request, "returns/plans_action.html", {"of": of, "form": form})


@opened_to(following)
@keeps_what_was_typed
@form_page
def done(
    request: HttpRequest, programme: str, year: str, team: str, action: int
) -> HttpResponseBase:
    """Say that an action was done, and what came of it."""
    reader = reader_of(request)
    of = team_at(reader, programme, year, team)
    every = PlanAction.objects.visible_to(reader).filter(
        plan__programme=of.pack.id, plan__year=of.year.label, plan__team=of.organisation
    )
    found = get_object_or_404(every, pk=action)
    if why_not_follow(of.organisation, reader):
        raise Http404
    form = Done(posted(request), initial={"done": reader.day} | held(request))
    if form.is_valid():
        try:
            close_action(by=reader, of=of, action=found.pk, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "It is kept that this was done.")
            return redirect("returns:plan", programme, year, team)
    return render(request, "returns/plans_done.html", {"of": of, "form": form, "action": found})


def _refused(form: Seen, why: Refused, of: At) -> None:
    now = latest(of)
    form.refused(why, now.number if now else 0)
