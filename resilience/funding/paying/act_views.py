"""Pages of acts on money that is committed: changing it, approving invoices, recording what finance
paid and what came back, and taking an entry back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from resilience.accounts.access import reader_of
from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.agreements.changing.page import act_page, initial
from resilience.cases.following.step_views import form_page, posted
from resilience.cases.following.views import case_of, seeing_cases
from resilience.cases.models import Case
from resilience.funding.actions.committing import vary_commitment
from resilience.funding.actions.correcting import reverse, right_to_reverse
from resilience.funding.actions.paying import (
    approve_invoice,
    record_payment,
    record_recovery,
    why_not_approve,
)
from resilience.funding.bearing_help import why_not_help
from resilience.funding.books.bearing import left_to_pay, settled
from resilience.funding.models import Commitment, Entry
from resilience.funding.paying.act_forms import Approve, Reverse, Settle, Vary
from resilience.programmes.local import in_force

Act = Callable[..., Any]
TO = "funding:money"


def without_case(act: Act) -> Act:
    """An act that finds its case by what it is done with."""
    return lambda case, **told: act(**told)


def _commitment(reader: Reader, case: Case, number: int) -> Commitment:
    seen = Commitment.objects.visible_to(reader).select_related("pot__holder", "payee", "case")
    return get_object_or_404(seen, case=case, number=number)


def _entry(case: Case, number: int) -> Entry:
    found = Entry.objects.filter(commitment__case=case)
    return get_object_or_404(
        found.select_related("commitment__case", "pot__holder", "stage"), pk=number
    )


def _must(reader: Reader, right: Right, over: int) -> None:
    if not reader.may(right).holds(over):
        raise Http404


@seeing_cases
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def vary(request: HttpRequest, reference: str, commitment: int, stage: int) -> HttpResponseBase:
    """Change what is committed in a payment."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    _must(reader, Right.COMMIT_MONEY, case.organisation_id)
    one = _commitment(reader, case, commitment)
    part = get_object_or_404(one.stages, number=stage)
    begin = {"pence": part.pence} | initial(request, case)
    form = Vary(posted(request), initial=begin)
    return act_page(
        request,
        case,
        form,
        "funding/case_vary.html",
        act=without_case(vary_commitment),
        done="The sum is changed. The practice and the local team are told.",
        why_not=lambda now: "",
        to=TO,
        told=lambda: form.cleaned_data | {"commitment": one, "stage": part},
        one=one,
        part=part,
        why_not_more=why_not_help(one, reader.day),
    )


@seeing_cases
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def invoice(request: HttpRequest, reference: str, commitment: int) -> HttpResponseBase:
    """Approve an invoice for a payment, having seen what it asks for."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    _must(reader, Right.APPROVE_INVOICES, case.organisation_id)
    one = _commitment(reader, case, commitment)
    parts = [part for part in one.stages.all() if part.pence > part.invoiced]
    begin = initial(request, case)
    asked = request.GET.get("part", "")
    if part := next((part for part in parts if str(part.number) == asked), None):
        begin = {"stage": asked, "pence": part.pence - part.invoiced} | begin
    form = Approve(posted(request), parts=parts, initial=begin)
    nothing = "" if parts else "All that is committed is approved: raise a payment first."
    return act_page(
        request,
        case,
        form,
        "funding/case_invoice.html",
        act=without_case(approve_invoice),
        done="The invoice is approved. The practice and the local team are told.",
        why_not=lambda now: why_not_approve(one, reader) or nothing,
        to=TO,
        told=lambda: form.told | {"commitment": one},
        one=one,
        why_not_more=why_not_help(one, reader.day),
    )


@seeing_cases
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def pay(request: HttpRequest, reference: str, entry: int) -> HttpResponseBase:
    """Record what finance paid of an invoice."""
    title = "Record a payment"
    about = "What the finance team paid, as its ledger has it. This service pays nobody."
    return _settle(request, reference, entry, record_payment, left_to_pay, title, about)


@seeing_cases
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def recover(request: HttpRequest, reference: str, entry: int) -> HttpResponseBase:
    """Record what came back of what was paid."""

    def left(of: Entry) -> int:
        return settled(of).paid - settled(of).back

    title = "Record what came back"
    about = "Money that was paid and came back. It may then be used for something else."
    return _settle(request, reference, entry, record_recovery, left, title, about)


def _settle(
    request: HttpRequest,
    reference: str,
    entry: int,
    act: Act,
    left: Callable[[Entry], int],
    title: str,
    about: str,
) -> HttpResponseBase:
    reader = reader_of(request)
    case = case_of(reader, reference)
    of = _entry(case, entry)
    if of.kind != Entry.Kind.INVOICE or of.commitment is None:
        raise Http404
    _must(reader, Right.KEEP_BOOKS, of.pot.holder_id)
    begin = {"pence": left(of), "code": of.commitment.code} | initial(request, case)
    form = Settle(posted(request), pack=in_force(case.programme), initial=begin)
    nothing = "" if left(of) > 0 else "There is nothing left of this invoice to record."
    return act_page(
        request,
        case,
        form,
        "funding/case_settle.html",
        act=without_case(act),
        done="It is recorded. The practice and the local team are told.",
        why_not=lambda now: nothing,
        to=TO,
        told=lambda: form.cleaned_data | {"invoice": of},
        invoice=of,
        left=left(of),
        title=title,
        about=about,
    )


@seeing_cases
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def take_back(request: HttpRequest, reference: str, entry: int) -> HttpResponseBase:
    """Take an entry back by another with the opposite sum."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    of = _entry(case, entry)
    right, over = right_to_reverse(of)
    _must(reader, right, over)
    form = Reverse(posted(request), initial=initial(request, case))
    done = hasattr(of, "reversed_by") or of.reverses_id is not None
    return act_page(
        request,
        case,
        form,
        "funding/case_reverse.html",
        act=without_case(reverse),
        done="The entry is taken back, and both stay in the books.",
        why_not=lambda now: "It was taken back, or takes another back itself." if done else "",
        to=TO,
        told=lambda: form.cleaned_data | {"entry": of},
        entry=of,
        today=timezone.localdate(),
    )
