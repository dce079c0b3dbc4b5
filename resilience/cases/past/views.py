"""Loading what earlier years did for practices from a file (GB2.4-GB2.6, G8.3a)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_http_methods, require_safe

from resilience.accounts.access import may, opened_to, reader_of
from resilience.accounts.roles import Right
from resilience.cases.actions import keep_past, sort_past
from resilience.cases.finding.queries import answers_for
from resilience.cases.models import PastSupport
from resilience.cases.past.forms import ChooseFile, KeepFile, seen
from resilience.cases.past.reading import COLUMNS, NOTE
from resilience.look.downloads import csv_file
from resilience.look.words import number

SHOWN = 20
"""Rows of a file that are shown before it is kept; what is put aside is shown whole."""
loading = opened_to(may(Right.WORK_CASES))


@loading
@require_http_methods(["GET", "HEAD", "POST"])
def past_support(request: HttpRequest) -> HttpResponseBase:
    """Choose a file and see what would be kept of it; then keep it."""
    if request.method == "POST" and "seen" in request.POST:
        return _kept(request)
    form = ChooseFile(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        name, text, rows = form.cleaned_data["file"]
        found = sort_past(reader_of(request), rows)
        context = {
            "name": name,
            "found": found,
            "first": found.new[:SHOWN],
            "form": KeepFile(initial=seen(name, text)),
        }
        return render(request, "cases/past_seen.html", context)
    return _asked(request, form)


@loading
@require_safe
def template(request: HttpRequest) -> HttpResponseBase:
    """A file with the columns and no rows."""
    return csv_file(["past-support"], (*COLUMNS, NOTE), ())


def _kept(request: HttpRequest) -> HttpResponseBase:
    form = KeepFile(request.POST)
    if not form.is_valid():
        again = ChooseFile({}, MultiValueDict())
        again.errors.clear()
        again.add_error(None, form.errors["seen"])
        return _asked(request, again)
    name, rows = form.cleaned_data["seen"]
    kept = keep_past(by=reader_of(request), rows=rows, source=name, at=timezone.now())
    told = [f"{number(kept.new)} kept"]
    told += [f"{number(kept.known)} there already"] if kept.known else []
    told += [f"{number(len(kept.aside))} put aside"] if kept.aside else []
    messages.success(request, f"Rows of {name}: {', '.join(told)}.")
    return redirect("cases:past_support")


def _asked(request: HttpRequest, form: ChooseFile) -> HttpResponseBase:
    reader = reader_of(request)
    mine = PastSupport.objects.visible_to(reader).filter(answers_for(reader).within("organisation"))
    context = {
        "form": form,
        "count": mine.count(),
        "columns": (*COLUMNS, NOTE),
    }
    return render(request, "cases/past_support.html", context)
