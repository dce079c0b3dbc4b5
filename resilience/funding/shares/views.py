"""The page of shares: how the money of a year is shared by population, beside what was entered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from resilience.accounts.access import anyone, may, opened_to, reader_of
from resilience.accounts.held import held_form, keeps_what_was_typed
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.evidence.store import Store
from resilience.funding.actions.allocating import take_shares
from resilience.funding.addressed import funded_pack, year_called
from resilience.funding.shares.asked import asked_for, pence_of
from resilience.funding.shares.beside import Row, compared, others, rows
from resilience.funding.shares.computed import LEVELS, Shared, shared
from resilience.funding.shares.forms import Taking
from resilience.funding.shares.populations import NothingToShareBy
from resilience.funding.years import Year
from resilience.look import asked
from resilience.look.downloads import csv_file
from resilience.organisations.names import kind_word
from resilience.programmes.schema import Pack

COLUMNS = ("organisation", "name", "population", "amount_pence")
ENTERED = ("computed_pence", "provisional_pence", "final_pence", "in_force", "in_force_pence")


@opened_to(anyone)
@require_safe
def shares(request: HttpRequest, programme: str, year: str) -> HttpResponseBase:
    """The share of each area of a kind, on a day; what was entered, for who sees the pots."""
    reader, pack, of = reader_of(request), funded_pack(programme), year_called(year)
    known = pack.funding.year(of.label) if pack.funding else None
    if known is None:
        raise Http404
    level = asked.one_of(request, "by", LEVELS) or _usual(pack)
    kind = asked.one_of(request, "format", ("csv",))
    day, pence = asked.day(request) or of.starts, _amount(request)
    found, problem = _shared(pack, of, level, day, pence)
    listed = rows(found, pack, of.label, reader) if found else []
    entered = any(one.pot for one in listed)
    if kind and found:
        columns = (*COLUMNS, *(ENTERED if entered else ()))
        return csv_file([programme, year, level, day, "shares"], columns, _lines(listed))
    chosen = {"by": level, "as_at": day.isoformat(), "amount": request.GET.get("amount", "")}
    context = {
        "pack": pack,
        "year": of,
        "stated": known.pounds,
        "cite": known.cite,
        "level": level,
        "levels": {one: kind_word(one, day) for one in LEVELS},
        "day": day,
        "found": found,
        "problem": problem,
        "rows": listed,
        "entered": entered,
        "keeps": any(one.keeps for one in listed) and pence is None,
        "in_force": sum(one.pot.allocated for one in listed if one.pot),
        "others": others(found, pack, of.label, reader) if found else [],
        "compared": list(compared(found, pack, of.label)) if found and pence is None else [],
        "query": {name: value for name, value in chosen.items() if value},
    }
    return render(request, "funding/shares.html", context)


@opened_to(may(Right.KEEP_BOOKS))
@keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest, programme: str, year: str) -> HttpResponseBase:
    """Allocate to every holder whose books one keeps the share that was computed for a day."""
    reader, pack, of = reader_of(request), funded_pack(programme), year_called(year)
    day = asked.day(request) or of.starts
    found, problem = _shared(pack, of, _usual(pack), day, None)
    mine = [one for one in rows(found, pack, of.label, reader) if one.keeps] if found else []
    if found and not mine:
        raise Http404
    held = held_form(request)
    form = Taking(
        request.POST if request.method == "POST" else None,
        initial={"day": reader.day} | (held.dict() if held else {}),
    )
    if found and form.is_valid():
        by_code = {one.share.organisation: one.share.pence for one in mine}
        try:
            taken = take_shares(
                by=reader,
                programme=pack.id,
                year=of.label,
                shares=by_code,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Computed shares allocated: {taken}.")
            at = reverse("funding:shares", args=[pack.id, of.label])
            return redirect(f"{at}?{urlencode({'as_at': day.isoformat()})}")
    context = {"pack": pack, "year": of, "day": day, "found": found, "problem": problem}
    return render(request, "funding/shares_take.html", context | {"rows": mine, "form": form})


def _usual(pack: Pack) -> str:
    """The kind of area that holds the money."""
    return pack.funding.holder if pack.funding else LEVELS[0]


def _amount(request: HttpRequest) -> int | None:
    """The pence of `?amount=12,500`; None without."""
    given = request.GET.get("amount", "").strip()
    try:
        return pence_of(given) if given else None
    except ValueError:
        allowed = "It takes pounds, like 12,500 or 12500.50."
        raise asked.NotUnderstood("amount", given, allowed) from None


def _shared(
    pack: Pack, year: Year, level: str, day: date, pence: int | None
) -> tuple[Shared | None, str]:
    """The shares, or why there are none."""
    try:
        of_day, whole = asked_for(pack, year.label, day, pence)
        return shared(pack, level, of_day, whole, Store(settings.RESILIENCE_HOME)), ""
    except NothingToShareBy as problem:
        return None, str(problem)


def _lines(listed: list[Row]) -> Iterator[dict[str, Any]]:
    for one in listed:
        said = one.entered.pence
        yield {
            "organisation": one.share.organisation,
            "name": one.share.name,
            "population": one.share.population,
            "amount_pence": one.share.pence,
            "computed_pence": said.get("computed"),
            "provisional_pence": said.get("provisional"),
            "final_pence": said.get("final"),
            "in_force": one.entered.in_force,
            "in_force_pence": one.pot.allocated if one.pot else None,
        }
