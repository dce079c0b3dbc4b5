"""Pages of consolidated returns: freezing one, reading it, sending it back, and the external
figures that are taken from the last."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from resilience.accounts.access import opened_to, reader_of, sees
from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.models import Membership
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.accounts.tiers import Tier
from resilience.cases.openness.small import HELD
from resilience.look import asked
from resilience.look.downloads import csv_file, file_name
from resilience.returns.addressed import returning_pack
from resilience.returns.collecting import files, shown
from resilience.returns.collecting.addressing import collecting, place_of
from resilience.returns.collecting.asking import speaks_for
from resilience.returns.collecting.circulating import counted, receivers
from resilience.returns.collecting.circulating import send_back as send_back_to
from resilience.returns.collecting.external import External, external
from resilience.returns.collecting.forms import Consolidate
from resilience.returns.collecting.freezing import consolidate as freeze
from resilience.returns.collecting.freezing import content_now, latest_of, state_of, why_not_freeze
from resilience.returns.collecting.proof import faults, since
from resilience.returns.collecting.workbook import CONTENT_TYPE, workbook
from resilience.returns.models import Consolidation, Return

form_page = require_http_methods(["GET", "HEAD", "POST"])
EXTERNAL = (
    *("programme", "year", "return", "number", "as_at", "frozen", "practices_supported"),
    *("allocated_pence", "spent_pence", "missing"),
)


@collecting
@keeps_what_was_typed
@form_page
def consolidate(request: HttpRequest, programme: str, collection: str) -> HttpResponseBase:
    """See what would be frozen, say why without whom, and freeze it."""
    place, now = place_of(programme, collection), timezone.now()
    content = content_now(place.pack, place.collection, now)
    form = Consolidate(
        request.POST if request.method == "POST" else None,
        missing=bool(content["missing"]),
        seen=state_of(programme, collection),
    )
    if form.is_valid():
        of = {"programme": programme, "collection": collection}
        try:
            made = freeze(by=reader_of(request), at=now, **of, **form.cleaned_data)
        except Refused as refused:
            form.refused(refused, state_of(programme, collection))
        else:
            messages.success(request, f"Consolidated return {made.number} is frozen.")
            return redirect("returns:consolidated", *place.args, made.number)
    context = {
        "place": place,
        "content": content,
        "why_not": why_not_freeze(content, latest_of(programme, collection)),
        "lines": shown.lines(content, content["all"]),
        "missing": shown.missing(content),
        "open": sum(one["open_queries"] for one in content["areas"]),
        "not_accepted": [one["name"] for one in content["areas"] if not one["accepted"]],
        "form": form,
    }
    return render(request, "returns/collecting_consolidate.html", context)


@opened_to(sees(Tier.COMMISSIONER))
@require_safe
def consolidated(
    request: HttpRequest, programme: str, collection: str, number: int
) -> HttpResponseBase:
    """A consolidated return: figures, differences, who is missing, who was told, and whether it is
    what its sources give."""
    place, reader = place_of(programme, collection), reader_of(request)
    of = {"programme": programme, "collection": collection, "number": number}
    one = get_object_or_404(Consolidation.objects.visible_to(reader), **of)
    name = [programme, collection, "consolidated", number]
    kind = asked.one_of(request, "format", ("csv", "xlsx"))
    if kind == "csv":
        return csv_file(name, files.COLUMNS, files.rows(one))
    if kind == "xlsx":
        answer = HttpResponse(workbook(one), content_type=CONTENT_TYPE)
        answer["Content-Disposition"] = f'attachment; filename="{file_name(name, "xlsx")}"'
        return answer
    content = one.content
    collects = bool(reader.may(Right.COLLECT_RETURNS))
    own = Return.objects.filter(programme=programme, collection=collection).select_related("area")
    context = {
        "place": place,
        "one": one,
        "content": content,
        "lines": shown.lines(content, content["all"]),
        "areas": [(area, shown.lines(content, area)) for area in content["areas"]],
        "missing": shown.missing(content),
        "collects": collects,
        "asks_for": [each for each in own if speaks_for(reader, each)] if not collects else [],
        "circulations": [(sent, counted(sent.told)) for sent in one.circulations.all()],
        "faults": list(faults(one)) if collects else [],
        "since": since(one),
        "newer": Consolidation.objects.filter(
            programme=programme, collection=collection, number__gt=number
        ).last(),
    }
    return render(request, "returns/collecting_consolidated.html", context)


@collecting
@form_page
def send_back(
    request: HttpRequest, programme: str, collection: str, number: int
) -> HttpResponseBase:
    """See who is told of a consolidated return, and tell them."""
    place, reader = place_of(programme, collection), reader_of(request)
    of = {"programme": programme, "collection": collection, "number": number}
    one = get_object_or_404(Consolidation.objects.visible_to(reader), **of)
    if request.method == "POST":
        try:
            made = send_back_to(by=reader, consolidation=one, at=timezone.now())
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"It went back to {len(made.told)} people.")
        return redirect("returns:consolidated", *place.args, number)
    held = receivers(one, reader.day)
    context = {"place": place, "one": one, "people": len(held), "receive": _counted(held)}
    return render(request, "returns/collecting_send.html", context)


@opened_to(sees(Tier.COUNTS))
@require_safe
def external_figures(request: HttpRequest, programme: str) -> HttpResponseBase:
    """Practices supported, money allocated and spent, of the last consolidated return."""
    pack, _ = returning_pack(programme)
    found = external(pack)
    if asked.one_of(request, "format", ("csv",)):
        rows = [_external(pack.id, found)] if found else []
        return csv_file([programme, "external figures"], EXTERNAL, rows)
    collects = bool(reader_of(request).may(Right.COLLECT_RETURNS))
    context = {"pack": pack, "found": found, "collects": collects}
    return render(request, "returns/collecting_external.html", context)


def _external(programme: str, found: External) -> dict[str, Any]:
    return {
        "programme": programme,
        "year": found.year,
        "return": found.collection,
        "number": found.number,
        "as_at": found.as_at.isoformat(),
        "frozen": found.frozen.isoformat(timespec="seconds"),
        "practices_supported": found.practices,
        "allocated_pence": found.allocated.known,
        "spent_pence": found.spent.known if found.spent else HELD,
        "missing": "; ".join(found.missing),
    }


def _counted(held: list[Membership]) -> list[tuple[str, str, int]]:
    """Organisation, role and how many people."""
    found = Counter((one.organisation.name, one.get_role_display()) for one in held)
    return [(*who, people) for who, people in found.items()]
