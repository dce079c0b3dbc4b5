"""Pages of the national team: where each return stands, what is odd, was asked, and changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from resilience.accounts.access import reader_of
from resilience.look import asked
from resilience.look.downloads import csv_file
from resilience.programmes.schema import Pack
from resilience.returns.addressed import returning_pack
from resilience.returns.collecting.addressing import collecting, place_of
from resilience.returns.collecting.checked import found_in
from resilience.returns.collecting.reading import filed
from resilience.returns.collecting.subjects import OF_PRACTICES, OF_TEAMS, shown
from resilience.returns.filing.told import due_told
from resilience.returns.models import Change, Consolidation, Query

PAGE = 50
CHANGED = (
    *("at", "area", "area_name", "submission", "team", "practice", "field"),
    *("before", "after", "why"),
)
CHECKED = ("area", "area_name", "rule", "team", "practice", "field", "text", "question")


@collecting
@require_safe
def national(request: HttpRequest, programme: str) -> HttpResponseBase:
    """The data returns of a programme, and what was consolidated of each."""
    pack, returns = returning_pack(programme)
    made: dict[str, list[Consolidation]] = {}
    for one in Consolidation.objects.filter(programme=pack.id).defer("content"):
        made.setdefault(one.collection, []).append(one)
    rows = [(one, due_told(one), made.get(one.id, [])) for one in returns.collections]
    return render(request, "returns/collecting_national.html", {"pack": pack, "rows": rows})


@collecting
@require_safe
def standing(request: HttpRequest, programme: str, collection: str) -> HttpResponseBase:
    """Where the return of each area stands."""
    place, now = place_of(programme, collection), timezone.now()
    those = filed(place.pack, place.collection, reader_of(request).day)
    context = {
        "place": place,
        "due": due_told(place.collection),
        "rows": [(one, one.stands(place.collection, now)) for one in those],
        "sent": sum(one.counts is not None for one in those),
        "made": Consolidation.objects.filter(programme=programme, collection=collection),
        "now": now,
    }
    return render(request, "returns/collecting_standing.html", context)


@collecting
@require_safe
def odd(request: HttpRequest, programme: str, collection: str) -> HttpResponseBase:
    """What looks odd in what areas sent: suggestions what to ask about."""
    place, today = place_of(programme, collection), reader_of(request).day
    those = filed(place.pack, place.collection, today)
    area = asked.one_of(request, "area", ["", *(one.area.code for one in those)])
    found = found_in(place.pack, place.returns, place.collection, those, today, only=area)
    if asked.one_of(request, "format", ("csv",)):
        rows = (
            {
                "area": one.of.area.code,
                "area_name": one.of.area.name,
                "rule": one.check.rule,
                "team": one.check.team,
                "practice": one.check.practice,
                "field": one.check.field,
                "text": one.check.text,
                "question": one.asked.number if one.asked else None,
            }
            for one in found
        )
        return csv_file([programme, collection, area, "checks"], CHECKED, rows)
    context = {
        "place": place,
        "areas": [one.area for one in those if one.counts],
        "area": area,
        "page": asked.page_of(request, Paginator(found, PAGE)),
    }
    return render(request, "returns/collecting_checks.html", context)


@collecting
@require_safe
def changes(request: HttpRequest, programme: str, collection: str) -> HttpResponseBase:
    """Every value that was changed."""
    place = place_of(programme, collection)
    of = {"of__programme": programme, "of__collection": collection}
    every = Change.objects.filter(**of).select_related("of__area", "submission")
    if asked.one_of(request, "format", ("csv",)):
        name = [programme, collection, "changes"]
        return csv_file(name, CHANGED, _changed(every.order_by("at", "pk")))
    page = asked.page_of(request, Paginator(every.order_by("-at", "-pk"), PAGE))
    rows = [told_change(one, place.pack) for one in page]
    context = {"place": place, "page": page, "rows": rows}
    return render(request, "returns/collecting_changes.html", context)


@collecting
@require_safe
def questions(request: HttpRequest, programme: str, collection: str) -> HttpResponseBase:
    """Every question, those that wait longest leading."""
    place = place_of(programme, collection)
    state = asked.one_of(request, "state", Query.State.values)
    of = {"of__programme": programme, "of__collection": collection}
    every = Query.objects.filter(**of).select_related("of__area").order_by("due", "pk")
    narrowed = every.filter(state=state) if state else every
    context = {
        "place": place,
        "page": asked.page_of(request, Paginator(narrowed, PAGE)),
        "state": state,
        "states": Query.State.choices,
        "today": reader_of(request).day,
    }
    return render(request, "returns/collecting_questions.html", context)


def told_change(one: Change, pack: Pack) -> dict[str, Any]:
    """A change in words."""
    fields = OF_PRACTICES | OF_TEAMS
    return {
        "change": one,
        "field": fields.get(one.field, one.field),
        "before": shown(one.field, one.before, pack),
        "after": shown(one.field, one.after, pack),
    }


def _changed(every: Any) -> Iterator[dict[str, Any]]:
    for one in every.iterator(1_000):
        yield {
            "at": one.at.isoformat(timespec="seconds"),
            "area": one.of.area.code,
            "area_name": one.of.area.name,
            "submission": one.submission.number,
            "team": one.team,
            "practice": one.practice,
            "field": one.field,
            "before": _cell(one.before),
            "after": _cell(one.after),
            "why": one.why,
        }


def _cell(value: Any) -> Any:
    """A value in a cell: several with semicolons between."""
    return ";".join(value) if isinstance(value, list) else value
