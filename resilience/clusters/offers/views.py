"""What an area offers: its menu by band, and each offer with its places."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from resilience.accounts.access import opened_to, reader_of, sees
from resilience.accounts.reader import Reader
from resilience.accounts.seers import who_sees
from resilience.accounts.tiers import Tier
from resilience.clusters.addressed import area_at
from resilience.clusters.bands import BANDS, bands_of
from resilience.clusters.models import OfferPlace
from resilience.clusters.offers.addressed import AtOffer, offer_at, offering_of
from resilience.clusters.offers.filling import waiting_list
from resilience.clusters.offers.rules import HELD, why_not_run
from resilience.clusters.offers.standing import offers_to, standings
from resilience.organisations.models import Organisation

reading = opened_to(sees(Tier.COUNTS, Tier.COMMISSIONER))


@reading
@require_safe
def offers(request: HttpRequest, programme: str, area: str) -> HttpResponseBase:
    """What is on offer in an area now, to come and before, for all bands or for one."""
    reader = reader_of(request)
    at = area_at(reader, programme, area)
    offering = offering_of(at)
    band = request.GET.get("band", "")
    band = band if band in BANDS else ""
    every = offers_to(at.organisation, programme, reader.day)
    shown = [one for one in every if not band or band in one.bands]
    context = {
        "of": at,
        "offering": offering,
        "band": band,
        "bands": BANDS,
        "stands": standings(shown, at.pack, reader.day),
        "counted": _counted(reader, at.organisation),
        "may_run": not why_not_run(at.organisation, reader),
    }
    return render(request, "clusters/offers_menu.html", context)


@reading
@require_safe
def offer(request: HttpRequest, programme: str, area: str, number: int) -> HttpResponseBase:
    """One offer: what it is, when and where; and its places, so far as one sees the practices."""
    reader = reader_of(request)
    of = offer_at(reader, programme, area, number)
    context = {
        "of": of,
        "offering": of.pack.offering,
        "counted": _counted(reader, of.organisation),
        "may_run": not why_not_run(of.organisation, reader),
        "seers": [
            (
                "The practices in it are seen by",
                who_sees(of.organisation, Tier.COMMISSIONER, reader.day),
            )
        ],
    }
    return render(request, "clusters/offers_offer.html", context | _places(of, reader))


def _places(of: AtOffer, reader: Reader) -> dict[str, Any]:
    """The places that a reader sees, with the band of each practice as it is now and its turn on
    the waiting list."""
    seen = OfferPlace.objects.visible_to(reader).filter(offer=of.offer)
    places = list(seen.select_related("organisation"))
    bands = bands_of(of.pack.id, [one.organisation_id for one in places])
    turns = {one.pk: turn for turn, one in enumerate(waiting_list(of.offer, of.stands.kind), 1)}
    order = [OfferPlace.State.PLACED, OfferPlace.State.FINISHED, OfferPlace.State.WAITING]
    last = len(order)
    places.sort(
        key=lambda one: (
            order.index(one.state) if one.state in order else last,  # type: ignore[arg-type]
            turns.get(one.pk, 0),
        )
    )
    return {
        "places": places,
        "place_bands": bands,
        "turns": turns,
        "held": HELD,
        "outside": {
            one.pk for one in places if bands.get(one.organisation_id) not in of.offer.bands
        },
    }


def _counted(reader: Reader, area: Organisation) -> bool:
    """Whether a reader sees every practice of an area, and so how many take what is meant for the
    amber and the red."""
    return reader.sees(Tier.COMMISSIONER).holds(area)
