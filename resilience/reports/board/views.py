"""Papers for boards and committees: which there are, one of them, and what its figures are of."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from resilience.accounts.access import opened_to, reader_of, sees
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.tiers import Tier
from resilience.funding.years import Year
from resilience.look import asked
from resilience.look.downloads import csv_file, file_name
from resilience.organisations.models import Organisation
from resilience.programmes.local import in_force
from resilience.programmes.packs import available
from resilience.reports.board import files
from resilience.reports.board.asked import Asked, areas_of, asked_for
from resilience.reports.board.counted import by_area
from resilience.reports.board.facts import facts
from resilience.reports.board.ground import Ground
from resilience.reports.board.paper import paper
from resilience.reports.board.values import exactly
from resilience.returns.filing import made_of

FORMATS = ("docx", "pdf", "csv", "json")
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "json": "application/json",
}
PAGE = 100
seeing_counts = opened_to(sees(Tier.COUNTS))


@seeing_counts
@require_safe
def papers(request: HttpRequest) -> HttpResponseBase:
    """The programmes and years of which there are papers."""
    reader = reader_of(request)
    packs = [in_force(one) for one in available()]
    listed = [
        (pack, [one.year for one in pack.funding.years if _begun(one.year, reader)])
        for pack in packs
        if pack.returns and pack.funding and any(areas_of(_ground(pack, reader), reader))
    ]
    context = {"listed": listed, "collects": bool(reader.may(Right.COLLECT_RETURNS))}
    return render(request, "reports/board_papers.html", context)


def _ground(pack: Any, reader: Reader) -> Ground:
    return Ground(pack, Year.of(reader.day), reader.day)


def _begun(year: str, reader: Reader) -> bool:
    """Whether the first month of a year has ended."""
    return Year.called(year).month(2) <= reader.day


@seeing_counts
@require_safe
def board(request: HttpRequest, programme: str, year: str) -> HttpResponseBase:
    """One paper, as a page or as a file."""
    reader = reader_of(request)
    found = asked_for(request, reader, programme, year)
    told = facts(found.ground, found.node, found.earlier)
    kind = asked.one_of(request, "format", ("", *FORMATS))
    made = paper(told, reader.day)
    name = [programme, year, found.node.code, found.ground.day, "board-paper"]
    if kind == "csv":
        return csv_file(name, files.COLUMNS, files.table(told))
    if kind:
        content = {
            "docx": lambda: files.docx(made),
            "pdf": lambda: files.pdf(made),
            "json": lambda: files.as_json(told, made["sha256"]),
        }[kind]()
        answer = HttpResponse(content, content_type=TYPES[kind])
        answer["Content-Disposition"] = content_disposition_header(True, file_name(name, kind))
        return answer
    context = {"pack": found.ground.pack, "year": year, "found": found, "paper": made}
    return render(request, "reports/board_paper.html", context | {"query": _query(found)})


def _query(found: Asked) -> dict[str, str]:
    query = {"as_at": str(found.ground.day), "area": found.node.code}
    return query | ({"compared": str(found.earlier.day)} if found.earlier else {})


@seeing_counts
@require_safe
def behind(request: HttpRequest, programme: str, year: str, measure: str) -> HttpResponseBase:
    """Of what a figure is made: to who sees the cases of the area each practice and case, to others
    how it is counted."""
    reader = reader_of(request)
    found = asked_for(request, reader, programme, year)
    ground, node = found.ground, found.node
    one = ground.pack.returns.measure(measure) if ground.pack.returns else None
    if one is None:
        raise Http404
    area = Organisation.objects.get(code=node.code)
    rows = []
    if opens := reader.sees(Tier.COMMISSIONER).holds(area):
        rows = made_of.records(ground.rows[node.code], one)
    page = asked.page_of(request, Paginator(rows, PAGE))
    value = by_area(ground)[node.code].get(measure)
    context = {
        "pack": ground.pack,
        "year": year,
        "measure": one,
        "node": node,
        "day": ground.day,
        "opens": opens,
        "page": page,
        "seen": made_of.cases_seen(page.object_list, reader),
        "in_paper": exactly(value) if value else "",
        "query": _query(found),
    }
    return render(request, "reports/board_behind.html", context)
