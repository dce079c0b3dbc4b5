"""Reading an extract of the ledger: choose a file, say which column says what, see what would
become of each line, and then read it into the books."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_safe

from resilience.accounts.access import may, opened_to, reader_of
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.cases.following.step_views import form_page
from resilience.funding.actions.importing import read_extract, sorted_extract
from resilience.funding.ledger.columns import MEANINGS, Table, likely, table_of
from resilience.funding.ledger.forms import ChooseColumns, ChooseFile
from resilience.funding.ledger.queries import pot_kept, remembered
from resilience.funding.ledger.reading import MOST_ROWS, File, NotRead
from resilience.funding.ledger.samples import SAMPLE, SAMPLE_COLUMNS
from resilience.funding.ledger.sealed import seal, unsealed
from resilience.funding.models import Pot
from resilience.look.downloads import csv_file
from resilience.look.words import plural
from resilience.programmes.local import in_force

FIRST = 5
"""Rows that are shown beside the question which column says what."""
SHOWN = 100
"""Lines of each kind that are shown before they are read; afterwards all are."""
keeping = opened_to(may(Right.KEEP_BOOKS))


@keeping
@form_page
def new(request: HttpRequest, programme: str, year: str, holder: str) -> HttpResponseBase:
    """Each step posts what the one before found; only the last writes anything."""
    pot = pot_kept(reader_of(request), programme, year, holder)
    step = STEPS.get(request.POST.get("step", ""), _asked)
    try:
        return step(request, pot)
    except (NotRead, Refused) as problem:
        return _asked(request, pot, str(problem))


@keeping
@require_safe
def sample(request: HttpRequest, programme: str, year: str, holder: str) -> HttpResponseBase:
    """A file with the columns that are needed and a few lines."""
    pot_kept(reader_of(request), programme, year, holder)
    return csv_file(["sample", "ledger"], SAMPLE_COLUMNS, SAMPLE)


def _asked(request: HttpRequest, pot: Pot, problem: str = "") -> HttpResponseBase:
    """Asks for the file."""
    form = ChooseFile()
    if problem:
        form = ChooseFile({}, MultiValueDict())
        form.errors.clear()
        form.add_error(None, problem)
    return _file_page(request, pot, form)


def _chosen(request: HttpRequest, pot: Pot) -> HttpResponseBase:
    """A file was chosen: ask which column says what, prefilled as last time or by likely names."""
    form = ChooseFile(request.POST, request.FILES)
    if not form.is_valid():
        return _file_page(request, pot, form)
    file: File = form.cleaned_data["file"]
    known = remembered(pot)
    table = table_of(file, known)
    columns = known.get(table.key) or likely(table.labels)
    sealed = seal(reader_of(request), pot, file, {})
    asked = ChooseColumns(None, table=table, seen=sealed, columns=columns)
    return _columns_page(request, pot, table, asked, known=table.key in known)


def _shown(request: HttpRequest, pot: Pot) -> HttpResponseBase:
    """The columns were chosen: show what would become of each line."""
    by, sealed = reader_of(request), request.POST.get("seen", "")
    file = unsealed(by, pot, sealed).file
    table = table_of(file, remembered(pot))
    form = ChooseColumns(request.POST, table=table, seen=sealed, columns={})
    if not form.is_valid():
        return _columns_page(request, pot, table, form)
    columns: Mapping[str, str] = form.cleaned_data["columns"]
    found = sorted_extract(by=by, pot=pot, table=table, columns=columns, at=timezone.now())
    context: dict[str, Any] = {
        "pot": pot,
        "pack": in_force(pot.programme),
        "file": file,
        "found": found,
        "most": SHOWN,
        "seen": seal(by, pot, file, columns),
    }
    return render(request, "funding/ledger_preview.html", context)


def _read(request: HttpRequest, pot: Pot) -> HttpResponseBase:
    """What was shown is read into the books."""
    by = reader_of(request)
    sealed = unsealed(by, pot, request.POST.get("seen", ""))
    table = table_of(sealed.file, remembered(pot))
    extract = read_extract(by=by, pot=pot, table=table, columns=sealed.columns, at=timezone.now())
    messages.success(request, f"{plural(extract.lines.count(), 'line')} of {extract.name} read.")
    return redirect("funding:ledger_extract", pot.programme, pot.year, pot.holder.code, extract.pk)


STEPS = {"file": _chosen, "columns": _shown, "read": _read}


def _file_page(request: HttpRequest, pot: Pot, form: ChooseFile) -> HttpResponseBase:
    context = {
        "pot": pot,
        "pack": in_force(pot.programme),
        "form": form,
        "meanings": MEANINGS,
        "most": MOST_ROWS,
    }
    return render(request, "funding/ledger_new.html", context)


def _columns_page(
    request: HttpRequest, pot: Pot, table: Table, form: ChooseColumns, known: bool = False
) -> HttpResponseBase:
    context = {
        "pot": pot,
        "pack": in_force(pot.programme),
        "form": form,
        "table": table,
        "first": table.rows[:FIRST],
        "known": known,
    }
    return render(request, "funding/ledger_columns.html", context)
