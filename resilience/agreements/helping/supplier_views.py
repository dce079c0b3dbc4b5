"""Pages of suppliers: who offers what where, one supplier with its record, and keeping both."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from resilience.accounts.access import may, opened_to, reader_of, sees
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.accounts.tiers import Tier
from resilience.agreements.actions.suppliers import end_service, offer_service, why_not_keep
from resilience.agreements.helping import services as offered
from resilience.agreements.helping.record import may_read_record, record_of, stands
from resilience.agreements.helping.supplier_forms import End, Offer
from resilience.agreements.models import SupplierService
from resilience.cases.deciding.outcomes import kinds_of_help
from resilience.cases.finding.views import asking_pack
from resilience.cases.following.step_views import form_page, posted
from resilience.look import asked
from resilience.organisations.models import FOREVER, Kind, Organisation

PAGE = 50
seeing = opened_to(sees(Tier.COMMISSIONER, Tier.SUPPLIER))
keeping = opened_to(may(Right.PLAN_HELP))


@seeing
@require_safe
def suppliers(request: HttpRequest, programme: str) -> HttpResponseBase:
    """Who offers which kind of support in which area."""
    reader, pack = reader_of(request), asking_pack(programme)
    areas = {one.code: one for one in offered.areas_offered(programme, reader.day)}
    kinds = dict(kinds_of_help(pack))
    area = areas.get(asked.one_of(request, "area", areas))
    kind = asked.one_of(request, "kind", kinds)
    found = offered.services(programme, reader.day, area=area, category=kind)
    context = {
        "pack": pack,
        "page": asked.page_of(request, Paginator(found, PAGE)),
        "areas": areas,
        "area": area,
        "kinds": kinds,
        "kind": kind,
        "day": reader.day,
        "forever": FOREVER,
        "keeps": bool(reader.may(Right.PLAN_HELP)),
        "every": offered.suppliers(),
    }
    return render(request, "agreements/suppliers.html", context)


@seeing
@require_safe
def supplier(request: HttpRequest, programme: str, code: str) -> HttpResponseBase:
    """What a supplier offers, and to those who may know it, its record."""
    reader, pack, one = reader_of(request), asking_pack(programme), _supplier(code)
    rows = offered.services(programme, reader.day).filter(supplier=one)
    kept = {area.pk for area in offered.areas_kept(reader)}
    context = {
        "pack": pack,
        "supplier": one,
        "rows": rows,
        "kept": kept,
        "kinds": dict(kinds_of_help(pack)),
        "day": reader.day,
        "forever": FOREVER,
        "record": record_of(one, programme, reader) if may_read_record(one, reader) else None,
        "stands": stands,
    }
    return render(request, "agreements/supplier.html", context)


@keeping
@form_page
def offer(request: HttpRequest, programme: str, code: str) -> HttpResponseBase:
    """Say what a supplier offers in an area."""
    reader, pack, one = reader_of(request), asking_pack(programme), _supplier(code)
    areas = offered.areas_kept(reader)
    form = Offer(posted(request), kinds=kinds_of_help(pack), areas=areas)
    if form.is_valid():
        try:
            made = offer_service(by=reader, supplier=one, programme=programme, **form.told)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, f"It is listed that {one.name} offers it in {made.area.name}."
            )
            return redirect("agreements:supplier", programme, code)
    context = {"pack": pack, "supplier": one, "form": form}
    return render(request, "agreements/service.html", context)


@keeping
@form_page
def end(request: HttpRequest, programme: str, number: int) -> HttpResponseBase:
    """Say from which day on a supplier offers something no more."""
    reader, pack = reader_of(request), asking_pack(programme)
    listed = SupplierService.objects.filter(programme=programme).select_related("supplier", "area")
    one = get_object_or_404(listed, pk=number)
    if why_not_keep(reader, one.area):
        raise Http404
    form = End(posted(request))
    if form.is_valid():
        try:
            end_service(by=reader, service=one, day=form.cleaned_data["day"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The list is changed.")
            return redirect("agreements:supplier", programme, one.supplier.code)
    kinds = dict(kinds_of_help(pack))
    context = {"pack": pack, "service": one, "form": form, "kind": kinds.get(one.category)}
    return render(request, "agreements/service_end.html", context)


def _supplier(code: str) -> Organisation:
    return get_object_or_404(Organisation, kind=Kind.SUPPLIER, code=code)
