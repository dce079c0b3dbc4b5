"""A filled-in form, checked and sent; and what somebody is told who has sent it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from resilience.accounts.access import reader_of
from resilience.accounts.holders import holders
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.accounts.seers import who_sees
from resilience.accounts.tiers import Tier
from resilience.cases.actions import refer
from resilience.cases.actions.referring import FORM, looked_at, why_not_send
from resilience.cases.asking.answers_shown import answers_shown, promised
from resilience.cases.asking.draft_pages import Place, fills_in, on_a_draft
from resilience.cases.asking.naming import told_of_practices
from resilience.cases.asking.progress import wrong_in
from resilience.cases.beginning import team_of, why_not_ask
from resilience.cases.contacts.queries import contact_of
from resilience.cases.models import Case, Draft
from resilience.programmes.answering import problems


@on_a_draft
def answers(request: HttpRequest, place: Place, draft: Draft) -> HttpResponseBase:
    """Everything that was answered. A request for help is sent from here; a plan is printed."""
    shown = {"place": place, "draft": draft, "parts": list(answers_shown(place, draft))}
    if place.form.id != FORM:
        return render(request, "cases/plan.html", shown | _to_print(place, draft))
    plan, why = plan_of(place), ""
    if request.method == "POST":
        sent = plan if "plan" in request.POST else None
        looked = request.POST.get("seen", "")
        try:
            case = refer(by=place.by, draft=draft, at=timezone.now(), plan=sent, seen=looked)
        except Refused as refused:
            why = str(refused)
        else:
            return redirect("cases:sent", case.reference)
    context = _before_sending(place, draft) | {"plan": plan, "why": why}
    return render(request, "cases/answers.html", shown | context)


@fills_in
@require_safe
def sent(request: HttpRequest, reference: str) -> HttpResponseBase:
    """A request that was sent: its reference, who deals with it and by when."""
    reader = reader_of(request)
    own = Case.objects.visible_to(reader).filter(route=Case.Route.SELF_REFERRAL)
    own = own.filter(reader.may(Right.FILL_IN).within("organisation"))
    case = get_object_or_404(own.select_related("organisation", "team"), reference=reference)
    running = case.clocks.filter(stopped=None, ended=None)
    context = {
        "case": case,
        "contact": contact_of(case.team, case.pack, reader.day) if case.team else None,
        "owed": [clock for clock in running.order_by("due") if clock.due],
    }
    return render(request, "cases/sent.html", context)


def _to_print(place: Place, draft: Draft) -> dict[str, Any]:
    request = replace(place, form=place.pack.form(FORM))
    return {
        "day": place.by.day,
        "finished": not wrong_in(place.pack, place.form, draft),
        "referral": request if request.draft() else None,
    }


def plan_of(place: Place) -> Draft | None:
    """The practice's finished plan on one sheet, which may go with its request."""
    plans = Draft.objects.unsent().visible_to(place.by).exclude(form=FORM)
    own = plans.filter(organisation=place.practice, programme=place.pack.id)
    for plan in own:
        if not problems(place.pack.form(plan.form), plan.answers, menu=place.pack.menu):
            return plan
    return None


def _before_sending(place: Place, draft: Draft) -> dict[str, Any]:
    by, practice = place.by, place.practice
    return {
        "seen": looked_at(draft),
        "lacks": why_not_ask(by, practice, place.pack.id) or why_not_send(draft, by.day),
        "differ": told_of_practices(draft).differ,
        "files": draft.attachments.defer("content"),
        "may_send": by.may(Right.REFER).holds(practice),
        "leads": holders(Right.REFER, practice, by.day).get(practice, []),
        "readers": who_sees(practice, Tier.COMMISSIONER, by.day),
        "team": team_of(practice, place.pack, by.day),
        "promised": promised(place.pack, by.day),
    }
