"""Pages of what was read: the extracts, the lines that wait, and what becomes of one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from resilience.accounts.access import reader_of
from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused
from resilience.cases.following.step_views import form_page
from resilience.funding.actions.queueing import (
    join_line,
    match_line,
    put_back,
    read_of,
    recorded_by_hand,
    set_aside,
    try_again,
)
from resilience.funding.ledger.forms import Join, Match, SetAside
from resilience.funding.ledger.queries import candidates, counts, pot_kept, queue
from resilience.funding.ledger.reading_views import keeping
from resilience.funding.models import Entry, LedgerLine, Pot
from resilience.look import asked
from resilience.look.downloads import csv_file
from resilience.look.words import plural
from resilience.programmes.local import in_force

State = LedgerLine.State
PAGE = 50
COLUMNS = (
    "row",
    "state",
    "why",
    "day",
    "amount_pence",
    "document",
    "payee",
    "finance_code",
    "description",
    "entry",
)


@keeping
@require_safe
def ledger(request: HttpRequest, programme: str, year: str, holder: str) -> HttpResponseBase:
    """The extracts that were read, and the lines that wait."""
    pot = pot_kept(reader_of(request), programme, year, holder)
    extracts = list(pot.extracts.all())
    context = {
        "pot": pot,
        "pack": in_force(programme),
        "extracts": extracts,
        "counts": counts(extracts),
        "page": asked.page_of(request, Paginator(queue(pot), PAGE)),
        "states": State.choices,
    }
    return render(request, "funding/ledger.html", context)


@keeping
@require_safe
def extract(
    request: HttpRequest, programme: str, year: str, holder: str, number: int
) -> HttpResponseBase:
    """The lines of one extract, by what became of them."""
    pot = pot_kept(reader_of(request), programme, year, holder)
    one = get_object_or_404(pot.extracts, pk=number)
    lines = one.lines.select_related("entry__commitment__case").order_by("row")
    state = asked.one_of(request, "state", State.values)
    if state:
        lines = lines.filter(state=state)
    if asked.one_of(request, "format", ("csv",)):
        name = ["ledger", pot.programme, pot.year, holder, one.name.rpartition(".")[0], state]
        return csv_file(name, COLUMNS, map(_row, lines.iterator(1_000)))
    context = {
        "pot": pot,
        "pack": in_force(programme),
        "extract": one,
        "counts": counts([one])[one.pk],
        "state": state,
        "states": State.choices,
        "page": asked.page_of(request, Paginator(lines, PAGE)),
    }
    return render(request, "funding/ledger_extract.html", context)


@keeping
@require_POST
def again(request: HttpRequest, programme: str, year: str, holder: str) -> HttpResponseBase:
    """Match what waits and fits by now."""
    reader = reader_of(request)
    pot = pot_kept(reader, programme, year, holder)
    try:
        matched = try_again(by=reader, pot=pot, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{plural(matched, 'line')} matched that waited before.")
    return redirect("funding:ledger", programme, year, holder)


@keeping
@form_page
def line(
    request: HttpRequest, programme: str, year: str, holder: str, number: int
) -> HttpResponseBase:
    """One line: match it to an invoice, say that it was recorded by hand, or set it aside."""
    reader = reader_of(request)
    pot = pot_kept(reader, programme, year, holder)
    lines = pot.ledger_lines.select_related("extract", "pot__holder", "entry__commitment__case")
    one = get_object_or_404(lines, pk=number)
    act = request.POST.get("act", "")
    offered = dict(_forms(request, reader, pot, one, act)) if one.state == State.QUEUED else {}
    if request.method == "POST":
        doing = DOES.get(act)
        form = offered.get(act, forms.Form({}))
        if doing is not None and form.is_valid():
            try:
                told = doing(reader, one, form.cleaned_data)
            except Refused as refused:
                form.add_error(None, str(refused))
                if act not in offered:
                    messages.error(request, str(refused))
            else:
                messages.success(request, told)
                return redirect("funding:ledger", programme, year, holder)
        one = get_object_or_404(lines, pk=number)
    context = {
        "pot": pot,
        "pack": in_force(programme),
        "line": one,
        "forms": offered,
        "problem": offered.get(act),
        "taken_back": one.entry is not None and hasattr(one.entry, "reversed_by"),
    }
    return render(request, "funding/ledger_line.html", context)


def _forms(
    request: HttpRequest, reader: Reader, pot: Pot, one: LedgerLine, act: str
) -> Iterator[tuple[str, forms.Form]]:
    """What can be done with a line that waits; the one that was sent holds what was typed."""

    def typed(name: str) -> Any:
        return request.POST if act == name else None

    pack, told = in_force(pot.programme), read_of(one)
    if found := candidates(told, pot, pack, reader.day):
        codes = pack.funding.codes if pack.funding else ()
        yield "match", Match(typed("match"), line=told, found=found, codes=codes)
    if payments := recorded_by_hand(one):
        yield "join", Join(typed("join"), found=payments)
    yield "aside", SetAside(typed("aside"))


def _match(by: Reader, one: LedgerLine, told: dict[str, Any]) -> str:
    invoices = Entry.objects.select_related("commitment__case", "commitment__payee")
    invoice = invoices.get(pk=told["invoice"])
    match_line(
        by=by,
        line=one,
        invoice=invoice,
        code=told["code"],
        at=timezone.now(),
        why=told["why"],
    )
    return f"Row {one.row} is matched to invoice {invoice.document}."


def _join(by: Reader, one: LedgerLine, told: dict[str, Any]) -> str:
    payment = Entry.objects.get(pk=told["payment"])
    join_line(by=by, line=one, payment=payment, at=timezone.now())
    return f"Row {one.row} is matched to the payment that was recorded by hand."


def _set_aside(by: Reader, one: LedgerLine, told: dict[str, Any]) -> str:
    set_aside(by=by, line=one, at=timezone.now(), why=told["why"])
    return f"Row {one.row} is set aside."


def _put_back(by: Reader, one: LedgerLine, told: dict[str, Any]) -> str:
    put_back(by=by, line=one, at=timezone.now())
    return f"Row {one.row} waits again."


DOES: dict[str, Callable[[Reader, LedgerLine, dict[str, Any]], str]] = {
    "match": _match,
    "join": _join,
    "aside": _set_aside,
    "back": _put_back,
}


def _row(one: LedgerLine) -> dict[str, Any]:
    return {
        "row": one.row,
        "state": one.state,
        "why": one.said,
        "day": one.day,
        "amount_pence": one.pence,
        "document": one.document,
        "payee": one.payee,
        "finance_code": one.code,
        "description": one.about,
        "entry": one.entry.number if one.entry else None,
    }
