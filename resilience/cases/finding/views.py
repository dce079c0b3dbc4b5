"""Practices that did not ask: five ways to find them, and recording one (G8.3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from resilience.accounts.access import may, opened_to, reader_of
from resilience.accounts.held import held_form, keeps_what_was_typed
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.accounts.seers import who_sees
from resilience.accounts.tiers import Tier
from resilience.cases.actions import flag
from resilience.cases.finding import queries
from resilience.cases.finding.choosing import choice_of
from resilience.cases.finding.domino import domino, origins
from resilience.cases.finding.earlier import concerns, earlier_offers
from resilience.cases.finding.forms import Flag, first
from resilience.cases.finding.listed import groups, listed, to_find
from resilience.cases.models import Case
from resilience.look import asked
from resilience.programmes.packs import available, load
from resilience.programmes.schema import Pack
from resilience.screening.models import Snapshot
from resilience.screening.presenting import reasons
from resilience.screening.queries import page_of
from resilience.screening.snapshots import snapshot_of

Route = Case.Route
WAYS = {
    Route.LIST_FOR_REVIEW.value: "List for review",
    Route.EARLIER_OFFER.value: "Earlier offers",
    Route.GROUP.value: "Groups",
    Route.CONCERN.value: "Concerns",
    Route.NEIGHBOUR.value: "Beside a closing practice",
}
A_PAGE = 20
finding = opened_to(may(Right.WORK_CASES))


def asking_pack(programme: str) -> Pack:
    """A programme that takes requests; else 404."""
    if programme not in available() or load(programme).asking is None:
        raise Http404
    return load(programme)


def running_pack(reader: Reader) -> Pack:
    """The programme that runs on a reader’s day, or else the latest; 404 where there is none."""
    packs = queries.asking_packs()
    running = [pack for pack in packs if not queries.why_not_now(pack, reader.day)]
    for pack in (*running, *packs):
        return pack
    raise Http404


@finding
@require_safe
def programmes(request: HttpRequest) -> HttpResponseBase:
    """To the programme that runs, or else the latest."""
    return redirect("cases:found", running_pack(reader_of(request)).id)


@finding
@require_safe
def found(request: HttpRequest, programme: str) -> HttpResponseBase:
    """Practices that did not ask, by one of the ways of finding them."""
    reader, pack = reader_of(request), asking_pack(programme)
    way = asked.one_of(request, "by", WAYS) or Route.LIST_FOR_REVIEW.value
    snapshot = snapshot_of(programme, None)
    shown = SHOWN[way](request, reader, pack, snapshot)
    context = {
        "pack": pack,
        "others": [one for one in queries.asking_packs() if one.id != programme],
        "way": way,
        "ways": WAYS,
        "snapshot": snapshot,
        "why_not": queries.why_not_now(pack, reader.day),
    }
    return render(request, f"cases/found_{way}.html", context | shown)


def _listed(
    request: HttpRequest, reader: Reader, pack: Pack, snapshot: Snapshot | None
) -> dict[str, Any]:
    if snapshot is None:
        return {}
    page = page_of(to_find(snapshot, reader, pack.id), request, whole=True)
    codes = [one.code for one in page]
    return {
        "page": page,
        "rows": list(reasons(snapshot, page)),
        "cases": queries.cases_of(codes, pack.id, reader),
        "with_case": listed(snapshot, reader).count() - page.paginator.count,
    }


def _earlier(
    request: HttpRequest, reader: Reader, pack: Pack, snapshot: Snapshot | None
) -> dict[str, Any]:
    return {"page": asked.page_of(request, Paginator(earlier_offers(reader, pack.id), A_PAGE))}


def _groups(
    request: HttpRequest, reader: Reader, pack: Pack, snapshot: Snapshot | None
) -> dict[str, Any]:
    rows = groups(snapshot, reader, pack.id) if snapshot else []
    return {"page": asked.page_of(request, Paginator(rows, A_PAGE))}


def _concerns(
    request: HttpRequest, reader: Reader, pack: Pack, snapshot: Snapshot | None
) -> dict[str, Any]:
    return {"page": asked.page_of(request, Paginator(concerns(reader, pack.id), A_PAGE))}


def _neighbours(
    request: HttpRequest, reader: Reader, pack: Pack, snapshot: Snapshot | None
) -> dict[str, Any]:
    """The practices whose patients may look elsewhere, and the neighbours of the one asked for."""
    every = origins(reader, snapshot)
    of = request.GET.get("of", "").strip().upper()
    chosen = next((one for one in every if one.code == of), None)
    if of and chosen is None:
        raise asked.NotUnderstood("of", of, "It takes the code of a practice on this page.")
    if chosen is None and every:
        chosen = every[0]
    told = domino(chosen, reader) if chosen else None
    codes = [one.neighbour.practice.code for one in told.effects] if told else []
    return {
        "origins": every,
        "domino": told,
        "mine": queries.mine_among(codes, reader),
        "cases": queries.cases_of(codes, pack.id, reader) if codes else {},
    }


Shown = Callable[[HttpRequest, Reader, Pack, "Snapshot | None"], dict[str, Any]]
SHOWN: dict[str, Shown] = {
    Route.LIST_FOR_REVIEW.value: _listed,
    Route.EARLIER_OFFER.value: _earlier,
    Route.GROUP.value: _groups,
    Route.CONCERN.value: _concerns,
    Route.NEIGHBOUR.value: _neighbours,
}


@finding
@sensitive_post_parameters()
@keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, programme: str, code: str) -> HttpResponseBase:
    """Record that a practice, or several of a group, may need help though they did not ask."""
    reader, pack = reader_of(request), asking_pack(programme)
    choice = choice_of(request, code, reader, pack)
    typed = held_form(request)
    form = Flag(
        request.POST if request.method == "POST" else None,
        choices=[(one.code, f"{one.name} ({one.code})") for one in choice.practices],
        several=choice.several,
        chosen=typed.getlist("practices") if typed else choice.chosen,
        initial={"why": choice.why, "leads": next(iter(choice.chosen), None)} | first(typed),
    )
    if form.is_valid():
        try:
            case = flag(
                by=reader,
                practices=choice.in_order(form.cleaned_data),
                programme=programme,
                route=choice.route,
                why=form.cleaned_data["why"],
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            told = f"{case.organisation.name} is recorded as {case.reference}. It is not told."
            messages.success(request, told)
            return redirect("cases:case", case.reference)
    lead = choice.practices[0]
    context = {
        "pack": pack,
        "choice": choice,
        "form": form,
        "way": WAYS[choice.route],
        "why_not": queries.why_not_now(pack, reader.day),
        "seers": [("This is read by", who_sees(lead, Tier.DELIBERATION, reader.day))],
    }
    return render(request, "cases/found_record.html", context)
