"""What came of an offer: told by a practice, and read for all of them by the area."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from resilience.accounts.access import may, opened_to, reader_of, sees
from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.accounts.seers import who_sees
from resilience.accounts.tiers import Tier
from resilience.clusters.models import OfferPlace
from resilience.clusters.offers.addressed import offer_at, place_at
from resilience.clusters.offers.forms import ResultForm, told_before
from resilience.clusters.offers.results import (
    MOST_MEASURES,
    by_module,
    tell_result,
    version,
    why_not_tell,
)
from resilience.clusters.offers.rules import why_not_for
from resilience.clusters.typed import held, posted
from resilience.look.downloads import csv_file

COLUMNS = ("practice", "name", "state", "asked", "modules", "result")
OF_A_MEASURE = ("what", "before", "after", "unit")


@opened_to(sees(Tier.COMMISSIONER))
@require_safe
def results(request: HttpRequest, programme: str, area: str, number: int) -> HttpResponseBase:
    """What came of an offer, by practice and by module; as a page or as CSV."""
    reader = reader_of(request)
    of = offer_at(reader, programme, area, number)
    if not reader.sees(Tier.COMMISSIONER).holds(of.organisation):
        raise Http404
    seen = OfferPlace.objects.visible_to(reader).filter(offer=of.offer)
    places = list(seen.select_related("organisation").order_by("organisation__name", "pk"))
    titles = of.pack.offering.module_titles if of.pack.offering else {}
    if request.GET.get("format") == "csv":
        name = (programme, area, of.offer.title, reader.day)
        columns = [*COLUMNS, *_measure_columns()]
        return csv_file(name, columns, _rows(places, titles))
    context = {
        "of": of,
        "offering": of.pack.offering,
        "modules": by_module(places, of.offer.modules, titles),
        "finished": [one for one in places if one.state == OfferPlace.State.FINISHED],
        "silent": [one for one in places if one.state == OfferPlace.State.PLACED],
        "seers": [
            ("This page is seen by", who_sees(of.organisation, Tier.COMMISSIONER, reader.day))
        ],
    }
    return render(request, "clusters/offers_results.html", context)


@opened_to(may(Right.FILL_IN))
@keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
def tell_one(request: HttpRequest, programme: str, code: str, place: int) -> HttpResponseBase:
    """Tell what came of an offer for a practice."""
    reader = reader_of(request)
    of = place_at(reader, programme, code, place)
    if why_not_for(of.organisation, reader, Right.FILL_IN):
        raise Http404
    before = told_before(of.place.result, of.place.measures, version(of.place))
    form = ResultForm(posted(request), initial=before | held(request))
    if form.is_valid():
        try:
            tell_result(
                by=reader,
                place=of.place,
                pack=of.pack,
                seen=form.cleaned_data["seen"],
                result=form.cleaned_data["result"],
                measures=form.measures,
                at=timezone.now(),
            )
        except Refused as refused:
            form.refused(refused, version(OfferPlace.objects.get(pk=of.place.pk)))
        else:
            messages.success(request, "Thank you: your area reads what came of it.")
            return redirect("clusters:own_offers", code, programme)
    context = {
        "of": of,
        "place": of.place,
        "offer": of.place.offer,
        "form": form,
        "why_not": why_not_tell(of.place, reader),
        "seers": [
            ("What you write is read by", who_sees(of.organisation, Tier.COMMISSIONER, reader.day))
        ],
    }
    return render(request, "clusters/offers_tell.html", context)


def _measure_columns() -> list[str]:
    numbers = range(1, MOST_MEASURES + 1)
    return [f"measure_{number}_{name}" for number in numbers for name in OF_A_MEASURE]


def _rows(places: list[OfferPlace], titles: dict[str, str]) -> Iterator[dict[str, Any]]:
    for one in places:
        row: dict[str, Any] = dict.fromkeys(_measure_columns())
        for number, measure in enumerate(one.measures, 1):
            row |= {f"measure_{number}_{name}": measure[name] for name in OF_A_MEASURE}
        yield row | {
            "practice": one.organisation.code,
            "name": one.organisation.name,
            "state": one.state,
            "asked": timezone.localdate(one.asked).isoformat(),
            "modules": "; ".join(titles.get(module, module) for module in one.modules),
            "result": one.result,
        }
