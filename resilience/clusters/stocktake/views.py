"""Rounds of an area: the list, opening one, and what each came to."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from resilience.accounts.access import may, opened_to, reader_of, sees
from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.accounts.seers import who_sees
from resilience.accounts.tiers import Tier
from resilience.clusters.addressed import At
from resilience.clusters.models import Stocktake
from resilience.clusters.questionnaire.scoring import band_of
from resilience.clusters.stocktake.addressed import result_at, results_of, round_at, rounds_at
from resilience.clusters.stocktake.figures import clusters_at, pooled_by_cluster
from resilience.clusters.stocktake.forms import RoundForm
from resilience.clusters.stocktake.rounds import call_off, open_round
from resilience.clusters.stocktake.rules import why_not_call_off, why_not_run
from resilience.clusters.stocktake.shown import (
    COLUMNS,
    WHY_HELD,
    Mean,
    Result,
    changes,
    day_of,
    rows,
)
from resilience.clusters.typed import held, posted
from resilience.look import asked
from resilience.look.downloads import csv_file

form_page = require_http_methods(["GET", "HEAD", "POST"])
reading = opened_to(sees(Tier.COUNTS))
"""Results are for who sees counts of an area; a practice reads its own report."""
running = opened_to(may(Right.RUN_LOCALLY))


@opened_to(sees(Tier.COUNTS, Tier.COMMISSIONER))
@require_safe
def rounds(request: HttpRequest, programme: str, area: str) -> HttpResponseBase:
    """The rounds of an area, the latest first."""
    reader = reader_of(request)
    at = rounds_at(reader, programme, area)
    found = Stocktake.objects.visible_to(reader).filter(programme=at.pack.id, area=at.organisation)
    context = {
        "at": at,
        "limits": at.pack.stocktaking,
        "rounds": list(found.select_related("result")),
        "today": reader.day,
        "runs": not why_not_run(reader, at.organisation),
        "reads": bool(reader.sees(Tier.COUNTS)),
    }
    return render(request, "clusters/stocktake_rounds.html", context)


@running
@keeps_what_was_typed
@form_page
def open_(request: HttpRequest, programme: str, area: str) -> HttpResponseBase:
    """Plan a round."""
    reader = reader_of(request)
    at = rounds_at(reader, programme, area, to_run=True)
    form = RoundForm(posted(request), initial=held(request))
    if form.is_valid():
        try:
            made = open_round(by=reader, at=at, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The round is planned. Its practices are told.")
            return redirect("clusters:stocktake", *at.here, made.pk)
    context = {"at": at, "form": form, "limits": at.pack.stocktaking}
    return render(request, "clusters/stocktake_open.html", context)


@reading
@require_safe
def round_(request: HttpRequest, programme: str, area: str, number: int) -> HttpResponseBase:
    """One round: its days and, once it is over, what it came to by cluster."""
    reader = reader_of(request)
    at = rounds_at(reader, programme, area)
    found = round_at(reader, at, number)
    frozen = results_of(reader, at).filter(stocktake=found).first()
    wanted = asked.one_of(request, "format", ("csv",))
    if frozen is None:
        if wanted:
            raise Http404
        return render(request, "clusters/stocktake_round.html", _planned(at, found, reader))
    result = Result(frozen)
    if wanted:
        return csv_file([programme, area, found.closes, "stocktake"], COLUMNS, rows(result))
    before = _before(result, reader, at)
    context = {
        "at": at,
        "round": found,
        "result": result,
        "before": before,
        "changes": {one.id: changes(one, before.line(one.id)) for one in result.lines}
        if before
        else {},
        "of_area": changes(result.area, before.area) if before and result.area else {},
        "WHY_HELD": WHY_HELD,
        "meaning": partial(_meaning, at),
        "seers": _seers(at, reader),
    }
    return render(request, "clusters/stocktake_result.html", context)


@reading
@require_safe
def cell(
    request: HttpRequest, programme: str, area: str, number: int, cell: str
) -> HttpResponseBase:
    """Question by question, what is told of a cell or of the whole area."""
    reader = reader_of(request)
    at = rounds_at(reader, programme, area)
    result = result_at(reader, at, number)
    line = result.area if cell == "area" else result.line(cell)
    if line is None:
        raise Http404
    context = {"at": at, "round": result.frozen.stocktake, "result": result, "line": line}
    context["seers"] = _seers(at, reader)
    return render(request, "clusters/stocktake_cell.html", context)


@reading
@require_safe
def published(request: HttpRequest, programme: str, area: str, number: int) -> HttpResponseBase:
    """What is published about the practices of each cluster together, on the last day of a
    round: anyone may know it."""
    reader = reader_of(request)
    at = rounds_at(reader, programme, area)
    result = result_at(reader, at, number)
    groups = clusters_at(at.pack, at.organisation, day_of(result))
    context = {
        "at": at,
        "round": result.frozen.stocktake,
        "groups": groups,
        "domains": pooled_by_cluster(at.pack, groups, day_of(result)),
    }
    return render(request, "clusters/stocktake_published.html", context)


@running
@form_page
def off(request: HttpRequest, programme: str, area: str, number: int) -> HttpResponseBase:
    """Call a planned round off."""
    reader = reader_of(request)
    at = rounds_at(reader, programme, area, to_run=True)
    found = round_at(reader, at, number)
    why_not = why_not_call_off(reader, found, reader.day)
    if request.method == "POST":
        try:
            call_off(by=reader, round_=found, now=timezone.now())
        except Refused as refused:
            why_not = str(refused)
        else:
            messages.success(request, "The round is called off. Who was told of it is told so.")
            return redirect("clusters:stocktakes", *at.here)
    context = {"at": at, "round": found, "why_not": why_not}
    return render(request, "clusters/stocktake_off.html", context)


def _planned(at: At, found: Stocktake, reader: Reader) -> dict[str, Any]:
    return {
        "at": at,
        "round": found,
        "today": reader.day,
        "calls_off": not why_not_call_off(reader, found, reader.day),
        "limits": at.pack.stocktaking,
        "seers": _seers(at, reader),
    }


def _meaning(at: At, found: Mean) -> str:
    """What a share of points is taken to mean, as the questionnaire has it."""
    band = (
        band_of(at.pack.questionnaire, found.points, found.most) if at.pack.questionnaire else None
    )
    return band.title if band else ""


def _before(result: Result, reader: Reader, at: At) -> Result | None:
    """The round of the area before this one, with the same questionnaire."""
    earlier = results_of(reader, at).filter(
        stocktake__closes__lt=day_of(result),
        stocktake__questionnaire=result.frozen.stocktake.questionnaire,
    )
    found = earlier.first()
    return Result(found) if found else None


def _seers(at: At, reader: Reader) -> list[tuple[str, object]]:
    seen_by = who_sees(at.organisation, Tier.COUNTS, reader.day)
    return [("This page is seen by", seen_by)]
