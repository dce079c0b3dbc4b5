"""The page on which a holder says what it will have spent, beside what the books tell."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from resilience.accounts.access import Access, opened_to, reader_of
from resilience.accounts.held import held_form, keeps_what_was_typed
from resilience.accounts.rules import Refused
from resilience.funding.actions.forecasting import (
    RIGHTS,
    enter_forecast,
    may_forecast,
    why_not_forecast,
)
from resilience.funding.addressed import funded_pack, year_called
from resilience.funding.models import Pot
from resilience.funding.review.forms import Expecting
from resilience.funding.review.months import months_of
from resilience.funding.review.reading import read, review
from resilience.funding.review.tables import of_pot

forecasting = Access(
    "who may " + " or ".join(right.label for right in RIGHTS),
    lambda reader: any(reader.may(right) for right in RIGHTS),
)


@opened_to(forecasting)
@keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
def forecast(request: HttpRequest, programme: str, year: str, holder: str) -> HttpResponseBase:
    """Say what will have been spent of a pot by 31 March."""
    reader, pack, of = reader_of(request), funded_pack(programme), year_called(year)
    seen = Pot.objects.visible_to(reader).select_related("holder")
    pot = get_object_or_404(seen, programme=pack.id, year=of.label, holder__code=holder)
    if not may_forecast(pot.holder, reader):
        raise Http404
    totals = read(pack, of, reader, {pot.pk: pot})
    months = months_of(of, reader.day, ())
    month = months[-1]
    held = held_form(request)
    typed = held.dict() if held else {}
    form = Expecting(
        request.POST if request.method == "POST" else None,
        months=reversed(months),
        initial={"month": month.query, "seen": pot.version} | typed,
    )
    if form.is_valid():
        try:
            enter_forecast(by=reader, pot=pot, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.refused(refused, Pot.objects.get(pk=pot.pk).version)
        else:
            messages.success(request, "The forecast is entered. The review counts it.")
            return redirect(reverse("funding:review", args=[pack.id, of.label]))
    found = review(totals, month)
    context = {
        "pack": pack,
        "year": of,
        "pot": pot,
        "month": month,
        "figures": of_pot(found, pot.pk),
        "outlook": found.outlooks[pot.pk],
        "earlier": pot.forecasts.order_by("-at", "-pk"),
        "form": form,
        "why_not": why_not_forecast(pot, month.first, reader.day, reader),
    }
    return render(request, "funding/review_forecast.html", context)
