"""Pages beside an assessment: what people answer, a safety concern, what earlier help did."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from resilience.accounts.access import reader_of
from resilience.accounts.held import held_form, keeps_what_was_typed
from resilience.accounts.rules import Refused
from resilience.cases.actions.placing import escalate, review_support
from resilience.cases.assessing.evidence import evidence_of
from resilience.cases.assessing.forms import Escalate
from resilience.cases.assessing.judging import Judging
from resilience.cases.assessing.shown import by_domain
from resilience.cases.assessing.views import assessing, case_to_assess
from resilience.cases.following.shown import Shown
from resilience.cases.following.step_views import form_page, posted
from resilience.cases.following.views import case_of
from resilience.cases.rules import why_not
from resilience.cases.steps import STEPS
from resilience.look.words import plural
from resilience.programmes.answering import form_for
from resilience.programmes.local import in_force


@assessing
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def judge(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Answer the criteria that people judge or report, as many as one knows something of."""
    reader = reader_of(request)
    case = case_to_assess(reader, reference)
    pack = in_force(case.programme)
    typed = held_form(request) or QueryDict()
    judging = Judging(posted(request), pack=pack, case=case, reader=reader, typed=typed)
    if request.method == "POST":
        if entered := judging.save():
            messages.success(
                request, f"Recorded under {plural(len(entered), 'criterion', 'criteria')}."
            )
            return redirect("cases:assess", reference)
        if not judging.errors:
            messages.info(request, "You answered nothing, so nothing was recorded.")
            return redirect("cases:assess", reference)
    evidence = evidence_of(case, reader)
    known = {
        one.criterion.id: one
        for _, of_it in by_domain(reader, case, pack, evidence.criteria, evidence.context)
        for one in of_it
    }
    context = {"case": case, "pack": pack, "judging": judging, "known": known}
    return render(request, "cases/judge.html", context)


@assessing
@form_page
def passed_on(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Record that a safety concern was passed on outside this system (GC.00)."""
    reader = reader_of(request)
    case = case_to_assess(reader, reference)
    step, deciding = STEPS["escalate_safety"], in_force(case.programme).deciding
    why = why_not(step, case, reader)
    if deciding is None or (why and request.method != "POST"):
        return render(request, "cases/closed.html", {"case": case, "step": step, "why_not": why})
    initial = {"seen": case.version, "day": reader.day}
    form = Escalate(posted(request), deciding=deciding, initial=initial)
    if form.is_valid():
        try:
            escalate(by=reader, case=case, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            case = case_of(reader, reference)
            form.refused(refused, case)
        else:
            messages.success(request, "Recorded: the concern was passed on. Help goes on.")
            return redirect("cases:case", reference)
    context = {"case": case, "form": form, "step": step, "why_not": why}
    return render(request, "cases/escalate.html", context)


@assessing
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def continuing(request: HttpRequest, reference: str) -> HttpResponseBase:
    """What earlier help did, by the five lines of enquiry (G8.5)."""
    reader = reader_of(request)
    case = case_to_assess(reader, reference)
    step, pack = STEPS["review_support"], in_force(case.programme)
    why = why_not(step, case, reader)
    if pack.deciding is None or (why and request.method != "POST"):
        return render(request, "cases/closed.html", {"case": case, "step": step, "why_not": why})
    asked = pack.form(pack.deciding.continuing_form)
    before = case.continuing_reviews.in_force().first()
    held = held_form(request)
    stored = (before.answers if before else {}) | (held.dict() if held else {})
    form: Any = form_for(asked.parts[0], stored, menu=pack.menu, data=posted(request))
    seen = case.version
    if form.is_bound:
        given = request.POST.get("seen", "")
        seen = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
    if form.is_valid():
        try:
            review_support(by=reader, case=case, seen=seen, at=timezone.now(), answers=form.answers)
        except Refused as refused:
            case = case_of(reader, reference)
            seen = case.version
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Kept: it is frozen with the next assessment.")
            return redirect("cases:case", reference)
    context = {"case": case, "form": form, "asked": asked, "seen": seen, "why_not": why}
    context |= {"shown": Shown(case, reader), "before": before}
    return render(request, "cases/continuing.html", context)
