"""Pages on which a practice adds context to a figure, and withdraws it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from resilience.accounts.access import may, opened_to, reader_of
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.accounts.tiers import Tier
from resilience.evidence.indicators import Indicator, indicators
from resilience.evidence.opened import figures_at
from resilience.organisations.finding import with_code
from resilience.organisations.models import Kind, Organisation
from resilience.profiles.actions import add_context, withdraw_context
from resilience.profiles.context_forms import ContextForm
from resilience.profiles.models import ANY, Context


@opened_to(may(Right.ADD_CONTEXT))
@require_http_methods(["GET", "HEAD", "POST"])
def context(request: HttpRequest, code: str, indicator: str) -> HttpResponseBase:
    """Say what readers of a figure should know; what is said already."""
    practice, about = _asked(request, code, indicator)
    history = figures_at(settings.RESILIENCE_HOME).history(code).get(indicator, [])
    periods = [figure.period for figure in reversed(history)]
    said = Context.objects.in_force().filter(organisation=practice, indicator=indicator)
    wanted = request.GET.get("period", ANY)
    now = next((one for one in said if one.period == wanted), None)
    initial = {
        "period": wanted,
        "tier": now.tier if now else Tier.PUBLIC,
        "text": now.text if now else "",
    }
    form = ContextForm(request.POST or None, periods=periods, initial=initial)
    if form.is_valid():
        try:
            add_context(
                by=reader_of(request), practice=practice, indicator=indicator, **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Your context is shown beside the figure from now on.")
            return redirect("profiles:practice", code)
    words = {period.label: period.words for period in periods}
    told = {"practice": practice, "indicator": about, "form": form, "said": said, "words": words}
    return render(request, "profiles/context.html", told)


@opened_to(may(Right.ADD_CONTEXT))
@require_POST
def withdraw(request: HttpRequest, code: str, indicator: str, number: int) -> HttpResponseBase:
    """Take back what was said."""
    practice, _ = _asked(request, code, indicator)
    one = get_object_or_404(Context, pk=number, organisation=practice, indicator=indicator)
    try:
        withdraw_context(by=reader_of(request), context=one)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Withdrawn: it is shown to nobody any more.")
    return redirect("profiles:context", code, indicator)


def _asked(request: HttpRequest, code: str, indicator: str) -> tuple[Organisation, Indicator]:
    """A practice for which the reader answers, and an indicator; else 404."""
    practice = with_code(code)
    if practice is None or practice.kind != Kind.PRACTICE or indicator not in indicators():
        raise Http404
    if not reader_of(request).may(Right.ADD_CONTEXT).holds(practice):
        raise Http404
    return practice, indicators()[indicator]
