"""The page on which those who keep the books take an entry of a pot back by another."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse as address
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from resilience.accounts.access import may, opened_to, reader_of
from resilience.accounts.fields import Words
from resilience.accounts.held import held_form, keeps_what_was_typed
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.funding.actions.correcting import reverse
from resilience.funding.models import Entry, Pot
from resilience.funding.rules import why_not_keep
from resilience.funding.shares.forms import WHY, OfAPot


class TakeBack(OfAPot):
    """Why an entry is taken back."""

    why = Words("Why it is taken back", hint=WHY, missing="Write why it is taken back")
    field_order = ("why", "seen")


@opened_to(may(Right.KEEP_BOOKS))
@keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(
    request: HttpRequest, programme: str, year: str, holder: str, number: int
) -> HttpResponseBase:
    """Take back what was allocated, received or carried over; what was done for a case is taken
    back on its own page."""
    pots = Pot.objects.select_related("holder")
    pot = get_object_or_404(pots, programme=programme, year=year, holder__code=holder)
    if why_not_keep(pot.holder, reader_of(request)):
        raise Http404
    entry = get_object_or_404(
        pot.entries.select_related("pot__holder"), number=number, commitment=None
    )
    held = held_form(request)
    begun = {"seen": pot.version} | (held.dict() if held else {})
    form = TakeBack(request.POST if request.method == "POST" else None, initial=begun)
    back = address("funding:pot", args=[programme, year, holder])
    if form.is_valid():
        try:
            reverse(by=reader_of(request), entry=entry, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.refused(refused, Pot.objects.get(pk=pot.pk).version)
        else:
            messages.success(request, "The entry is taken back, and both stay in the books.")
            return redirect(back)
    done = entry.reverses_id is not None or Entry.objects.filter(reverses=entry).exists()
    context = {"pot": pot, "entry": entry, "form": form, "back": back, "done": done}
    return render(request, "funding/pot_take_back.html", context)
