"""The follow-up page of help, and the short pages on which something is noted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from resilience.accounts.access import reader_of
from resilience.accounts.held import held_form, keeps_what_was_typed
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.agreements.actions import delivered, following, measuring
from resilience.agreements.following.forms import ADDING, Ended, Judge, Measure, Noting
from resilience.agreements.following.shown import Followed
from resilience.agreements.models import Deliverable, Objective, Plan, plan_of
from resilience.agreements.planning.baselines import Baseline, baseline_of
from resilience.cases.following.forms import Acting
from resilience.cases.following.step_views import form_page, posted
from resilience.cases.following.views import case_of, seeing_cases
from resilience.cases.models import Case
from resilience.programmes.local import in_force

ENDING = {
    "action": ("When was it done?", "Done."),
    "milestone": ("When was it reached?", "The milestone is reached."),
    "risk": ("Close a risk", "The risk is closed."),
}
"""The words for what is over one day."""


@seeing_cases
@require_safe
def follow(request: HttpRequest, reference: str) -> HttpResponseBase:
    """How the help goes: objectives, reports, actions, contacts, deliverables and risks."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    plan = plan_of(case)
    shown = Followed(case, plan, reader) if plan else None
    return render(request, "agreements/follow.html", {"case": case, "shown": shown})


@seeing_cases
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def note(request: HttpRequest, reference: str, what: str) -> HttpResponseBase:
    """Note something of the help."""
    case, plan, reader = _followed(request, reference)
    adding = ADDING.get(what)
    if adding is None:
        raise Http404
    why = following.why_not_follow(case, reader)
    if plan is None or (why and request.method != "POST"):
        return _closed(request, case, adding.title, why)
    if adding.needs_supplier and not plan.helps.exclude(supplier=None).exists():
        return _closed(request, case, adding.title, "No supplier helps under this plan.")
    form = adding.form(posted(request), plan=plan, seen=case.version, initial=_typed(request))
    if form.is_valid():
        told = {"by": reader, "case": case, "at": timezone.now(), **form.told}
        if _done(form, adding.act, told, reader, reference):
            messages.success(request, adding.done)
            return redirect("agreements:follow", reference)
    return _form(request, case, form, adding.title, about=adding.about)


@seeing_cases
@form_page
def over(request: HttpRequest, reference: str, what: str, number: int) -> HttpResponseBase:
    """Note that an action was done, a milestone reached or a risk closed."""
    case, plan, reader = _followed(request, reference)
    if plan is None or what not in following.ENDINGS:
        raise Http404
    model, _, _ = following.ENDINGS[what]
    found: Any = get_object_or_404(model._default_manager.filter(plan=plan), pk=number)
    title, done = ENDING[what]
    why = following.why_not_follow(case, reader)
    if why and request.method != "POST":
        return _closed(request, case, title, why)
    form = Ended(posted(request), plan=plan, seen=case.version, initial={"on": reader.day})
    if form.is_valid():
        told = {"what": what, "number": number, "at": timezone.now(), **form.told}
        if _done(form, following.end, {"by": reader, "case": case, **told}, reader, reference):
            messages.success(request, done)
            return redirect("agreements:follow", reference)
    return _form(request, case, form, title, about=str(found))


@seeing_cases
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def deliverable(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """Accept what a supplier delivered, or send it back; or note that it came."""
    case, plan, reader = _followed(request, reference)
    of_it = Deliverable.objects.select_related("plan", "help__supplier")
    found = get_object_or_404(of_it.filter(plan=plan), pk=number)
    title = "Did it come?" if found.delivered is None else "Is it what was agreed?"
    why = following.why_not_follow(case, reader)
    if found.accepted:
        why = "It was accepted."
    if plan is None or (why and request.method != "POST"):
        return _closed(request, case, title, why)
    told = {"by": reader, "at": timezone.now()}
    form: Noting
    if found.delivered is None:
        form = Ended(posted(request), plan=plan, seen=case.version, initial={"on": reader.day})
        if form.is_valid():
            told |= {"deliverable": found, "on": form.cleaned_data["on"]}
            if _done(form, delivered.say_delivered, told, reader, reference):
                messages.success(request, "Noted that it was delivered.")
                return redirect("agreements:follow", reference)
    else:
        initial = _typed(request)
        form = Judge(posted(request), plan=plan, seen=case.version, initial=initial)
        if form.is_valid():
            told |= {"case": case, "seen": form.cleaned_data["seen"], "number": number}
            act: Any = delivered.accept
            if form.cleaned_data["accepted"] == "no":
                act, told = delivered.send_back, told | {"reason": form.cleaned_data["reason"]}
            if _done(form, act, told, reader, reference):
                messages.success(request, "The supplier is told.")
                return redirect("agreements:follow", reference)
    about = f"{found.help.supplier.name if found.help.supplier else ''}: {found.what}"
    return _form(request, case, form, title, about=about)


@seeing_cases
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def reading(request: HttpRequest, reference: str, objective: int) -> HttpResponseBase:
    """Measure an objective: take down its published figure, or say what was measured."""
    case, plan, reader = _followed(request, reference)
    of_it = get_object_or_404(Objective.objects.filter(plan=plan), pk=objective)
    title, why = "How does it stand now?", following.why_not_follow(case, reader)
    if plan is None or (why and request.method != "POST"):
        return _closed(request, case, title, why)
    told = {"by": reader, "case": case, "at": timezone.now(), "objective": objective}
    figure: Baseline | None = None
    act: Callable[..., object] = measuring.measure
    if of_it.indicator:
        figure = baseline_of(
            case.organisation, of_it.indicator, in_force(case.programme), reader.day
        )
        act = measuring.take_down
        form = Acting(posted(request), initial={"seen": case.version})
    else:
        initial = {"on": reader.day} | _typed(request)
        form = Measure(posted(request), plan=plan, seen=case.version, initial=initial)
    if form.is_valid() and _done(form, act, told | form.cleaned_data, reader, reference):
        messages.success(request, "It stands beside the baseline now.")
        return redirect("agreements:follow", reference)
    context: dict[str, Any] = {"objective": of_it, "figure": figure}
    return _form(request, case, form, title, template="agreements/reading.html", **context)


def _followed(request: HttpRequest, reference: str) -> tuple[Case, Plan | None, Reader]:
    """A case whose help the reader follows, and its plan."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    if not reader.may(Right.PLAN_HELP).holds(case.organisation_id):
        raise Http404
    return case, plan_of(case), reader


def _typed(request: HttpRequest) -> dict[str, Any]:
    held = held_form(request)
    return held.dict() if held else {}


def _done(form: Any, act: Any, told: dict[str, Any], reader: Reader, reference: str) -> bool:
    """Whether it could be done; else the form says why not, and keeps what was typed."""
    try:
        act(**told)
    except Refused as refused:
        form.refused(refused, case_of(reader, reference))
        return False
    return True


def _closed(request: HttpRequest, case: Case, title: str, why: str) -> HttpResponseBase:
    why = why or "There is no improvement plan yet."
    context = {"case": case, "title_of_it": title, "why_not": why}
    return render(request, "agreements/noting.html", context)


def _form(
    request: HttpRequest,
    case: Case,
    form: Any,
    title: str,
    *,
    template: str = "agreements/noting.html",
    about: str = "",
    **context: Any,
) -> HttpResponseBase:
    told = {"case": case, "form": form, "title_of_it": title, "about": about, "why_not": ""}
    return render(request, template, told | context)
