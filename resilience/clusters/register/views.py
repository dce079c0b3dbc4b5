"""The register of an area: what is put forward, the risks by score, one risk, files and paper."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from resilience.accounts.access import opened_to, reader_of, sees
from resilience.accounts.reader import Reader
from resilience.accounts.seers import who_sees
from resilience.accounts.tiers import Tier
from resilience.clusters.models import Risk, RiskSetAside
from resilience.clusters.register import files
from resilience.clusters.register.addressed import Of, register_at
from resilience.clusters.register.feeds import put_forward
from resilience.clusters.register.history import history
from resilience.clusters.register.reading import closed_risks, heat, impacts, open_risks
from resilience.clusters.register.rules import why_not_change, why_not_run
from resilience.look import asked, words
from resilience.look.downloads import csv_file, file_name
from resilience.screening.status_queries import statuses

reading = opened_to(sees(Tier.DELIBERATION))


@reading
@require_safe
def risks(request: HttpRequest, programme: str, area: str) -> HttpResponseBase:
    """The register: what the dashboard puts forward, the map, and the open risks by score. As a
    file, closed ones too."""
    reader = reader_of(request)
    of = register_at(reader, programme, area)
    lines, closed = open_risks(of, reader), closed_risks(of, reader)
    name = [of.pack.id, of.organisation.code, reader.day, "risks"]
    kind = asked.one_of(request, "format", ("csv", "xlsx"))
    if kind == "csv":
        return csv_file(name, files.COLUMNS, map(files.row, [*lines, *closed]))
    if kind == "xlsx":
        heading = f"Risk register of {of.organisation.name}, {words.day(reader.day)}"
        book = files.workbook(of, [*lines, *closed], heading)
        answer = HttpResponse(book, content_type=files.CONTENT_TYPE)
        answer["Content-Disposition"] = f'attachment; filename="{file_name(name, "xlsx")}"'
        return answer
    aside = RiskSetAside.objects.visible_to(reader)
    context = _register(of, reader) | {
        "closed": closed,
        "forward": put_forward(of, reader),
        "aside": aside.filter(programme=of.pack.id, area=of.organisation),
        "runs": not why_not_run(of.organisation, reader),
        "seers": [
            ("This page is seen by", who_sees(of.organisation, Tier.DELIBERATION, reader.day))
        ],
    }
    return render(request, "clusters/register_risks.html", context)


@reading
@require_safe
def committee(request: HttpRequest, programme: str, area: str) -> HttpResponseBase:
    """The register on paper, for the committee."""
    reader = reader_of(request)
    of = register_at(reader, programme, area)
    return render(request, "clusters/register_committee.html", _register(of, reader))


@reading
@require_safe
def risk(request: HttpRequest, programme: str, area: str, number: int) -> HttpResponseBase:
    """One risk as it is, and how it came to be so."""
    reader = reader_of(request)
    of = register_at(reader, programme, area)
    found = risk_of(of, reader, number)
    practice = found.practice
    status = statuses(reader, of.pack.id, reader.day, [practice.code]) if practice else {}
    context = {
        "of": of,
        "risk": found,
        "band": of.register.band(found.score),
        "late": not found.closed and found.review_by < reader.day,
        "steps": history(found, reader),
        "status": status.get(practice.code) if practice else None,
        "changes": not why_not_change(found, reader),
        "seers": [
            ("This page is seen by", who_sees(of.organisation, Tier.DELIBERATION, reader.day))
        ],
    }
    return render(request, "clusters/register_risk.html", context)


def risk_of(of: Of, reader: Reader, number: int) -> Risk:
    """A risk of the register that a reader sees; else 404."""
    every = Risk.objects.visible_to(reader).filter(programme=of.pack.id, area=of.organisation)
    found: Risk = get_object_or_404(every.select_related("practice", "area"), number=number)
    return found


def _register(of: Of, reader: Reader) -> dict[str, Any]:
    lines = open_risks(of, reader)
    return {
        "of": of,
        "day": reader.day,
        "lines": lines,
        "map": heat(of.register, lines),
        "impacts": impacts(of.register),
    }
