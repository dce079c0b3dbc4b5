"""The page on who may be missed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from resilience.accounts.access import reader_of
from resilience.cases.prioritising.equity import STAGES, Line, View, who_may_be_missed
from resilience.cases.prioritising.footprint import footprint_of
from resilience.cases.prioritising.reach_of_help import equity_of
from resilience.cases.prioritising.views import deliberating
from resilience.look import asked
from resilience.look.downloads import csv_file

COLUMNS = (
    *("by", "group", "practices"),
    *(f"{stage}{part}" for stage in STAGES for part in ("", "_percent", "_low", "_high")),
)


@deliberating
@require_safe
def equity(request: HttpRequest, programme: str) -> HttpResponseBase:
    """Who asks, is placed and is offered help, against all practices of the footprint."""
    reader = reader_of(request)
    footprint = footprint_of(request, reader, programme)
    whole, views = equity_of(footprint)
    if asked.one_of(request, "format", ("csv",)):
        name = ["equity", programme, footprint.organisation.code, reader.day]
        return csv_file(name, COLUMNS, _table(whole, views))
    context = {
        "footprint": footprint,
        "pack": footprint.pack,
        "whole": whole,
        "views": views,
        "missed": who_may_be_missed(views, whole),
    }
    return render(request, "cases/priorities_equity.html", context)


def _table(whole: Line, views: list[View]) -> Iterator[dict[str, Any]]:
    yield _row("all", whole)
    for view in views:
        for line in view.lines:
            yield _row(view.title, line)


def _row(by: str, line: Line) -> dict[str, Any]:
    row: dict[str, Any] = {"by": by, "group": line.title, "practices": line.practices}
    for stage, share in line.shares.items():
        row[stage] = share.count
        parts = {"percent": share.percent, "low": share.low, "high": share.high}
        row |= {f"{stage}_{name}": _rounded(value) for name, value in parts.items()}
    return row


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
