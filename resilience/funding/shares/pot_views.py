"""Pages on which those who keep the books say what a holder was allocated, received, and carries
over into the next year."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from resilience.accounts.access import may, opened_to, reader_of
from resilience.accounts.held import held_form, keeps_what_was_typed
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.funding.actions.allocating import allocate as allocate_sum
from resilience.funding.actions.receiving import carry_over, due_by, why_not_carry
from resilience.funding.actions.receiving import receive as receive_sum
from resilience.funding.addressed import funded_pack, year_called
from resilience.funding.models import Pot
from resilience.funding.rules import why_not_keep
from resilience.funding.shares.forms import Allocate, Carry, OfAPot, Receive
from resilience.funding.shares.standings import Standings, standings
from resilience.look.words import pounds
from resilience.organisations.models import Organisation

keeping = opened_to(may(Right.KEEP_BOOKS))
form_page = require_http_methods(["GET", "HEAD", "POST"])


@keeping
@keeps_what_was_typed
@form_page
def allocate(request: HttpRequest, programme: str, year: str, holder: str) -> HttpResponseBase:
    """Enter what a holder is allocated for a year, provisionally or for good (GA.1)."""
    reader, pack, of = reader_of(request), funded_pack(programme), year_called(year)
    funding = pack.funding
    held_by = get_object_or_404(Organisation, code=holder, kind=funding.holder if funding else "")
    if why_not_keep(held_by, reader) or not (funding and funding.year(of.label)):
        raise Http404
    pots = Pot.objects.filter(programme=pack.id, year=of.label, holder=held_by)
    pot = pots.first()
    form = Allocate(_posted(request), initial=_initial(request, pot))
    if form.is_valid():
        said = form.cleaned_data | {"programme": pack.id, "year": of.label, "holder": held_by}
        try:
            allocate_sum(by=reader, at=timezone.now(), **said)
        except Refused as refused:
            now = pots.first()
            form.refused(refused, now.version if now else 0)
        else:
            messages.success(request, f"{pounds(said['pence'])} is allocated.")
            return redirect("funding:pot", pack.id, of.label, holder)
    context = {
        "pack": pack,
        "year": of,
        "holder": held_by,
        "pot": pot,
        "entered": standings([pot])[pot.pk] if pot else Standings(),
        "form": form,
        "shares": reverse("funding:shares", args=[pack.id, of.label]),
    }
    return render(request, "funding/allocate.html", context)


@keeping
@keeps_what_was_typed
@form_page
def receive(request: HttpRequest, programme: str, year: str, holder: str) -> HttpResponseBase:
    """Record that money reached the holder's ledger (G4.4)."""
    pack, pot = funded_pack(programme), _pot(request, programme, year, holder)
    due = due_by(pack.funding, pot.year) if pack.funding else None
    form = Receive(_posted(request), initial=_initial(request, pot))
    return _page(
        request,
        pot,
        form,
        "funding/receive.html",
        act=receive_sum,
        pack=pack,
        due=due,
        late=bool(due and reader_of(request).day > due and pot.received < pot.allocated),
        why_not="" if pot.received < pot.allocated else "All that was allocated was received.",
    )


@keeping
@keeps_what_was_typed
@form_page
def carry(request: HttpRequest, programme: str, year: str, holder: str) -> HttpResponseBase:
    """Carry what is free of a year into the next, where the programme allows it."""
    pack, pot = funded_pack(programme), _pot(request, programme, year, holder)
    funding = pack.funding
    form = Carry(_posted(request), initial=_initial(request, pot))
    return _page(
        request,
        pot,
        form,
        "funding/carry.html",
        act=carry_over,
        pack=pack,
        why_not=why_not_carry(pot, reader_of(request).day),
        allowed=funding.carry_over_why if funding and funding.carry_over == "allowed" else "",
    )


def _page(
    request: HttpRequest,
    pot: Pot,
    form: OfAPot,
    template: str,
    *,
    act: Callable[..., Any],
    **context: Any,
) -> HttpResponseBase:
    """What was filled in is done and said, or shown again with why it was not."""
    if form.is_valid():
        try:
            act(by=reader_of(request), pot=pot, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.refused(refused, Pot.objects.get(pk=pot.pk).version)
        else:
            messages.success(request, "It is in the books.")
            return redirect("funding:pot", pot.programme, pot.year, pot.holder.code)
    return render(request, template, context | {"pot": pot, "form": form})


def _pot(request: HttpRequest, programme: str, year: str, holder: str) -> Pot:
    """The pot that an address names, whose books one keeps; else 404."""
    found = Pot.objects.select_related("holder")
    of = {"programme": programme, "year": year, "holder__code": holder}
    pot = get_object_or_404(found, **of)
    if why_not_keep(pot.holder, reader_of(request)):
        raise Http404
    return pot


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _initial(request: HttpRequest, pot: Pot | None) -> dict[str, Any]:
    """The version of the pot, and what was typed before one was signed out."""
    held = held_form(request)
    begun = {"seen": pot.version if pot else 0, "day": reader_of(request).day}
    return begun | (held.dict() if held else {})
