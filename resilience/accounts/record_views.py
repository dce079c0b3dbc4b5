"""The record of who did what, for administrators: a page, and a file of the same."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from resilience.accounts.access import may, opened_to, reader_of
from resilience.accounts.record import acts_of, describe, note_reading, rows_for, seen_by
from resilience.accounts.roles import Right
from resilience.audit.queries import Asked, chain, flat
from resilience.look.asked import NotUnderstood, clean, day
from resilience.look.downloads import csv_file

ON_A_PAGE = 50
COLUMNS = (
    "id",
    "at",
    "actor",
    "name",
    "act",
    "subject_kind",
    "subject_id",
    "organisation",
    "origin",
    "before",
    "after",
    "details",
)

reads_the_record = opened_to(may(Right.READ_RECORD))


@reads_the_record
@require_safe
def record(request: HttpRequest) -> HttpResponseBase:
    """What was done, the newest first; each look at it is an act of its own."""
    reader = reader_of(request)
    asked, older_than = _asked(request), _older_than(request)
    note_reading(by=reader, act="record.read", asked=asked)
    found = asked.of(seen_by(reader))
    if older_than:
        found = found.filter(pk__lt=older_than)
    rows = list(rows_for(reader, found[: ON_A_PAGE + 1]))
    shown, more = rows[:ON_A_PAGE], len(rows) > ON_A_PAGE
    given = {name: request.GET[name] for name in _names() if request.GET.get(name)}
    context = {
        "rows": [describe(row) for row in shown],
        "asked": asked,
        "acts": acts_of(reader),
        "filtered": bool(given),
        "older": _address(given | {"before": shown[-1]["id"]}) if more else "",
        "newest": _address(given) if older_than else "",
        "file": f"file/{_address(given)}",
        "given": given,
        "chain": chain(),
    }
    return render(request, "accounts/record.html", context)


@reads_the_record
@require_safe
def record_file(request: HttpRequest) -> HttpResponseBase:
    """All that the page would go on to list, as CSV."""
    reader, asked = reader_of(request), _asked(request)
    note_reading(by=reader, act="record.exported", asked=asked)
    rows = rows_for(reader, asked.of(seen_by(reader)))
    name = ["record", asked.organisation, asked.since, asked.until]
    return csv_file(name, COLUMNS, map(flat, rows))


def _asked(request: HttpRequest) -> Asked:
    def word(name: str) -> str:
        return clean(request.GET.get(name, ""))[:200]

    return Asked(
        organisation=word("organisation").upper(),
        act=word("act"),
        actor=word("actor"),
        since=day(request, "since"),
        until=day(request, "until"),
    )


def _older_than(request: HttpRequest) -> int:
    given = request.GET.get("before", "")
    if given and not (given.isascii() and given.isdigit() and len(given) < 19):
        raise NotUnderstood("before", given, "It takes the number of an event.")
    return int(given or 0)


def _names() -> tuple[str, ...]:
    return tuple(field.name for field in fields(Asked))


def _address(given: dict[str, Any]) -> str:
    return f"?{urlencode(given)}" if given else "?"
