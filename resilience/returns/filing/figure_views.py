"""The figures of a return, as they are now and as they were sent, and what each is made of."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404
from django.http.response import HttpResponseBase

from resilience.look import asked
from resilience.look.downloads import csv_file
from resilience.programmes.schema.returns import Measure
from resilience.returns.figures.rows import Rows
from resilience.returns.figures.sent import rows_sent
from resilience.returns.filing import made_of as records_of
from resilience.returns.filing.content import as_sent, table
from resilience.returns.filing.desk import Desk, looking
from resilience.returns.filing.files import FIGURES, ROWS, figure_lines, row_lines
from resilience.returns.filing.told import late_by, said, span, to_the_second, told, value_told
from resilience.returns.models import Submission

PAGE = 100


@looking
def figures(desk: Desk) -> HttpResponseBase:
    """The figures as they are now, by team; each leads to its records."""
    return _figures(desk, desk.content.rows, desk.content.day, None)


@looking
def sent(desk: Desk, number: int) -> HttpResponseBase:
    """A return as it was sent; what was mended since stands beside it."""
    one = _sent(desk, number)
    first = desk.sent[0]
    late = late_by(desk.collection, first.at)
    return _figures(
        desk,
        rows_sent([one]),
        one.as_at,
        one,
        changes=list(one.changes.all()),
        late_told=f"No, {span(late)} late" if late else "Yes",
        said=said(one, desk.returns),
        value_told=value_told,
        to_the_second=to_the_second,
    )


@looking
def made_of(desk: Desk, measure: str) -> HttpResponseBase:
    """The records of which a figure is made now."""
    return _made_of(desk, measure, desk.content.rows, desk.content.day, None)


@looking
def sent_made_of(desk: Desk, number: int, measure: str) -> HttpResponseBase:
    """The records of which a figure was made that was sent."""
    one = _sent(desk, number)
    return _made_of(desk, measure, rows_sent([one]), one.as_at, one)


def _figures(
    desk: Desk, rows: Rows, day: date, sent: Submission | None, **more: Any
) -> HttpResponseBase:
    measures = desk.returns.measures
    name = [*desk.address, f"sent {sent.number}" if sent else "", day]
    if asked.one_of(desk.request, "format", ("csv",)):
        if asked.one_of(desk.request, "table", ("rows",)):
            return csv_file([*name, "rows"], ROWS, row_lines(rows))
        return csv_file([*name, "figures"], FIGURES, figure_lines(table(rows, measures), rows, day))
    original = _by_measure(table(as_sent(sent), measures)) if more.get("changes") and sent else {}
    return desk.page(
        "figures",
        lines=table(rows, measures),
        rows=rows,
        day=day,
        sent=sent,
        source=sent.source if sent else desk.content.source,
        original=original,
        figure_told=told,
        **more,
    )


def _by_measure(lines: list[Any]) -> dict[str, Any]:
    return {line.measure.id: line for line in lines}


def _made_of(
    desk: Desk, named: str, rows: Rows, day: date, sent: Submission | None
) -> HttpResponseBase:
    measure = _measure(desk, named)
    team = asked.one_of(desk.request, "team", ["", *(one.team for one in rows.teams)])
    rows = rows.of([team]) if team else rows
    found = records_of.records(rows, measure)
    page = asked.page_of(desk.request, Paginator(found, PAGE))
    source = sent.source if sent else desk.content.source
    entries: list[Any] = []
    if measure.id == "available" and source == Submission.Source.RECORDS:
        entries = records_of.allocations(rows, desk.pack, desk.collection.year, day, desk.reader)
    return desk.page(
        "made_of",
        measure=measure,
        all=table(rows, [measure])[0].all,
        team=next((one for one in rows.teams if one.team == team), None),
        page=page,
        seen=records_of.cases_seen(page.object_list, desk.reader),
        entries=entries,
        day=day,
        sent=sent,
        source=source,
        figure_told=told,
    )


def _measure(desk: Desk, named: str) -> Measure:
    if found := desk.returns.measure(named):
        return found
    raise Http404


def _sent(desk: Desk, number: int) -> Submission:
    for one in desk.sent:
        if one.number == number:
            return one
    raise Http404
