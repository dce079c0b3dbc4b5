"""Pages on which money of section 96 is asked for, granted or not, and its agreement is named."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from resilience.accounts.access import Access, may, opened_to, reader_of
from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.accounts.seers import who_sees
from resilience.accounts.tiers import Tier
from resilience.clusters.addressed import At
from resilience.clusters.bands import band_of
from resilience.clusters.models import AssistanceRequest
from resilience.clusters.offers.forms import Seen
from resilience.clusters.response.addressed import response_at
from resilience.clusters.response.forms import AgreementForm, DecideForm, MoneyForm
from resilience.clusters.response.money import (
    agreements_for,
    ask_for_money,
    criteria_of,
    decide,
    name_agreement,
    take_back,
    unmet_of,
    why_not_for,
)
from resilience.clusters.response.rules import (
    ASKING,
    why_not_ask_money,
    why_not_decide,
    why_not_take_back,
)
from resilience.clusters.response.shown import status_seen
from resilience.clusters.typed import held, posted

State = AssistanceRequest.State
form_page = require_http_methods(["GET", "HEAD", "POST"])
asking = Access(
    "who may " + " or ".join(right.label for right in ASKING),
    lambda reader: any(reader.may(right) for right in ASKING),
)


@opened_to(asking)
@keeps_what_was_typed
@form_page
def ask_one(request: HttpRequest, programme: str, code: str) -> HttpResponseBase:
    """Ask for money for a practice."""
    reader = reader_of(request)
    of = response_at(reader, programme, code)
    if why_not_ask_money(of.organisation, reader) or not criteria_of(of.pack):
        raise Http404
    form = MoneyForm(posted(request), initial=held(request), criteria=criteria_of(of.pack))
    if form.is_valid():
        try:
            ask_for_money(
                by=reader,
                practice=of.organisation,
                pack=of.pack,
                pence=form.cleaned_data["pence"],
                purpose=form.cleaned_data["purpose"],
                criteria=form.criteria,
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "It is asked for. Somebody else decides.")
            return redirect("clusters:response", code, programme)
    context = {
        "of": of,
        "form": form,
        "why_not": why_not_for(band_of(programme, of.organisation.pk), of.pack),
        "seers": [
            ("What you write is read by", who_sees(of.organisation, Tier.COMMISSIONER, reader.day))
        ],
    }
    return render(request, "clusters/response_ask.html", context)


@opened_to(may(Right.APPROVE_SPENDING))
@keeps_what_was_typed
@form_page
def decide_one(request: HttpRequest, programme: str, code: str, number: int) -> HttpResponseBase:
    """Grant money, or do not."""
    reader = reader_of(request)
    of, found = _request(reader, programme, code, number)
    if not reader.may(Right.APPROVE_SPENDING).holds(of.organisation):
        raise Http404
    form = DecideForm(posted(request), initial={"seen": found.version} | held(request))
    if form.is_valid():
        try:
            decide(
                by=reader,
                request=found,
                pack=of.pack,
                seen=form.cleaned_data["seen"],
                granted=form.cleaned_data["granted"] == "yes",
                why=form.cleaned_data["why"],
                at=timezone.now(),
            )
        except Refused as refused:
            form.refused(refused, AssistanceRequest.objects.get(pk=found.pk).version)
        else:
            messages.success(request, "It is decided. The practice and who asked are told.")
            return redirect("clusters:response", code, programme)
    settled = found.state != State.ASKED and request.method != "POST"
    context = {
        "of": of,
        "asked": found,
        "criteria": criteria_of(of.pack),
        "unmet": unmet_of(found, of.pack),
        "status": status_seen(of, reader),
        "form": form,
        "why_not": f"This was settled: {found.get_state_display().lower()}."
        if settled
        else why_not_decide(found, reader),
    }
    return render(request, "clusters/response_decide.html", context)


@opened_to(asking)
@form_page
def take_back_one(request: HttpRequest, programme: str, code: str, number: int) -> HttpResponseBase:
    """Take back a request."""
    reader = reader_of(request)
    of, found = _request(reader, programme, code, number)
    if why_not_ask_money(of.organisation, reader):
        raise Http404
    form = Seen(posted(request), initial={"seen": found.version})
    settled = "" if found.state == State.ASKED else "This was settled already."
    why_not = settled or why_not_take_back(found, reader)
    if form.is_valid():
        try:
            take_back(by=reader, request=found, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            why_not = str(refused)
        else:
            messages.success(request, "The request is taken back.")
            return redirect("clusters:response", code, programme)
    context = {"of": of, "asked": found, "form": form, "why_not": why_not}
    return render(request, "clusters/response_take_back.html", context)


@opened_to(may(Right.APPROVE_SPENDING))
@form_page
def agreement_one(request: HttpRequest, programme: str, code: str, number: int) -> HttpResponseBase:
    """Say which separate agreement a request led to."""
    reader = reader_of(request)
    of, found = _request(reader, programme, code, number)
    if not reader.may(Right.APPROVE_SPENDING).holds(of.organisation):
        raise Http404
    agreements = agreements_for(found, reader)
    initial = {"seen": found.version}
    form = AgreementForm(posted(request), initial=initial, agreements=agreements)
    if form.is_valid():
        try:
            chosen = form.found[form.cleaned_data["agreement"]]
            seen = form.cleaned_data["seen"]
            name_agreement(by=reader, request=found, seen=seen, assistance=chosen)
        except Refused as refused:
            form.refused(refused, AssistanceRequest.objects.get(pk=found.pk).version)
        else:
            messages.success(request, "The agreement is named.")
            return redirect("clusters:response", code, programme)
    why_not = "No separate agreement of this practice is recorded yet." if not agreements else ""
    if found.state != State.GRANTED or found.assistance_id:
        why_not = "An agreement is named once, for a request that was granted."
    context = {"of": of, "asked": found, "form": form, "why_not": why_not}
    return render(request, "clusters/response_agreement.html", context)


def _request(
    reader: Reader, programme: str, code: str, number: int
) -> tuple[At, AssistanceRequest]:
    of = response_at(reader, programme, code)
    every = AssistanceRequest.objects.visible_to(reader).filter(
        organisation=of.organisation, programme=programme
    )
    found = every.select_related("organisation", "asked_for", "case")
    return of, get_object_or_404(found, pk=number)
