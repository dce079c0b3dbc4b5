"""The page of what a pot's money is meant for, beside what became of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from resilience.accounts.access import Access, opened_to, reader_of, sees
from resilience.accounts.held import held_form, keeps_what_was_typed
from resilience.accounts.rules import Refused
from resilience.accounts.tiers import Tier
from resilience.funding.actions.intending import RIGHTS, explain, intend, why_not_intend
from resilience.funding.addressed import funded_pack
from resilience.funding.models import Pot
from resilience.funding.shares.forms import Explain, Intend
from resilience.funding.shares.outturn import outturns
from resilience.programmes.schema import Pack
from resilience.programmes.schema.funding import Intended

form_page = require_http_methods(["GET", "HEAD", "POST"])
planning = Access(
    "who may " + " or ".join(right.label for right in RIGHTS),
    lambda reader: any(reader.may(right) for right in RIGHTS),
)


@opened_to(sees(Tier.COUNTS))
@keeps_what_was_typed
@form_page
def intended(request: HttpRequest, programme: str, year: str, holder: str) -> HttpResponseBase:
    """What is meant for each category, what is committed and paid, and why that differs; those who
    may say what is meant."""
    reader, pack = reader_of(request), funded_pack(programme)
    pot = _pot(request, programme, year, holder)
    why_not = why_not_intend(pot.holder, reader)
    if why_not and request.method == "POST":
        raise Http404
    categories = _categories(pack)
    plans = list(pot.indicativeshares.select_related("acting_for").order_by("-at", "-pk"))
    plan = plans[0] if plans else None
    form = Intend(
        request.POST if request.method == "POST" else None,
        categories=categories,
        initial=_begun(request, pot, plan.shares if plan else {}),
    )
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            intend(by=reader, pot=pot, seen=seen, at=timezone.now(), **form.told)
        except Refused as refused:
            form.refused(refused, Pot.objects.get(pk=pot.pk).version)
        else:
            messages.success(request, "It is said what the money is meant for.")
            return redirect("funding:intended", programme, year, holder)
    context = {
        "pack": pack,
        "pot": pot,
        "plan": plan,
        "earlier": plans[1:],
        "changed": plan is not None and sum(plan.shares.values()) != pot.available,
        "planned": sum(plan.shares.values()) if plan else 0,
        "rows": outturns(pot, categories, plan),
        "categories": categories,
        "variances": pot.variances.order_by("-at", "-pk"),
        "titles": {one.id: one.title for one in categories},
        "form": form,
        "why_not": why_not,
    }
    return render(request, "funding/intended.html", context)


@opened_to(planning)
@keeps_what_was_typed
@form_page
def variance(
    request: HttpRequest, programme: str, year: str, holder: str, category: str
) -> HttpResponseBase:
    """Say why what is committed in a category differs from what was meant."""
    reader, pack = reader_of(request), funded_pack(programme)
    pot = _pot(request, programme, year, holder)
    found = next((one for one in _categories(pack) if one.id == category), None)
    if found is None or why_not_intend(pot.holder, reader):
        raise Http404
    held = held_form(request)
    posted = request.POST if request.method == "POST" else None
    form = Explain(posted, initial=held.dict() if held else {})
    if form.is_valid():
        try:
            explain(by=reader, pot=pot, at=timezone.now(), intended=category, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The reason is kept.")
            return redirect("funding:intended", programme, year, holder)
    plan = pot.indicativeshares.last()
    (row,) = outturns(pot, [found], plan)
    context = {"pack": pack, "pot": pot, "row": row, "form": form}
    return render(request, "funding/variance.html", context)


def _pot(request: HttpRequest, programme: str, year: str, holder: str) -> Pot:
    seen = Pot.objects.visible_to(reader_of(request)).select_related("holder")
    return get_object_or_404(seen, programme=programme, year=year, holder__code=holder)


def _categories(pack: Pack) -> tuple[Intended, ...]:
    return pack.funding.intended if pack.funding else ()


def _begun(request: HttpRequest, pot: Pot, shares: dict[str, int]) -> dict[str, Any]:
    held = held_form(request)
    return shares | {"seen": pot.version} | (held.dict() if held else {})
