"""Sharing one's answers with a person by name, and reading what somebody shares."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from resilience.accounts.access import may, opened_to, reader_of, sees, signed_in
from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.accounts.seers import who_sees
from resilience.accounts.tiers import Tier
from resilience.clusters.addressed import At
from resilience.clusters.models import Answered, SharedAnswers
from resilience.clusters.questionnaire.result import Result, result_of
from resilience.clusters.stocktake.addressed import own_practice
from resilience.clusters.stocktake.forms import ShareForm
from resilience.clusters.stocktake.sharing import (
    NOBODY,
    acting_near,
    end_sharing,
    found_person,
    note_reading,
    readings,
    why_not_until,
)
from resilience.clusters.stocktake.sharing import share as share_it
from resilience.clusters.typed import held, posted

form_page = require_http_methods(["GET", "HEAD", "POST"])
leading = opened_to(may(Right.REFER))


@leading
@keeps_what_was_typed
@form_page
def share(request: HttpRequest, code: str, programme: str, answered: int) -> HttpResponseBase:
    """Share one questionnaire: first with whom, then, once the person is shown by name and role,
    yes."""
    reader = reader_of(request)
    at = own_practice(reader, programme, code)
    rows = Answered.objects.visible_to(reader).filter(organisation=at.organisation)
    found = get_object_or_404(rows, programme=at.pack.id, pk=answered)
    form = ShareForm(posted(request), initial=held(request))
    whom = _whom(form, at, reader) if form.is_valid() else None
    if whom and request.POST.get("whom") == str(whom.key):
        try:
            share_it(by=reader, answered=found, whom=whom, **_told(form, at))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Shared with {whom.name}, who is told.")
            return redirect("clusters:shares_of_answers", code, programme)
    context = {
        "at": at,
        "answered": found,
        "form": form,
        "whom": whom if whom and form.is_valid() else None,
        "roles": acting_near(whom, at.organisation, reader.day) if whom else [],
        "limits": at.pack.stocktaking,
    }
    return render(request, "clusters/stocktake_share.html", context)


@opened_to(sees(Tier.PRACTICE))
@require_safe
def shares(request: HttpRequest, code: str, programme: str) -> HttpResponseBase:
    """With whom the practice shares or shared what, and when they read it."""
    reader = reader_of(request)
    at = own_practice(reader, programme, code)
    rows = _shares(reader, at).select_related("reader", "answered")
    context = {
        "at": at,
        "shares": [(one, one.is_on(reader.day), readings(one)) for one in rows],
        "may_share": reader.may(Right.REFER).holds(at.organisation),
        "seers": who_sees(at.organisation, Tier.PRACTICE, reader.day),
    }
    return render(request, "clusters/stocktake_shares.html", context)


@leading
@form_page
def end(request: HttpRequest, code: str, programme: str, number: int) -> HttpResponseBase:
    """Let somebody read it no longer."""
    reader = reader_of(request)
    at = own_practice(reader, programme, code)
    found = get_object_or_404(_shares(reader, at), pk=number)
    why_not = ""
    if request.method == "POST":
        try:
            end_sharing(by=reader, shared=found)
        except Refused as refused:
            why_not = str(refused)
        else:
            messages.success(request, f"{found.reader.name} can read it no longer.")
            return redirect("clusters:shares_of_answers", code, programme)
    context = {"at": at, "shared": found, "why_not": why_not}
    return render(request, "clusters/stocktake_end_sharing.html", context)


@opened_to(signed_in)
@require_safe
def shared(request: HttpRequest, programme: str, number: int) -> HttpResponseBase:
    """What a practice shares with the reader: the result, or every answer too. The practice sees
    that it was read."""
    reader = reader_of(request)
    rows = SharedAnswers.objects.read_by(reader).filter(answered__programme=programme)
    found = get_object_or_404(rows.select_related("answered", "organisation"), pk=number)
    result = result_of(found.answered)
    every = found.what == SharedAnswers.What.ANSWERS
    note_reading(by=reader, shared=found)
    context = {
        "shared": found,
        "result": result if every else Result(result.questionnaire, {}, result.scores),
        "every": every,
    }
    return render(request, "clusters/stocktake_shared.html", context)


def _whom(form: ShareForm, at: At, reader: Reader) -> User | None:
    """The person of the form; none, and an error, for nobody of the area or an unfit day."""
    asked = form.cleaned_data
    person = found_person(asked["email"], at.organisation, reader.day)
    if person is None:
        form.add_error("email", NOBODY)
    if at.pack.stocktaking and (
        why := why_not_until(asked["until"], reader.day, at.pack.stocktaking)
    ):
        form.add_error("until", why)
        return None
    return person


def _told(form: ShareForm, at: At) -> dict[str, Any]:
    asked = {name: form.cleaned_data[name] for name in ("what", "until", "why")}
    return asked | {"limits": at.pack.stocktaking, "now": timezone.now()}


def _shares(reader: Reader, at: At) -> Any:
    rows = SharedAnswers.objects.visible_to(reader).filter(organisation=at.organisation)
    return rows.filter(answered__programme=at.pack.id)
