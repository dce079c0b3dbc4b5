"""Pages of screening results, each narrowed to what its reader may see (see `access`)."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from resilience.accounts.access import reader_of
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.tiers import Tier
from resilience.evidence.opened import figures_at
from resilience.look import asked
from resilience.look.downloads import csv_file
from resilience.organisations.models import Organisation
from resilience.profiles.context import Contexts, contexts
from resilience.profiles.models import Context
from resilience.screening import changes as change
from resilience.screening import queries, tables
from resilience.screening.access import screening_results
from resilience.screening.actions import ENGLAND
from resilience.screening.addresses import address
from resilience.screening.days import on_a_snapshot
from resilience.screening.explained import explain, list_size
from resilience.screening.intelligence_actions import known_locally
from resilience.screening.intelligence_rules import may_withdraw
from resilience.screening.models import ScreenedArea, ScreenedPractice, Snapshot
from resilience.screening.presenting import (
    LEVELS,
    SIGNALS,
    grid_columns,
    grid_rows,
    next_review,
    reasons,
    signal_counts,
)
from resilience.screening.seeing import who_sees_area, who_sees_practice
from resilience.screening.snapshots import areas_of, areas_seen
from resilience.screening.snapshots import programmes as programmes_screened
from resilience.screening.thresholds import indicators_of


@screening_results
def programmes(request: HttpRequest) -> HttpResponseBase:
    """The programmes and the days they were screened for."""
    return render(request, "screening/programmes.html", {"programmes": programmes_screened()})


@on_a_snapshot
def england(request: HttpRequest, snapshot: Snapshot) -> HttpResponseBase:
    """England, region by region; for who does not see all of it, what they do see."""
    reader = reader_of(request)
    seen = areas_seen(snapshot, reader)
    if seen.get(ENGLAND):
        return _area(request, snapshot, ENGLAND)
    areas = seen.roots()
    practices = [] if areas else list(queries.practices_of(snapshot, reader, order="name"))
    match areas, practices:
        case [one], _:
            return redirect(address(snapshot, "area", one.code))
        case _, [one]:
            return redirect(address(snapshot, "practice", one.code))
    seers = who_sees_area(ENGLAND, reader.day)
    counted = [(one, signal_counts(one)) for one in areas]
    context = {"areas": counted, "practices": practices, "seers": seers}
    return _page(request, "screening/yours.html", snapshot, context)


@on_a_snapshot
def area(request: HttpRequest, snapshot: Snapshot, code: str) -> HttpResponseBase:
    """An area of any level: the areas below it and its practices."""
    return _area(request, snapshot, code)


@on_a_snapshot
def practice(request: HttpRequest, snapshot: Snapshot, code: str) -> HttpResponseBase:
    """One practice with every criterion, its reason and its source."""
    reader = reader_of(request)
    found = get_object_or_404(queries.seen_by(snapshot, reader), code=code)
    wanted = asked.one_of(request, "format", ("csv", "local"))
    said = contexts(reader, [code])
    if wanted == "csv":
        one = snapshot.practices.filter(pk=found.pk)
        return _download(snapshot, tables.every_result(snapshot, one, said), code)
    known = known_locally(reader, code, snapshot.programme)
    if wanted == "local":
        return _download(snapshot, tables.local(known), code, "known locally")
    place = Organisation.objects.get(code=code)
    figures = figures_at(settings.RESILIENCE_HOME)
    history = figures.history(code, until=snapshot.as_at)
    earlier = change.previous(snapshot)
    context = {
        "practice": found,
        "trail": areas_of(snapshot).along(found.areas),
        "open": {area.code for area in areas_seen(snapshot, reader)},
        "list_size": list_size(history),
        "domains": explain(snapshot, found, figures, history),
        "earlier": earlier,
        "change": change.compare_practice(earlier, found) if earlier else None,
        "said": _said(snapshot, found, said),
        "known": known,
        "to_withdraw": {one.pk for one in known if may_withdraw(reader, one)},
        "may_enter": reader.may(Right.ENTER_INTELLIGENCE).holds(place),
        "seers": who_sees_practice(place, known, reader.day),
    }
    return _page(request, "screening/practice.html", snapshot, context)


@on_a_snapshot
def review(request: HttpRequest, snapshot: Snapshot) -> HttpResponseBase:
    """The list for review, all of it or of one area or signal."""
    chosen, signal = request.GET.get("area", ""), _signal(request)
    reader = reader_of(request)
    seen = areas_seen(snapshot, reader)
    place = _chosen(snapshot, reader, chosen) if chosen else None
    found = queries.for_review(snapshot, reader, chosen, signal)
    if asked.one_of(request, "format", ("csv",)):
        return _download(snapshot, tables.for_review(snapshot, found), "list for review", chosen)
    count = queries.for_review_count(snapshot, reader, chosen, signal)
    page = queries.page_of(found, request, count=count, whole=True)
    context = {
        "place": place,
        "signal": signal,
        "page": page,
        "rows": reasons(snapshot, page),
        "areas": seen.by_level(snapshot.pack["structure"]["levels"]),
        "everywhere": bool(seen.get(ENGLAND)),
        "names": areas_of(snapshot).names(),
        "next_review": next_review(snapshot),
        "seers": who_sees_area(chosen or ENGLAND, reader.day),
    }
    return _page(request, "screening/review.html", snapshot, context)


@on_a_snapshot
def changes(request: HttpRequest, snapshot: Snapshot) -> HttpResponseBase:
    """Who is new on the list for review since the snapshot before, who left it, and why."""
    earlier = change.previous(snapshot)
    reader = reader_of(request)
    moved = change.moves(earlier, snapshot, reader) if earlier else []
    if asked.one_of(request, "format", ("csv",)):
        found = change.explain(snapshot, moved) if earlier else ()
        return _download(snapshot, tables.changes(found), "changes")
    status = asked.one_of(request, "status", change.STATUSES)
    counts = {each: sum(move.status == each for move in moved) for each in change.STATUSES}
    if status:
        moved = [move for move in moved if move.status == status]
    page = asked.page_of(request, Paginator(moved, queries.PAGE))
    context = {
        "earlier": earlier,
        "counts": counts,
        "changed": [(each, each[:1].upper() + each[1:], counts[each]) for each in counts],
        "status": status,
        "page": page,
        "rows": list(change.explain(snapshot, page)) if earlier else [],
        "seers": who_sees_area(ENGLAND, reader.day),
    }
    return _page(request, "screening/changes.html", snapshot, context)


def _said(
    snapshot: Snapshot, practice: ScreenedPractice, said: Contexts
) -> dict[str, list[Context]]:
    """What a practice says of the figures that its criteria ask for, by criterion."""
    return {
        one["id"]: said.beside(
            practice.code,
            indicators_of(one["rule"]),
            practice.finding(one["id"]).get("period", ""),
        )
        for one in snapshot.pack["criteria"]
    }


def _area(request: HttpRequest, snapshot: Snapshot, code: str) -> HttpResponseBase:
    reader = reader_of(request)
    place = _found(snapshot, reader, code)
    signal, order = _signal(request), asked.one_of(request, "sort", queries.ORDERS) or "first"
    found = queries.practices_of(snapshot, reader, code, signal, order)
    if asked.one_of(request, "format", ("csv",)):
        which = asked.one_of(request, "table", TABLES)
        table = _table_of(snapshot, reader, place, found, which)
        return _download(snapshot, table, place.name, which)
    seen = areas_seen(snapshot, reader)
    below = seen.below(code)
    named = reader.sees(Tier.COMMISSIONER)
    context = {
        "place": place,
        "above": seen.above(place),
        "named": bool(named),
        "counts": signal_counts(place),
        "below": [(one, signal_counts(one)) for one in below],
        "known": queries.known(snapshot, place),
        "signal": signal,
        "sort": order,
        "seers": who_sees_area(code, reader.day),
        "elsewhere": place.practices - sum(one.practices for one in below) if below else 0,
    }
    if code != ENGLAND and named:
        count = None  # of an area that was: not every practice of it need be in reach today
        if named.everywhere:
            count = getattr(place, signal) if signal else place.practices
        page = queries.page_of(found, request, count=count)
        context |= {
            "page": page,
            "columns": grid_columns(snapshot),
            "rows": grid_rows(snapshot, page, partial(address, snapshot)),
        }
    return _page(request, "screening/area.html", snapshot, context)


TABLES = ("practices", "areas", "known", "results")


def _table_of(
    snapshot: Snapshot,
    reader: Reader,
    place: ScreenedArea,
    found: QuerySet[ScreenedPractice],
    which: str,
) -> tables.Table:
    match which:
        case "areas":
            return tables.areas(areas_seen(snapshot, reader).below(place.code))
        case "known":
            return tables.known(queries.known(snapshot, place))
        case "results":
            return tables.every_result(snapshot, found, contexts(reader))
        case _:
            return tables.practices(snapshot, found)


def _found(snapshot: Snapshot, reader: Reader, code: str) -> ScreenedArea:
    found = areas_seen(snapshot, reader).get(code)
    if found is None:
        raise Http404
    return found


def _chosen(snapshot: Snapshot, reader: Reader, code: str) -> ScreenedArea:
    """The area of `?area=QHM`."""
    found = areas_seen(snapshot, reader).get(code)
    if found is None:
        told = "It takes the code of an area that practices of this screen belong to, like ENG."
        raise asked.NotUnderstood("area", code, told)
    return found


def _signal(request: HttpRequest) -> str:
    return asked.one_of(request, "signal", SIGNALS)


def _download(snapshot: Snapshot, table: tables.Table, *name: str) -> HttpResponseBase:
    columns, rows = table
    return csv_file([snapshot.programme, snapshot.as_at, *name], columns, rows)


def _page(
    request: HttpRequest, template: str, snapshot: Snapshot, context: dict[str, Any]
) -> HttpResponseBase:
    """A page that says which programme and day it is of; `to` makes addresses of the same day."""
    shared = {
        "snapshot": snapshot,
        "pack": snapshot.pack,
        "words": SIGNALS,
        "levels": LEVELS,
        "to": partial(address, snapshot),
        "steps": partial(_steps, snapshot),
        "open_england": bool(areas_seen(snapshot, reader_of(request)).get(ENGLAND)),
    }
    return render(request, template, shared | context)


def _steps(snapshot: Snapshot, areas: list[ScreenedArea]) -> list[dict[str, str]]:
    """The way up, as breadcrumbs."""
    return [{"href": address(snapshot, "area", area.code), "text": area.name} for area in areas]
