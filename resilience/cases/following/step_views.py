"""Pages on which somebody does something with a case. What they typed is kept whenever it is not
done, and what changed meanwhile is told."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from resilience.accounts.access import reader_of
from resilience.accounts.held import held_form, keeps_what_was_typed
from resilience.accounts.holders import holders
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.cases.actions import hand_over, state_support, take
from resilience.cases.actions.supporting import spoken_for
from resilience.cases.following.forms import HandOver, SpeaksFor, StepForm
from resilience.cases.following.shown import SUPPORT
from resilience.cases.following.views import case_of, seeing_cases
from resilience.cases.models import Case, SupportStatement
from resilience.cases.rules import may_state_support, why_not
from resilience.cases.steps import STEPS, Step
from resilience.organisations.models import Organisation
from resilience.programmes.answering import form_for
from resilience.programmes.local import in_force

form_page = require_http_methods(["GET", "HEAD", "POST"])
TOLD = {
    "practice": "The practice is told",
    "team": "The local team is told",
    "supporters": "its commissioner and committee are told",
    "raiser": "who raised a concern is told",
}


def posted(request: HttpRequest) -> Any:
    """What a form is bound to."""
    return request.POST if request.method == "POST" else None


@seeing_cases
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def step(request: HttpRequest, reference: str, step: str) -> HttpResponseBase:
    """Take a step of the table, or be told why it is not open and what would open it."""
    reader = reader_of(request)
    case, asked = case_of(reader, reference), STEPS.get(step)
    if asked is None or not reader.may(asked.right).holds(case.organisation_id):
        raise Http404
    if asked.page:
        return redirect(asked.page, reference)
    held = held_form(request)
    typed = str(held.get("text", "")) if held else ""
    form = StepForm(posted(request), step=asked, seen=case.version, typed=typed)
    if form.is_valid():
        told = form.cleaned_data
        try:
            take(by=reader, case=case, step=step, at=timezone.now(), **told)
        except Refused as refused:
            case = case_of(reader, reference)
            form.refused(refused, case)
        else:
            messages.success(request, _done(asked))
            return redirect("cases:case", reference)
    context = {"step": asked, "why_not": why_not(asked, case, reader)}
    return _page(request, "cases/step.html", case, form, **context)


def step_page(
    request: HttpRequest, case: Case, step: Step, *, seen: int, typed: str
) -> HttpResponseBase:
    """The page of a step, with what somebody wrote on another one."""
    form = StepForm(None, step=step, seen=seen, typed=typed)
    sent_to = reverse("cases:step", args=[case.reference, step.id])
    return _page(request, "cases/step.html", case, form, step=step, why_not="", sent_to=sent_to)


@seeing_cases
@form_page
def give(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Give a case to somebody who may answer it."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    if not reader.may(Right.WORK_CASES).holds(case.organisation_id):
        raise Http404
    able = holders(Right.WORK_CASES, case.organisation, reader.day)
    form = HandOver(posted(request), able=able, seen=case.version, to=case.handler, by=reader)
    if form.is_valid():
        to, seen = form.chosen, form.cleaned_data["seen"]
        try:
            hand_over(by=reader, case=case, to=to, seen=seen, at=timezone.now())
        except Refused as refused:
            case = case_of(reader, reference)
            form.refused(refused, case)
        else:
            who = "You deal" if to == reader.user else f"{to.name} deals"
            messages.success(request, f"{who} with {reference} from now on.")
            return redirect("cases:case", reference)
    return _page(request, "cases/hand_over.html", case, form)


@seeing_cases
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def support(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Say whether the organisation one acts for supports a request (GB4.1, GB4.2)."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    own = spoken_for(reader, case)
    if not own:
        raise Http404
    held = held_form(request) or QueryDict()
    asked = posted(request) or (held if "said_for" in held else request.GET)
    said_for = own[0]
    if len(own) > 1:
        choose = SpeaksFor(asked or None, own=own)
        if not choose.is_valid():
            return _page(request, "cases/support_for.html", case, choose)
        said_for = next(one for one in own if one.code == choose.cleaned_data["said_for"])
    pack = in_force(case.programme)
    part, *_ = pack.form(SUPPORT).parts
    before = _said_before(case, said_for) | held.dict()
    form = form_for(part, before, menu=pack.menu, data=posted(request))
    seen = case.version
    if form.is_valid():
        said = {"statement": "", "priority": ""} | form.answers
        seen = _seen(request)
        try:
            state_support(
                by=reader, case=case, said_for=said_for, seen=seen, at=timezone.now(), **said
            )
        except Refused as refused:
            case = case_of(reader, reference)
            seen = case.version
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Your statement is with the local team.")
            return redirect("cases:case", reference)
    elif form.is_bound:
        seen = _seen(request)
    why = "" if may_state_support(case, reader) else "Statements are taken while a case is open."
    context = {"asked": pack.form(SUPPORT), "seen": seen, "why_not": why}
    context |= {"said_for": said_for, "others": len(own) > 1}
    return _page(request, "cases/support.html", case, form, **context)


def _page(
    request: HttpRequest, template: str, case: Case, form: Any, **context: Any
) -> HttpResponseBase:
    return render(request, template, {"case": case, "form": form, **context})


def _said_before(case: Case, said_for: Organisation) -> dict[str, str]:
    """What an organisation said, to be written anew."""
    own = case.statements.in_force().filter(said_for=said_for)
    before: SupportStatement | None = own.first()
    if before is None:
        return {}
    said = {name: getattr(before, name) for name in ("supports", "statement", "priority")}
    return {name: value for name, value in said.items() if value}


def _seen(request: HttpRequest) -> int:
    given = request.POST.get("seen", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def _done(step: Step) -> str:
    """What is said once it is done: what happened, and who is told of it."""
    told = [TOLD[side] for side in step.tells]
    return f"{step.happened}." + (f" {', and '.join(told)}." if told else "")
