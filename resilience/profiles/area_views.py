"""The public page of what changed in an area; published facts, no score."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from resilience.look import asked
from resilience.look.downloads import csv_file
from resilience.organisations.finding import with_code
from resilience.organisations.models import Kind
from resilience.profiles.area_changes import AreaChanges, area_changes
from resilience.profiles.asking import asked_england
from resilience.profiles.citing import releases_of
from resilience.profiles.england import England, england_on
from resilience.profiles.events import CLOSED, MERGED, OPENED, TOLD, Event, events
from resilience.profiles.kept import PER_PAGE

COLUMNS = (
    *("what", "practice", "name", "indicator", "title", "unit", "period", "value"),
    *("period_before", "value_before", "change", "change_percent", "change_in_middle_halves"),
    *("chance", "release", "release_before"),
)
LISTS_SHOWN = 10


@require_safe
def changed(request: HttpRequest, code: str) -> HttpResponseBase:
    """What happened to the practices of an area since a day, and the figures that changed most."""
    place = with_code(code)
    if place is None or place.kind in (Kind.NATION, Kind.PRACTICE):
        raise Http404
    england = asked_england(request)
    since = england_on(asked.day(request, "since") or month_before(england.day))
    if since.day >= england.day:
        told = f"It takes a day before {england.day}, the day of this page."
        raise asked.NotUnderstood("since", since.day.isoformat(), told)
    found, happened = area_changes(england, code), events(since, england, code)
    if asked.one_of(request, "format", ("csv",)):
        name = [code, "changes", since.day, england.day]
        return csv_file(name, COLUMNS, _rows(england, happened, found))
    page = asked.page_of(request, Paginator(found.beyond, PER_PAGE))
    releases = releases_of(one.releases[1] for one in [*page, *found.lists[:LISTS_SHOWN]])
    days = {"as_at": england.day.isoformat(), "since": since.day.isoformat()}
    context = {
        "place": england.areas.get(code) or since.areas.get(code) or place,
        "code": code,
        "england": england,
        "since": since,
        "happened": happened,
        "finding": finding(happened, found),
        "found": found,
        "page": page,
        "lists": found.lists[:LISTS_SHOWN],
        "releases": releases,
        "attributions": sorted({one.licence for one in releases.values()}),
        "query": days,
    }
    return render(request, "profiles/area_changes.html", context)


def month_before(day: date) -> date:
    """The same day of the month before, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 2, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def finding(happened: list[Event], found: AreaChanges) -> str:
    """One sentence for the whole page."""
    counts = {what: sum(e.what == what for e in happened) for what in (OPENED, CLOSED, MERGED)}
    told = ", ".join(f"{count} {what}" for what, count in counts.items())
    words = sum(e.what == TOLD for e in happened)
    said = f"Practices: {told}; {words} new rating{'' if words == 1 else 's'} or other words"
    if not found.tested:
        return f"{said}; no figure could be tested against chance."
    return (
        f"{said}; {len(found.beyond):,} of {found.tested:,} figures changed by more than chance "
        f"explains, where chance alone would give about {found.expected:,.0f}."
    )


def _rows(england: England, happened: list[Event], found: AreaChanges) -> Iterator[dict[str, Any]]:
    """What happened, then every figure with one before it."""
    empty: dict[str, Any] = dict.fromkeys(COLUMNS)
    for event in happened:
        yield empty | {
            "what": event.what,
            "practice": event.practice,
            "name": event.name,
            "indicator": event.indicator,
            "title": event.title,
            "period": event.day,
            "value": event.after,
            "value_before": event.before,
        }
    for one in found.moved:
        yield {
            "what": "figure",
            "practice": one.practice,
            "name": one.name,
            "indicator": one.indicator.id,
            "title": one.indicator.title,
            "unit": one.indicator.unit,
            "period": one.periods[1].label,
            "value": one.after,
            "period_before": one.periods[0].label,
            "value_before": one.before,
            "change": round(one.after - one.before, 6),
            "change_percent": None if one.percent is None else round(one.percent, 2),
            "change_in_middle_halves": None if one.size is None else round(one.size, 3),
            "chance": one.chance,
            "release": one.releases[1],
            "release_before": one.releases[0],
        }
