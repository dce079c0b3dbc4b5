"""Pages of an area's dashboard, each narrowed to what its reader may see."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from resilience.accounts.access import opened_to, sees
from resilience.accounts.tiers import Tier
from resilience.clusters.dashboard import moved as move
from resilience.clusters.dashboard.choosing import SORTS, STATUSES, chosen, locations
from resilience.clusters.dashboard.compare import compared, england_row
from resilience.clusters.dashboard.counts import counts, finding, many_enough
from resilience.clusters.dashboard.domains import tallied
from resilience.clusters.dashboard.freshness import freshness, not_loaded
from resilience.clusters.dashboard.inequality import view_of
from resilience.clusters.dashboard.looking import Look, looked_at, with_practices
from resilience.clusters.dashboard.people import lines, to_talk_about
from resilience.clusters.dashboard.places import LEVELS, places_of
from resilience.clusters.dashboard.printed import pdf
from resilience.clusters.dashboard.tables import (
    COMPARED,
    FIFTHS,
    compared_rows,
    fifth_rows,
    practice_columns,
    practice_rows,
)
from resilience.evidence.indicators import indicators
from resilience.look import asked
from resilience.look.downloads import csv_file, file_name
from resilience.organisations.models import Kind
from resilience.screening.access import screening_seen
from resilience.screening.presenting import SIGNALS
from resilience.screening.seeing import who_sees_area

FIRST = 8
"""Practices to talk about that the front page names."""
PAGE = 50
MONTH = timedelta(days=30)
practices_seen = sees(Tier.COMMISSIONER)


@opened_to(screening_seen)
@require_safe
def area(request: HttpRequest, programme: str, area: str) -> HttpResponseBase:
    """An area in a minute: statuses, signals, domains, whom to talk about first, what is fresh."""
    look = looked_at(request, programme, area)
    found = lines(look)
    first = to_talk_about(found)
    earlier = move.earlier_screen(look, None)
    every = list(look.every.values())
    told = look.whole or many_enough(look.england, look.area.code, look.area.kind)
    counted = counts(look, found)
    tallies = tallied(look.board.dashboard, every) if told else []
    context = {
        "finding": finding(look, counted, tallies),
        "counts": counted,
        "tallies": tallies,
        "first": first[:FIRST],
        "to_talk_about": len(first),
        "earlier": earlier,
        "bands": move.bands(look, earlier) if look.whole else {},
        "fresh": freshness(look.board, look.area.code),
        "silent": not_loaded(look.board),
        "locations": _below(look),
    }
    return _shown(request, look, "clusters/dashboard_area.html", context)


@opened_to(practices_seen)
@require_safe
def practices(request: HttpRequest, programme: str, area: str) -> HttpResponseBase:
    """Practices by domains, signal and status."""
    look = with_practices(request, programme, area)
    choice = chosen(request, look)
    found = choice.among(lines(look))
    if asked.one_of(request, "format", ("csv",)):
        name = [look.area.code, "dashboard", look.day]
        return csv_file(name, practice_columns(look.board), practice_rows(found))
    context = {
        "choice": choice,
        "page": asked.page_of(request, Paginator(found, PAGE)),
        "locations": locations(look),
        "statuses": STATUSES,
        "sorts": {name: words for name, (words, _) in SORTS.items()},
    }
    return _shown(request, look, "clusters/dashboard_practices.html", context)


@opened_to(screening_seen)
@require_safe
def compare(request: HttpRequest, programme: str, area: str, level: str) -> HttpResponseBase:
    """Figures of places side by side, beside England."""
    look = looked_at(request, programme, area)
    dashboard = look.board.dashboard
    if level not in dashboard.levels or (level == Kind.PRACTICE and not look.named):
        raise Http404
    domains = [one.id for one in dashboard.domains]
    domain = asked.one_of(request, "domain", domains) or domains[0]
    places = places_of(look, level)
    england = england_row(look.board, domain)
    if asked.one_of(request, "format", ("csv",)):
        name = [look.area.code, "compare", level, domain, look.day]
        rows = compared(look.board, domain, places)
        return csv_file(name, COMPARED, compared_rows(level, domain, rows, england))
    page = asked.page_of(request, Paginator(places, PAGE))
    page.object_list = compared(look.board, domain, page)
    levels = [one for one in dashboard.levels if look.named or one != Kind.PRACTICE]
    context = {
        "level": level,
        "levels": [(one, LEVELS[Kind(one)][0]) for one in levels],
        "title": LEVELS[Kind(level)],
        "domain": dashboard.domain(domain),
        "page": page,
        "of_england": england,
    }
    return _shown(request, look, "clusters/dashboard_compare.html", context)


@opened_to(practices_seen)
@require_safe
def inequality(request: HttpRequest, programme: str, area: str) -> HttpResponseBase:
    """Whether signals go with deprivation, age and ethnicity."""
    look = with_practices(request, programme, area)
    dashboard = look.board.dashboard
    if not dashboard.inequality:
        raise Http404
    by = asked.one_of(request, "by", dashboard.inequality) or dashboard.inequality[0]
    view = view_of(look.board, by, lines(look))
    titles = {one.id: one.title for one in dashboard.domains}
    if asked.one_of(request, "format", ("csv",)):
        name = [look.area.code, "inequality", by, look.day]
        return csv_file(name, FIFTHS, fifth_rows(view, titles))
    every = [(fifth.number, one) for fifth in view.fifths for one in fifth.found]
    context = {
        "by": by,
        "view": view,
        "page": asked.page_of(request, Paginator(every, PAGE)),
        "titles": titles,
        "choices": [(name, indicators()[name].title) for name in dashboard.inequality],
    }
    return _shown(request, look, "clusters/dashboard_inequality.html", context)


@opened_to(practices_seen)
@require_safe
def moved(request: HttpRequest, programme: str, area: str) -> HttpResponseBase:
    """Who moved from one band to another since a day, and why."""
    look = with_practices(request, programme, area)
    since = asked.day(request, "since")
    if since and since >= look.day:
        raise asked.NotUnderstood("since", str(since), "It takes a day before that of the page.")
    earlier = move.earlier_screen(look, since)
    from_day = since or (earlier.as_at if earlier else look.day - MONTH)
    context = {
        "since": from_day,
        "earlier": earlier,
        "signals_moved": move.signal_moves(look, earlier),
        "statuses_moved": move.status_moves(look, from_day),
    }
    return _shown(request, look, "clusters/dashboard_moved.html", context)


@opened_to(practices_seen)
@require_safe
def pack(request: HttpRequest, programme: str, area: str) -> HttpResponseBase:
    """A front page and one page a practice, to print. Only for who sees all of the area."""
    look = looked_at(request, programme, area)
    if not look.whole or not look.codes:
        raise Http404
    answer = HttpResponse(pdf(look, timezone.now()), content_type="application/pdf")
    name = file_name([look.area.code, "dashboard", look.day], "pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _below(look: Look) -> list[Any]:
    """The locations of a board that have a dashboard which the reader can open."""
    if look.area.kind != Kind.ICB:
        return []
    found = locations(look)
    if look.whole:
        return found
    scope = look.reader.sees(Tier.COUNTS)
    return [one for one in found if scope.holds(one.id)] if scope else []


def _shown(
    request: HttpRequest, look: Look, template: str, context: dict[str, Any]
) -> HttpResponse:
    every = {
        "look": look,
        "pack": look.pack,
        "dashboard": look.board.dashboard,
        "here": look.here,
        "query": look.query,
        "signals": SIGNALS,
        "today": look.reader.day,
        "seers": who_sees_area(look.area.code, look.reader.day),
    }
    return render(request, template, every | context)
