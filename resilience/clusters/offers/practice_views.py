"""What is on offer to a practice, what is for it first; asking for a place, and giving it up."""

from __future__ import annotations

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
from resilience.clusters.bands import band_of
from resilience.clusters.models import OfferPlace
from resilience.clusters.offers.addressed import (
    offering_of,
    place_at,
    practice_of,
    practice_offer_at,
)
from resilience.clusters.offers.asking import ask, give_up
from resilience.clusters.offers.forms import AskForm, WhyForm
from resilience.clusters.offers.rules import HELD, why_asked, why_closed, why_not_for
from resilience.clusters.offers.shown import menu_of, turn_of
from resilience.clusters.offers.standing import standing
from resilience.clusters.typed import held, posted

form_page = require_http_methods(["GET", "HEAD", "POST"])


@opened_to(sees(Tier.COMMISSIONER))
@require_safe
def offers(request: HttpRequest, programme: str, code: str) -> HttpResponseBase:
    """What is for a practice by its confirmed status, what else there is, and its places."""
    reader = reader_of(request)
    of = practice_of(reader, programme, code)
    band = band_of(programme, of.organisation.pk)
    context = {
        "of": of,
        "offering": offering_of(of),
        "band": band,
        "menu": menu_of(of, band, reader),
        "asks": not why_not_for(of.organisation, reader),
        "tells": not why_not_for(of.organisation, reader, Right.FILL_IN),
        "seers": [
            ("This page is seen by", who_sees(of.organisation, Tier.COMMISSIONER, reader.day))
        ],
    }
    return render(request, "clusters/offers_practice.html", context)


@opened_to(may(Right.REFER))
@keeps_what_was_typed
@form_page
def ask_one(
    request: HttpRequest, programme: str, code: str, area: str, number: int
) -> HttpResponseBase:
    """Ask for a place, with the modules that the practice chooses."""
    reader = reader_of(request)
    of, offer = practice_offer_at(reader, programme, code, area, number)
    if why_not_for(of.organisation, reader):
        raise Http404
    stands = standing(offer, of.pack, reader.day)
    modules = {one.id: one for one in offering_of(of).modules}
    form = AskForm(posted(request), initial=held(request), offer=offer, modules=modules)
    if form.is_valid():
        try:
            made = ask(
                by=reader,
                practice=of.organisation,
                offer=offer,
                pack=of.pack,
                modules=form.cleaned_data.get("modules", []),
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _asked(made, turn_of(made, stands.kind)))
            return redirect("clusters:own_offers", code, programme)
    band = band_of(programme, of.organisation.pk)
    context = {
        "of": of,
        "offer": offer,
        "stands": stands,
        "form": form,
        "band": band,
        "outside": band not in offer.bands,
        "why_not": why_closed(offer, stands.kind, reader.day) or why_asked(offer, of.organisation),
        "seers": [
            ("Who sees that you asked", who_sees(of.organisation, Tier.COMMISSIONER, reader.day))
        ],
    }
    return render(request, "clusters/offers_ask.html", context)


@opened_to(may(Right.REFER))
@keeps_what_was_typed
@form_page
def give_up_one(request: HttpRequest, programme: str, code: str, place: int) -> HttpResponseBase:
    """Give up a place, or leave the waiting list."""
    reader = reader_of(request)
    of = place_at(reader, programme, code, place)
    if why_not_for(of.organisation, reader) or of.place.state not in HELD:
        raise Http404
    hint = "Your area reads this."
    form = WhyForm(posted(request), initial=held(request), hint=hint, needed=False)
    if form.is_valid():
        try:
            why = form.cleaned_data["why"]
            give_up(by=reader, place=of.place, pack=of.pack, why=why, at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Done. Whoever is next on the list has the place.")
            return redirect("clusters:own_offers", code, programme)
    context = {"of": of, "place": of.place, "offer": of.place.offer, "form": form}
    return render(request, "clusters/offers_give_up.html", context)


def _asked(place: OfferPlace, turn: int) -> str:
    if place.state == OfferPlace.State.PLACED:
        return f"You have a place in “{place.offer.title}”."
    return (
        f"Every place in “{place.offer.title}” is taken. You are number {turn} on the waiting "
        "list, and are told at once when a place is yours."
    )
