"""Pages of what stands beside a memorandum: confidentiality agreements (D10.1) and financial
assistance (DB1.1, DB1.3, E33)."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.debug import sensitive_post_parameters

from resilience.accounts.access import reader_of
from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.roles import Right
from resilience.agreements.actions import assisting, confidentiality
from resilience.agreements.changing.beside_forms import Assist, NoteConfidentiality
from resilience.agreements.changing.forms import Because
from resilience.agreements.changing.page import act_page, initial
from resilience.agreements.models import Assistance
from resilience.cases.following.step_views import form_page, posted
from resilience.cases.following.views import case_of, seeing_cases
from resilience.programmes.local import in_force


@seeing_cases
@form_page
def note(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Note that there is a confidentiality agreement with a supplier, and its date."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    if not any(reader.may(one).holds(case.organisation_id) for one in confidentiality.NOTES_IT):
        raise Http404
    suppliers = confidentiality.suppliers_of(case)
    form = NoteConfidentiality(posted(request), suppliers=suppliers, initial=initial(request, case))
    return act_page(
        request,
        case,
        form,
        "agreements/confidentiality.html",
        act=confidentiality.note_confidentiality,
        done="It is noted. Both sides are told.",
        why_not=lambda now: confidentiality.why_not_note_confidentiality(now, reader),
        told=lambda: form.told,
    )


@seeing_cases
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def assist(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Record a separate agreement on financial assistance."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    if not reader.may(Right.APPROVE_SPENDING).holds(case.organisation_id):
        raise Http404
    pack = in_force(case.programme)
    form = Assist(posted(request), pack=pack, initial=initial(request, case, "criteria"))
    return act_page(
        request,
        case,
        form,
        "agreements/assist.html",
        act=assisting.agree_assistance,
        done="The agreement is recorded. Both sides are told.",
        why_not=lambda now: assisting.why_not_assist(now, reader),
        told=lambda: form.told,
        ending=pack.ending,
    )


@seeing_cases
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def withdraw(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """Withdraw financial assistance."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    found = Assistance.objects.visible_to(reader)
    assistance = get_object_or_404(found, case=case, pk=number)
    if not reader.may(Right.APPROVE_SPENDING).holds(case.organisation_id):
        raise Http404
    form = Because(posted(request), initial=initial(request, case))
    return act_page(
        request,
        case,
        form,
        "agreements/withdraw_assistance.html",
        act=assisting.withdraw_assistance,
        done="The financial assistance is withdrawn. Both sides are told.",
        why_not=lambda now: "It was withdrawn already." if assistance.ended else "",
        told=lambda: form.cleaned_data | {"assistance": assistance},
        assistance=assistance,
    )
