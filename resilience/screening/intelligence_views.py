"""Pages on which what is known locally is entered and withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from resilience.accounts.access import may, opened_to, reader_of
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.accounts.tiers import Tier
from resilience.organisations.finding import with_code
from resilience.organisations.models import Kind, Organisation
from resilience.programmes.local import in_force
from resilience.programmes.packs import available, load
from resilience.programmes.schema import Criterion, Pack
from resilience.programmes.settable import SettingsUnfit
from resilience.screening.intelligence import Intelligence
from resilience.screening.intelligence_actions import enter_intelligence, withdraw_intelligence
from resilience.screening.intelligence_forms import IntelligenceForm
from resilience.screening.intelligence_rules import entered_for, tiers_of
from resilience.screening.thresholds import local_words
from resilience.screening.weighing import months_of
from resilience.screening.wording import day_words

entering = opened_to(may(Right.ENTER_INTELLIGENCE))


@entering
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, programme: str, code: str, criterion: str) -> HttpResponseBase:
    """Enter what is known locally that bears on a criterion."""
    reader, practice = reader_of(request), _practice(request, code)
    pack, asked = _criterion(programme, criterion)
    tiers = tiers_of(asked, reader, practice)
    form = IntelligenceForm(request.POST or None, criterion=asked, tiers=tiers)
    if form.is_valid():
        told = form.cleaned_data
        try:
            enter_intelligence(by=reader, practice=practice, pack=pack, criterion=criterion, **told)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _entered(told))
            return redirect("screening:practice", programme, practice.code)
    context = {
        "practice": practice,
        "programme": programme,
        "criterion": asked,
        "form": form,
        "rule": local_words(form.criterion),
        "months": months_of(pack.model_dump(mode="json"), form.criterion),
        "entered_for": entered_for(reader, practice),
    }
    return render(request, "screening/enter.html", context)


@entering
@require_POST
def withdraw(request: HttpRequest, programme: str, code: str, number: int) -> HttpResponseBase:
    """Take back what was entered; what one may not see is not there."""
    seen = Intelligence.objects.in_force().visible_to(reader_of(request))
    one = get_object_or_404(seen, pk=number, organisation__code=code, programme=programme)
    try:
        withdraw_intelligence(by=reader_of(request), intelligence=one)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, "Withdrawn: it counts no more. Assessments made before keep it as it stood."
        )
    return redirect("screening:practice", programme, one.organisation.code)


def _entered(told: Mapping[str, Any]) -> str:
    if told["tier"] == Tier.RESTRICTED:
        return "It is recorded. Only the readers named for it can read it."
    return f"It is recorded, and counts in screens of {day_words(told['about'])} and of later days."


def _practice(request: HttpRequest, code: str) -> Organisation:
    """A practice of which the reader may enter something; else 404."""
    practice = with_code(code)
    if practice is None or practice.kind != Kind.PRACTICE:
        raise Http404
    if entered_for(reader_of(request), practice) is None:
        raise Http404
    return practice


def _criterion(programme: str, criterion: str) -> tuple[Pack, Criterion]:
    if programme not in available():
        raise Http404
    pack = _in_force(programme)
    found = next((one for one in pack.criteria if one.id == criterion), None)
    if found is None:
        raise Http404
    return pack, found


def _in_force(programme: str) -> Pack:
    """With its local settings; without them where they no longer fit."""
    try:
        return in_force(programme)
    except SettingsUnfit:
        return load(programme)
