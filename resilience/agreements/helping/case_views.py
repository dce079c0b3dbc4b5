"""Pages of the business cases of a case: their list, one of them, writing it, putting it forward
and answering it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from resilience.accounts.access import Access, opened_to, reader_of
from resilience.accounts.held import held_form, keeps_what_was_typed
from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.accounts.tiers import Tier
from resilience.agreements.actions.business_cases import (
    answer_business_case,
    begin_business_case,
    change_business_case,
    submit_business_case,
    why_not_begin,
)
from resilience.agreements.helping import queries
from resilience.agreements.helping.approving import (
    helping_of,
    who_approves,
    who_may,
    why_not_approve,
)
from resilience.agreements.helping.forms import Answer, Begin, Forward, Written
from resilience.agreements.helping.missing import OPEN, TEXTS, bars_of, missing, why_not_change
from resilience.agreements.helping.services import suppliers
from resilience.agreements.models import BusinessCase
from resilience.cases.deciding.outcomes import kinds_of_help
from resilience.cases.following.step_views import form_page, posted
from resilience.cases.following.views import case_of
from resilience.cases.models import Case

seeing = opened_to(
    Access(
        "who deliberates, or may approve business cases for paid help",
        lambda reader: bool(reader.sees(Tier.DELIBERATION) or reader.may(Right.APPROVE_SPENDING)),
    )
)


def _case(reader: Reader, reference: str) -> Case:
    """A case of whose business cases the reader sees some; else 404."""
    case = case_of(reader, reference)
    if case.pack.helping is None:
        raise Http404
    scopes = (reader.sees(Tier.DELIBERATION), reader.may(Right.APPROVE_SPENDING))
    if not any(scope.holds(case.organisation_id) for scope in scopes):
        raise Http404
    return case


def _one(reader: Reader, reference: str, number: int, *, right: Right | None = None) -> Any:
    """A business case that the reader sees, over whose practice they have a right; else 404."""
    case = _case(reader, reference)
    if right and not reader.may(right).holds(case.organisation_id):
        raise Http404
    seen = BusinessCase.objects.visible_to(reader).select_related(
        "case__organisation", "organisation", "supplier"
    )
    return get_object_or_404(seen, case=case, number=number)


@seeing
@require_safe
def business_cases(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The business cases of a case."""
    reader = reader_of(request)
    case = _case(reader, reference)
    context = {
        "case": case,
        "rows": queries.of_case(case, reader),
        "kinds": dict(kinds_of_help(case.pack)),
        "may_begin": not why_not_begin(case, reader),
    }
    return render(request, "agreements/business_cases.html", context)


@seeing
@form_page
def begin(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Begin one, with the words of the sample for its kind of support."""
    reader = reader_of(request)
    case = _case(reader, reference)
    if not reader.may(Right.PLAN_HELP).holds(case.organisation_id):
        raise Http404
    form = Begin(posted(request), kinds=kinds_of_help(case.pack))
    if form.is_valid():
        try:
            category = form.cleaned_data["category"]
            made = begin_business_case(by=reader, case=case, category=category, at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("agreements:business_case_change", reference, made.number)
    context = {"case": case, "form": form, "why_not": why_not_begin(case, reader)}
    return render(request, "agreements/business_case_begin.html", context)


@seeing
@require_safe
def business_case(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """One business case: what it says, where it stands, and who approves it."""
    reader = reader_of(request)
    one = _one(reader, reference, number)
    helping = helping_of(one.case.programme)
    writes = not why_not_begin(one.case, reader) and one.state in OPEN
    context = {
        "one": one,
        "case": one.case,
        "kind": dict(kinds_of_help(one.case.pack)).get(one.category, one.category),
        "texts": [(label, getattr(one, name)) for name, label in TEXTS.items() if name != "title"],
        "way": {way.id: way.title for way in helping.buying}.get(one.buying, ""),
        "answered_by": _name_of(one.answered_by),
        "writes": writes,
        "missing": missing(one) if writes else [],
        "answers": not why_not_approve(one, reader),
        "approved_by": who_approves(one) if one.cost else "",
        "able": who_may(one, reader.day) if one.state == BusinessCase.State.SUBMITTED else [],
    }
    return render(request, "agreements/business_case.html", context)


@seeing
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def change(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """Write it, in as many goes as it takes."""
    reader = reader_of(request)
    one = _one(reader, reference, number, right=Right.PLAN_HELP)
    held = held_form(request)
    form = Written(
        posted(request),
        ways=helping_of(one.case.programme).buying,
        suppliers=suppliers(),
        initial=_as_it_stands(one) | (held.dict() if held else {}),
    )
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            change_business_case(by=reader, business_case=one, seen=seen, **form.told)
        except Refused as refused:
            one.refresh_from_db()
            form.refused(refused, one.version)
        else:
            messages.success(request, "It is kept. It goes to nobody until it is put forward.")
            return redirect("agreements:business_case", reference, number)
    why_not = why_not_begin(one.case, reader) or why_not_change(one)
    return _page(request, "agreements/business_case_change.html", one, form, why_not)


@seeing
@form_page
def submit(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """Put it forward to those who may approve what it costs."""
    reader = reader_of(request)
    one = _one(reader, reference, number, right=Right.PLAN_HELP)
    form = Forward(posted(request), bars=bars_of(one), seen=one.version)
    if form.is_valid():
        told = {"seen": form.cleaned_data["seen"], "paid_for": form.paid_for}
        try:
            submit_business_case(by=reader, business_case=one, at=timezone.now(), **told)
        except Refused as refused:
            one.refresh_from_db()
            form.refused(refused, one.version)
        else:
            messages.success(request, "It is put forward, and those who may approve it are told.")
            return redirect("agreements:business_case", reference, number)
    why_not = why_not_begin(one.case, reader) or why_not_change(one)
    if not why_not and (lacks := missing(one)):
        why_not = "It is not complete. " + " ".join(lacks)
    page = "agreements/business_case_submit.html"
    more = {"approved_by": who_approves(one), "able": who_may(one, reader.day)}
    return _page(request, page, one, form, why_not, **more)


@seeing
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def answer(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """Approve it, send it back or reject it."""
    reader = reader_of(request)
    one = _one(reader, reference, number, right=Right.APPROVE_SPENDING)
    held = held_form(request)
    form = Answer(posted(request), initial={"seen": one.version} | (held.dict() if held else {}))
    if form.is_valid():
        try:
            told = form.cleaned_data
            answer_business_case(by=reader, business_case=one, at=timezone.now(), **told)
        except Refused as refused:
            one.refresh_from_db()
            form.refused(refused, one.version)
        else:
            messages.success(request, "Your answer is kept, and whoever wrote it is told.")
            return redirect("agreements:business_case", reference, number)
    page, why_not = "agreements/business_case_answer.html", why_not_approve(one, reader)
    return _page(request, page, one, form, why_not)


def _name_of(actor: str) -> str:
    key = actor.removeprefix("person ")
    person = User.objects.filter(key=key).first() if key else None
    return person.name if person else ""


def _as_it_stands(one: BusinessCase) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in (*TEXTS, "cost", "buying")}
    return told | {"supplier": one.supplier.code if one.supplier else "", "seen": one.version}


def _page(
    request: HttpRequest, template: str, one: BusinessCase, form: Any, why_not: str, **more: Any
) -> HttpResponseBase:
    context = {"one": one, "case": one.case, "form": form, "why_not": why_not}
    return render(request, template, context | more)
