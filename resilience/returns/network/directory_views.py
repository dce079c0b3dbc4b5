"""The directory of the network, and the distribution list."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from resilience.accounts.access import may, opened_to, reader_of
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.cases.contacts.forms import dialled
from resilience.look import asked
from resilience.look.downloads import csv_file
from resilience.programmes.schema.returns import Returns
from resilience.returns.addressed import returning_pack
from resilience.returns.figures.areas import areas
from resilience.returns.network.addressed import network
from resilience.returns.network.directory import directory, in_it, is_old, on_the_list, own_entry
from resilience.returns.network.forms import InWriting
from resilience.returns.network.joining import add_in_writing, check, remove, take_list

form_page = require_http_methods(["GET", "HEAD", "POST"])
keeping = opened_to(may(Right.COLLECT_RETURNS))
COLUMNS = ("name", "post", "organisation", "organisation_code", "email")


def posted(request: HttpRequest) -> Any:
    """What a form is bound to."""
    return request.POST if request.method == "POST" else None


@network
@require_safe
def people(request: HttpRequest, programme: str) -> HttpResponseBase:
    """Who stands in the directory, area by area, beside the local contacts of teams."""
    pack, returns = returning_pack(programme)
    reader = reader_of(request)
    text = asked.clean(request.GET.get("q", ""))
    known = {one.code: one.name for one in areas(pack, reader.day) if one.code}
    area = asked.one_of(request, "area", known)
    context = {
        "pack": pack,
        "mailto": mailto(returns),
        "returns": returns,
        "text": text,
        "area": area,
        "areas": known,
        "blocks": directory(pack, reader.day, text, area),
        "own": own_entry(reader, pack.id),
        "keeps": bool(reader.may(Right.COLLECT_RETURNS)),
        "mailed": on_the_list(pack.id, reader.day).count(),
        "dialled": dialled,
        "day": reader.day,
    }
    return render(request, "returns/network_directory.html", context)


@keeping
@sensitive_post_parameters()
@form_page
def add(request: HttpRequest, programme: str) -> HttpResponseBase:
    """Put somebody into the directory who agreed to it in writing."""
    pack, _ = returning_pack(programme)
    form = InWriting(posted(request))
    if form.is_valid():
        try:
            add_in_writing(by=reader_of(request), pack=pack, at=timezone.now(), **form.told)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "They stand in the directory.")
            return redirect("returns:network", programme)
    return render(request, "returns/network_add.html", {"pack": pack, "form": form})


@keeping
@form_page
def entry(request: HttpRequest, programme: str, entry: int) -> HttpResponseBase:
    """Somebody's entry: the national team says that it is right, or removes it."""
    pack, _ = returning_pack(programme)
    reader = reader_of(request)
    found = get_object_or_404(in_it(pack.id, reader.day), pk=entry)
    act = request.POST.get("act") if request.method == "POST" else None
    if act == "remove":
        remove(by=reader, contact=found)
        messages.success(request, "The entry is removed, and nothing of it is left.")
        return redirect("returns:network", programme)
    if act == "check":
        check(by=reader, contact=found, at=timezone.now())
        messages.success(request, "It is kept that the entry is right.")
        return redirect("returns:network", programme)
    context = {"pack": pack, "entry": found, "old": is_old(found, reader.day)}
    return render(request, "returns/network_entry.html", context)


@keeping
@require_POST
def distribution_list(request: HttpRequest, programme: str) -> HttpResponseBase:
    """The addresses of those who agreed to be on the list, as a file."""
    pack, _ = returning_pack(programme)
    reader = reader_of(request)
    rows = take_list(by=reader, pack=pack)
    return csv_file((pack.id, "distribution list", reader.day), COLUMNS, rows)


def mailto(returns: Returns) -> str:
    """Where questions go by e-mail under the programme's heading; empty where it names none."""
    if not returns.questions_to:
        return ""
    subject = urlencode({"subject": returns.questions_heading}).replace("+", "%20")
    return f"mailto:{returns.questions_to}" + (f"?{subject}" if returns.questions_heading else "")
