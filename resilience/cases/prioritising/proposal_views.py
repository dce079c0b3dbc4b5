"""Pages of a proposal: making one, reading it, putting cases in or out, accepting it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
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
from resilience.cases.actions.proposing import (
    accept_proposal,
    change_proposal,
    propose,
    why_not_put_in,
)
from resilience.cases.assessing.blind import unseen
from resilience.cases.models import Case, Proposal
from resilience.cases.prioritising.chosen import chosen
from resilience.cases.prioritising.footprint import footprint_of, placing_pack
from resilience.cases.prioritising.forms import Accept, Propose, Words
from resilience.cases.prioritising.proposed import COLUMNS, SHOWN, Proposed, table
from resilience.cases.prioritising.views import deciding, deliberating, form_page
from resilience.look import asked
from resilience.look.downloads import csv_file

PAGE = 25


def proposal_of(reader: Reader, programme: str, number: int) -> Proposal:
    """A proposal that the reader sees; else 404."""
    found = Proposal.objects.visible_to(reader).select_related("organisation")
    return get_object_or_404(found, programme=placing_pack(programme).id, pk=number)


def proposal_to_change(reader: Reader, programme: str, number: int) -> Proposal:
    """A proposal over which the reader decides; else 404."""
    proposal = proposal_of(reader, programme, number)
    if not reader.may(Right.DECIDE).holds(proposal.organisation):
        raise Http404
    return proposal


@deciding
@form_page
def new(request: HttpRequest, programme: str) -> HttpResponseBase:
    """State a budget, and have worked out whom to help with it."""
    footprint = footprint_of(request, reader_of(request), programme)
    if not footprint.decides:
        raise Http404
    form = Propose(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = propose(
                by=footprint.reader, footprint=footprint, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("cases:proposal", programme, made.pk)
    context = {"footprint": footprint, "pack": footprint.pack, "form": form}
    return render(request, "cases/proposal_new.html", context)


@deliberating
@require_safe
def proposal(request: HttpRequest, programme: str, number: int) -> HttpResponseBase:
    """A proposal: who is in, what it comes to, how firm it is."""
    reader = reader_of(request)
    shown = Proposed(proposal_of(reader, programme, number), reader)
    which = asked.one_of(request, "show", SHOWN) or "in"
    lines = shown.lines(which)
    if asked.one_of(request, "format", ("csv",)):
        name = ["proposal", programme, number]
        return csv_file(name, COLUMNS, table(shown))
    page = asked.page_of(request, Paginator(lines, PAGE))
    context = {"shown": shown, "which": which, "choices": SHOWN, "page": page}
    return render(request, "cases/proposal.html", context)


@deciding
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def change(request: HttpRequest, programme: str, number: int, reference: str) -> HttpResponseBase:
    """Put a case into a proposal or take it out, with a reason."""
    reader = reader_of(request)
    proposal = proposal_to_change(reader, programme, number)
    held = chosen(proposal)
    case = get_object_or_404(Case, reference=reference, pk__in=held)
    included = not held[case.pk]
    form = _words(request, f"Why {case.reference} is put {'in' if included else 'out'}")
    if form.is_valid():
        try:
            change_proposal(
                by=reader,
                proposal=proposal,
                case=case,
                included=request.POST.get("included") == "yes",
                reason=form.cleaned_data["text"],
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{reference} is {'in' if included else 'out'} now.")
            return redirect("cases:proposal", programme, number)
    why_not = why_not_put_in(proposal, held, case.pk) if included else ""
    if proposal.accepted:
        why_not = "The proposal was accepted: propose anew to change what is in it."
    context = {"proposal": proposal, "case": case, "included": included, "form": form}
    blind = bool(unseen(Case.objects.filter(pk=case.pk), reader))
    line = proposal.inputs["cases"][str(case.pk)]
    context |= {"why_not": why_not, "line": line, "blind": blind}
    return render(request, "cases/proposal_change.html", context)


@deciding
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def accept(request: HttpRequest, programme: str, number: int) -> HttpResponseBase:
    """Accept a proposal as it stands, with a reason."""
    reader = reader_of(request)
    proposal = proposal_to_change(reader, programme, number)
    seen = proposal.changes.count()
    form = Accept(_posted(request), label="Why you accept it", typed=_typed(request), seen=seen)
    if form.is_valid():
        try:
            accept_proposal(
                by=reader,
                proposal=proposal,
                seen=form.cleaned_data["seen"],
                why=form.cleaned_data["text"],
                at=timezone.now(),
            )
        except Refused as refused:
            form.refused(refused, seen)
        else:
            messages.success(request, "The proposal is accepted. No case is decided by it yet.")
            return redirect("cases:proposal", programme, number)
    why_not = "It was accepted already." if proposal.accepted else ""
    context = {"shown": Proposed(proposal, reader), "form": form, "why_not": why_not}
    return render(request, "cases/proposal_accept.html", context)


def _words(request: HttpRequest, label: str) -> Words:
    return Words(_posted(request), label=label, typed=_typed(request))


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _typed(request: HttpRequest) -> str:
    held = held_form(request)
    return str(held.get("text", "")) if held else ""
