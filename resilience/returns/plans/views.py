"""A team's delivery plan: reading it, its versions, and writing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from resilience.accounts.access import may, opened_to, reader_of, sees
from resilience.accounts.held import held_form, keeps_what_was_typed
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.accounts.tiers import Tier
from resilience.funding.models import Pot
from resilience.organisations.models import Organisation
from resilience.returns.models import DeliveryPlan
from resilience.returns.plans.addressed import At, team_at
from resilience.returns.plans.compared import differences, lines
from resilience.returns.plans.forms import PlanForm, begun
from resilience.returns.plans.overview import line_of
from resilience.returns.plans.rules import (
    why_not_assure,
    why_not_follow,
    why_not_own,
    why_not_write,
)
from resilience.returns.plans.standing import standings
from resilience.returns.plans.writing import latest, partners_of, write_plan

form_page = require_http_methods(["GET", "HEAD", "POST"])
reading = opened_to(sees(Tier.COUNTS))
writing = opened_to(may(Right.WORK_CASES))


def posted(request: HttpRequest) -> Any:
    """What a form is bound to."""
    return request.POST if request.method == "POST" else None


def held(request: HttpRequest) -> dict[str, Any]:
    """What was typed before one was signed out."""
    lists = dict(held_form(request) or {}).items()
    return {name: values if len(values) > 1 else values[0] for name, values in lists if values}


@reading
@require_safe
def plan(request: HttpRequest, programme: str, year: str, team: str) -> HttpResponseBase:
    """The latest plan, beside what the books say; who was told of it, how it was assured, and what
    is to be done."""
    reader = reader_of(request)
    of = team_at(reader, programme, year, team)
    stands = standings(of.pack, of.year, [of.team], reader.day)[of.team.pk]
    sees_cases = reader.sees(Tier.COMMISSIONER).holds(of.organisation)
    assured = of.organisation.delivery_plans.filter(programme=of.pack.id, year=of.year.label)
    context = {
        "of": of,
        "stands": stands,
        "line": line_of(stands, sees_cases, reader.day),
        "sees_cases": sees_cases,
        "versions": list(assured.select_related("acting_for").order_by("-number")),
        "assurances": _assurances(of),
        "late": {one.pk for one in stands.late_actions(reader.day)},
        "practices": _named(stands.reached | stands.to_tell) if sees_cases else {},
        "writes": not why_not_write(of.organisation, reader),
        "assures": not why_not_assure(of.organisation, reader),
        "own": bool(stands.plan and why_not_own(stands.plan.by, reader)),
        "follows": not why_not_follow(of.organisation, reader),
    }
    return render(request, "returns/plans_plan.html", context | _said(of, stands.plan, reader))


@reading
@require_safe
def version(
    request: HttpRequest, programme: str, year: str, team: str, number: int
) -> HttpResponseBase:
    """A version of the plan, with what changed since the one before."""
    of = team_at(reader_of(request), programme, year, team)
    every = DeliveryPlan.objects.filter(
        programme=of.pack.id, year=of.year.label, team=of.organisation
    )
    found = get_object_or_404(every.select_related("acting_for"), number=number)
    before = every.filter(number=number - 1).first()
    context = {
        "of": of,
        "plan": found,
        "lines": lines(found),
        "changes": differences(before, found) if before else [],
    }
    return render(request, "returns/plans_version.html", context)


@writing
@keeps_what_was_typed
@form_page
def write(request: HttpRequest, programme: str, year: str, team: str) -> HttpResponseBase:
    """Write the plan, or bring it up to date."""
    reader = reader_of(request)
    of = team_at(reader, programme, year, team)
    if why_not_write(of.organisation, reader):
        raise Http404
    before = latest(of)
    form = PlanForm(
        posted(request),
        initial=begun(before) | held(request),
        partners=partners_of(of.organisation, of.pack, reader.day),
    )
    if form.is_valid():
        try:
            write_plan(by=reader, of=of, at=timezone.now(), **form.told)
        except Refused as refused:
            now = latest(of)
            form.refused(refused, now.number if now else 0)
        else:
            messages.success(request, "The delivery plan is kept.")
            return redirect("returns:plan", programme, year, team)
    context = {"of": of, "before": before, "form": form}
    return render(request, "returns/plans_write.html", context | _said(of, before, reader))


def _said(of: At, plan: DeliveryPlan | None, reader: Reader) -> dict[str, Any]:
    """The shares that the books have, if somebody said them; and with whom the plan was not
    agreed."""
    pots = Pot.objects.visible_to(reader).filter(programme=of.pack.id, year=of.year.label)
    pot = pots.filter(holder=of.organisation).first()
    shares = pot.indicativeshares.last() if pot else None
    titles = of.pack.funding.intended if of.pack.funding else ()
    partners = partners_of(of.organisation, of.pack, reader.day)
    agreed = {one["code"] for one in plan.agreed_with} if plan else set()
    return {
        "pot": pot,
        "shares": shares,
        "meant": [(one.title, shares.shares.get(one.id, 0)) for one in titles] if shares else [],
        "not_agreed": [one for one in partners if one.code not in agreed] if plan else [],
    }


def _assurances(of: At) -> list[Any]:
    plans = of.organisation.delivery_plans.filter(programme=of.pack.id, year=of.year.label)
    return [
        made
        for one in plans.prefetch_related("assurances__acting_for").order_by("-number")
        for made in reversed(one.assurances.all())
    ]


def _named(codes: set[str]) -> dict[str, str]:
    return dict(Organisation.objects.filter(code__in=codes).values_list("code", "name"))
