"""Pages of screening results, each narrowed to what its reader may see (see `access`)."""

from __future__ import annotations

from functools import partial

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from resilience.accounts.access import reader_of
from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.look import asked
from resilience.profiles.context import contexts
from resilience.screening import changes as change
from resilience.screening import queries, tables
from resilience.screening.access import screening_results
from resilience.screening.actions import ENGLAND
from resilience.screening.addresses import address
from resilience.screening.days import on_a_snapshot
from resilience.screening.framing import download, shown
from resilience.screening.models import ScreenedArea, Snapshot
from resilience.screening.practices import Practices
from resilience.screening.presenting import (
    SIGNALS,
    grid_columns,
    grid_rows,
    next_review,
    reasons,
    signal_counts,
)
from resilience.screening.seeing import who_sees_area
from resilience.screening.sight import Sight
from resilience.screening.snapshots import areas_of
from resilience.screening.snapshots import programmes as programmes_screened
from resilience.screening.status_queries import KINDS, counted, statuses, statuses_of, with_status


@screening_results
def programmes(request: HttpRequest) -> HttpResponseBase:
    """The programmes and the days they were screened for."""
    return render(request, "screening/programmes.html", {"programmes": programmes_screened()})


@on_a_snapshot
def england(request: HttpRequest, snapshot: Snapshot) -> HttpResponseBase:
    """England, region by region; for who does not see all of it, what they do see."""
    sight = Sight(snapshot, reader_of(request))
    if sight.areas.get(ENGLAND):
        return _area(request, sight, ENGLAND)
    areas = sight.areas.roots()
    practices = [] if areas else list(sight.practices.sorted(*queries.ORDERS["name"]))
    match areas, practices:
        case [one], _:
            return redirect(address(snapshot, "area", one.code))
        case _, [one]:
            return redirect(address(snapshot, "practice", one.code))
    seers = who_sees_area(ENGLAND, reader_of(request).day)
    counted = [(one, signal_counts(one)) for one in areas]
    context = {"areas": counted, "practices": practices, "seers": seers}
    return shown(request, "screening/yours.html", sight, context)


@on_a_snapshot
def area(request: HttpRequest, snapshot: Snapshot, code: str) -> HttpResponseBase:
    """An area of any level: the areas below it and its practices."""
    return _area(request, Sight(snapshot, reader_of(request)), code)


@on_a_snapshot
def review(request: HttpRequest, snapshot: Snapshot) -> HttpResponseBase:
    """The list for review, all of it or of one area or signal."""
    chosen, signal = request.GET.get("area", ""), _signal(request)
    reader = reader_of(request)
    sight = Sight(snapshot, reader)
    place = _chosen(sight, chosen) if chosen else None
    found = queries.for_review(sight, chosen, signal)
    if asked.one_of(request, "format", ("csv",)):
        told = statuses(reader, snapshot.programme, reader.day)
        table = tables.for_review(snapshot, found, told)
        return download(snapshot, table, "list for review", chosen)
    count = queries.for_review_count(sight, chosen, signal)
    page = queries.page_of(found, request, count=count, whole=True)
    context = {
        "place": place,
        "signal": signal,
        "page": page,
        "rows": reasons(snapshot, page),
        "areas": sight.areas.by_level(snapshot.pack["structure"]["levels"]),
        "everywhere": bool(sight.areas.get(ENGLAND)),
        "names": areas_of(snapshot).names(),
        "next_review": next_review(snapshot),
        "statuses": statuses(reader, snapshot.programme, reader.day, [one.code for one in page]),
        "today": reader.day,
        "seers": who_sees_area(chosen or ENGLAND, reader.day),
    }
    return shown(request, "screening/review.html", sight, context)


@on_a_snapshot
def changes(request: HttpRequest, snapshot: Snapshot) -> HttpResponseBase:
    """Who is new on the list for review since the snapshot before, who left it, and why."""
    earlier, reader = change.previous(snapshot), reader_of(request)
    sight = Sight(snapshot, reader)
    moved = change.moves(Sight(earlier, reader), sight) if earlier else []
    if asked.one_of(request, "format", ("csv",)):
        found = change.explain(sight, moved) if earlier else ()
        return download(snapshot, tables.changes(found), "changes")
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
        "rows": list(change.explain(sight, page)) if earlier else [],
        "seers": who_sees_area(ENGLAND, reader.day),
    }
    return shown(request, "screening/changes.html", sight, context)


def _area(request: HttpRequest, sight: Sight, code: str) -> HttpResponseBase:
    snapshot, reader = sight.snapshot, reader_of(request)
    place = sight.areas.get(code)
    if place is None:
        raise Http404
    signal, order = _signal(request), asked.one_of(request, "sort", queries.ORDERS) or "first"
    status = asked.one_of(request, "status", KINDS)
    found = queries.narrowed(sight.practices, code, signal).sorted(*queries.ORDERS[order])
    if status:
        found = found.filter(with_status(reader, snapshot.programme, status))
    if asked.one_of(request, "format", ("csv",)):
        which = asked.one_of(request, "table", TABLES)
        return download(snapshot, _table_of(sight, reader, place, found, which), place.name, which)
    below = sight.areas.below(code)
    named = reader.sees(Tier.COMMISSIONER)
    context = {
        "place": place,
        "above": sight.areas.above(place),
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
        if named.everywhere and not status:
            count = getattr(place, signal) if signal else place.practices
        page = queries.page_of(found, request, count=count)
        confirmed = statuses_of(queries.narrowed(sight.practices, code), reader, snapshot.programme)
        context |= {
            "page": page,
            "columns": grid_columns(snapshot),
            "rows": grid_rows(snapshot, page, partial(address, snapshot), confirmed),
            "status": status,
            "kinds": KINDS,
            "confirmed": counted(confirmed, reader.day),
        }
    return shown(request, "screening/area.html", sight, context)


TABLES = ("practices", "areas", "known", "results")


def _table_of(
    sight: Sight, reader: Reader, place: ScreenedArea, found: Practices, which: str
) -> tables.Table:
    snapshot = sight.snapshot
    match which:
        case "areas":
            return tables.areas(sight.areas.below(place.code))
        case "known":
            return tables.known(queries.known(snapshot, place))
        case "results":
            return tables.every_result(snapshot, found, contexts(reader))
        case _:
            told = statuses(reader, snapshot.programme, reader.day)
            return tables.practices(snapshot, found, told)


def _chosen(sight: Sight, code: str) -> ScreenedArea:
    """The area of `?area=QHM`."""
    found = sight.areas.get(code)
    if found is None:
        told = "It takes the code of an area that practices of this screen belong to, like ENG."
        raise asked.NotUnderstood("area", code, told)
    return found


def _signal(request: HttpRequest) -> str:
    return asked.one_of(request, "signal", SIGNALS)
