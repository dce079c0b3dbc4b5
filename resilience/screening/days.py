"""Finding the snapshot that an address asks for: a programme and a day."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from resilience.look import asked
from resilience.programmes.packs import available
from resilience.screening.access import View, screening_results
from resilience.screening.snapshots import latest_of_each_day, snapshot_of


def on_a_snapshot(view: Callable[..., HttpResponseBase]) -> View:
    """Give a view the snapshot of `?as_at=`, or the latest; of a day without one say which have."""

    @screening_results
    @wraps(view)
    def found(request: HttpRequest, programme: str, **kwargs: Any) -> HttpResponseBase:
        day = asked.day(request)
        if snapshot := snapshot_of(programme, day):
            return view(request, snapshot, **kwargs)
        there = latest_of_each_day(programme)
        if not there and programme not in available():
            raise Http404
        context = {"programme": programme, "day": day, "snapshots": there}
        return render(request, "screening/no_snapshot.html", context, status=404)

    return found
