"""Pages on which help ends: the exit review, and looking back at it later."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from resilience.accounts.access import reader_of
from resilience.accounts.held import held_form, keeps_what_was_typed
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.agreements.actions.exiting import begin_exit as begin_act
from resilience.agreements.actions.exiting import finish_exit
from resilience.agreements.actions.looking_back import look_back as keep_look_back
from resilience.agreements.actions.looking_back import why_not_look_back
from resilience.agreements.changing.page import act_page
from resilience.agreements.following.ended import looks_back
from resilience.agreements.following.exit_form import ExitForm
from resilience.agreements.following.forms import LookingBack
from resilience.agreements.following.review_told import earlier_help, told_of
from resilience.agreements.following.shown import Followed, sent_reports
from resilience.agreements.following.then_and_now import then_and_now
from resilience.agreements.models import ExitReview, plan_of
from resilience.agreements.rules import why_not
from resilience.cases.following.forms import StepForm
from resilience.cases.following.step_views import form_page, posted
from resilience.cases.following.views import case_of, seeing_cases
from resilience.cases.steps import STEPS
from resilience.programmes.local import in_force

BEGIN, END = STEPS["begin_exit_review"], STEPS["end_support"]


@seeing_cases
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def begin_exit(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Begin the exit review, or be told what has to be done before."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    if not reader.may(BEGIN.right).holds(case.organisation_id):
        raise Http404
    if case.state == "exit_review":
        return redirect("agreements:exit", reference)
    held = held_form(request)
    typed = str(held.get("text", "")) if held else ""
    return act_page(
        request,
        case,
        StepForm(posted(request), step=BEGIN, seen=case.version, typed=typed),
        "agreements/exit_begin.html",
        act=begin_act,
        done="The exit review has begun. The practice is told.",
        why_not=lambda now: why_not(BEGIN, now, reader),
        to="agreements:exit",
    )


@seeing_cases
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def exit_review(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Review the help before it ends; the review of a plan is read by all who see its case."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    pack, plan = in_force(case.programme), plan_of(case)
    reviews = ExitReview.objects.visible_to(reader).filter(case=case)
    done = reviews.select_related("plan", "acting_for").order_by("at", "pk").last()
    follows = reader.may(Right.PLAN_HELP).holds(case.organisation_id)
    context: dict[str, Any] = {"case": case, "pack": pack, "done": done}
    if done and case.state != "exit_review" and request.method != "POST":
        context["said_of_it"] = told_of(done, pack)
        return render(request, "agreements/exit_told.html", context)
    if not follows:
        raise Http404
    why = why_not(END, case, reader)
    if plan is None or pack.delivering is None or (why and request.method != "POST"):
        why = why or "There is no improvement plan whose end could be reviewed."
        return render(request, "agreements/exit.html", context | {"why_not": why})
    held = held_form(request)
    form = ExitForm(
        posted(request),
        plan=plan,
        pack=pack,
        delivering=pack.delivering,
        seen=case.version,
        typed=held.dict() if held else {},
    )
    if form.is_valid():
        try:
            made = finish_exit(by=reader, case=case, at=timezone.now(), **form.kept)
        except Refused as refused:
            form.refused(refused, case_of(reader, reference))
        else:
            messages.success(request, f"{made.get_outcome_display()}. The practice is told.")
            return redirect("agreements:exit", reference)
    shown = Followed(case, plan, reader)
    context |= {
        "form": form,
        "shown": shown,
        "reports": list(sent_reports(shown)),
        "asked": pack.form(pack.delivering.exit_form),
        "earlier": earlier_help(case, reader, pack),
    }
    return render(request, "agreements/exit.html", context)


@seeing_cases
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def look_back(request: HttpRequest, reference: str, months: int) -> HttpResponseBase:
    """The measured criteria then and now; what was kept is read by all who see the case."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    look = next((one for one in looks_back(case) if one.months == months), None)
    follows = reader.may(Right.PLAN_HELP).holds(case.organisation_id)
    if look is None or not (follows or look.done):
        raise Http404
    why = why_not_look_back(look, reader) if follows else ""
    context: dict[str, Any] = {"case": case, "look": look, "done": look.done, "why_not": why}
    if look.done and request.method != "POST":
        return render(request, "agreements/look_back.html", context | {"rows": look.done.evidence})
    if not follows:
        raise Http404
    held = held_form(request)
    form = LookingBack(posted(request), initial=held.dict() if held else None)
    if form.is_valid():
        words = form.cleaned_data["words"]
        try:
            keep_look_back(by=reader, case=case, months=months, at=timezone.now(), words=words)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Kept as it stands.")
            return redirect("agreements:look_back", reference, months)
    context |= {"form": form, "rows": then_and_now(case, reader)}
    return render(request, "agreements/look_back.html", context)
