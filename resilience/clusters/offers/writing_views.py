"""Pages on which an area publishes, changes and withdraws offers, and declines a place."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from resilience.accounts.access import may, opened_to, reader_of
from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.clusters.addressed import area_run
from resilience.clusters.models import Offer, OfferPlace
from resilience.clusters.offers.addressed import AtOffer, offer_at, offering_of
from resilience.clusters.offers.asking import decline
from resilience.clusters.offers.forms import OfferForm, WhyForm, WithdrawForm, as_it_is, begun
from resilience.clusters.offers.publishing import change, publish, withdraw
from resilience.clusters.offers.rules import HELD, why_not_run
from resilience.clusters.typed import held, posted

form_page = require_http_methods(["GET", "HEAD", "POST"])
running = opened_to(may(Right.RUN_LOCALLY))


@running
@require_safe
def kinds(request: HttpRequest, programme: str, area: str) -> HttpResponseBase:
    """Which kind of help is to be offered."""
    at = area_run(reader_of(request), programme, area)
    context = {"of": at, "offering": offering_of(at)}
    return render(request, "clusters/offers_kinds.html", context)


@running
@keeps_what_was_typed
@form_page
def publish_one(request: HttpRequest, programme: str, area: str, kind: str) -> HttpResponseBase:
    """Publish an offer of a kind."""
    reader = reader_of(request)
    at = area_run(reader, programme, area)
    offering = offering_of(at)
    chosen = next((one for one in offering.kinds if one.id == kind), None)
    if chosen is None:
        raise Http404
    form = OfferForm(
        posted(request),
        initial=begun(chosen) | held(request),
        kind=chosen,
        titles=offering.module_titles,
        is_new=True,
    )
    if form.is_valid():
        try:
            made = publish(
                by=reader,
                area=at.organisation,
                pack=at.pack,
                kind=kind,
                terms=form.terms,
                at=timezone.now(),
                tell=form.cleaned_data["tell"],
            )
        except Refused as refused:
            form.refused(refused, 0)
        else:
            messages.success(request, f"“{made.title}” is on offer.")
            return redirect("clusters:offer", programme, area, made.number)
    return render(request, "clusters/offers_write.html", {"of": at, "form": form, "kind": chosen})


@running
@keeps_what_was_typed
@form_page
def change_one(request: HttpRequest, programme: str, area: str, number: int) -> HttpResponseBase:
    """Change an offer; practices that have asked are told what."""
    reader = reader_of(request)
    of = _run(reader, programme, area, number)
    if of.stands.kind is None:
        raise Http404  # the programme has this kind no more
    form = OfferForm(
        posted(request),
        initial=as_it_is(of.offer) | held(request),
        kind=of.stands.kind,
        titles=offering_of(of).module_titles,
        is_new=False,
    )
    if form.is_valid():
        try:
            change(
                by=reader,
                offer=of.offer,
                pack=of.pack,
                seen=form.cleaned_data["seen"],
                terms=form.terms,
                at=timezone.now(),
            )
        except Refused as refused:
            form.refused(refused, Offer.objects.get(pk=of.offer.pk).version)
        else:
            messages.success(request, "The offer is changed. Practices that asked are told.")
            return redirect("clusters:offer", programme, area, number)
    context = {"of": of, "form": form, "kind": of.stands.kind, "offer": of.offer}
    return render(request, "clusters/offers_write.html", context)


@running
@keeps_what_was_typed
@form_page
def withdraw_one(request: HttpRequest, programme: str, area: str, number: int) -> HttpResponseBase:
    """Withdraw an offer; practices that have asked are told."""
    reader = reader_of(request)
    of = _run(reader, programme, area, number)
    form = WithdrawForm(posted(request), initial={"seen": of.offer.version} | held(request))
    if form.is_valid():
        try:
            withdraw(by=reader, offer=of.offer, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.refused(refused, Offer.objects.get(pk=of.offer.pk).version)
        else:
            messages.success(request, "The offer is withdrawn. Practices that asked are told.")
            return redirect("clusters:offer", programme, area, number)
    context = {"of": of, "form": form, "offer": of.offer}
    return render(request, "clusters/offers_withdraw.html", context)


@running
@keeps_what_was_typed
@form_page
def decline_one(
    request: HttpRequest, programme: str, area: str, number: int, place: int
) -> HttpResponseBase:
    """Give a practice no place, with a reason."""
    reader = reader_of(request)
    of = _run(reader, programme, area, number)
    every = OfferPlace.objects.visible_to(reader).filter(offer=of.offer, state__in=HELD)
    found = get_object_or_404(every.select_related("organisation", "offer__area"), pk=place)
    hint = "The practice reads this."
    form = WhyForm(posted(request), initial=held(request), hint=hint, needed=True)
    if form.is_valid():
        try:
            why = form.cleaned_data["why"]
            decline(by=reader, place=found, pack=of.pack, why=why, at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{found.organisation.name} has no place, and is told.")
            return redirect("clusters:offer", programme, area, number)
    context = {"of": of, "form": form, "offer": of.offer, "place": found}
    return render(request, "clusters/offers_decline.html", context)


def _run(reader: Reader, programme: str, area: str, number: int) -> AtOffer:
    of = offer_at(reader, programme, area, number)
    if why_not_run(of.organisation, reader):
        raise Http404
    return of
