"""What the pages and downloads of a screen have in common."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from resilience.look.downloads import csv_file
from resilience.screening.actions import ENGLAND
from resilience.screening.addresses import address
from resilience.screening.models import ScreenedArea, Snapshot
from resilience.screening.presenting import LEVELS, SIGNALS
from resilience.screening.sight import Sight
from resilience.screening.tables import Table


def download(snapshot: Snapshot, table: Table, *name: str) -> HttpResponseBase:
    """A table as a file that is named after the programme and the day."""
    columns, rows = table
    return csv_file([snapshot.programme, snapshot.as_at, *name], columns, rows)


def shown(
    request: HttpRequest, template: str, sight: Sight, context: dict[str, Any]
) -> HttpResponseBase:
    """A page that says which programme and day it is of; `to` makes addresses of the same day."""
    snapshot = sight.snapshot
    shared = {
        "snapshot": snapshot,
        "pack": snapshot.pack,
        "words": SIGNALS,
        "levels": LEVELS,
        "to": partial(address, snapshot),
        "steps": partial(_steps, snapshot),
        "open_england": bool(sight.areas.get(ENGLAND)),
    }
    return render(request, template, shared | context)


def _steps(snapshot: Snapshot, areas: list[ScreenedArea]) -> list[dict[str, str]]:
    """The way up, as breadcrumbs."""
    return [{"href": address(snapshot, "area", area.code), "text": area.name} for area in areas]
