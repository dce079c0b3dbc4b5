"""Pages of the work: how areas stand, what is missing, and planning another case study."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from resilience.accounts.access import reader_of
from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.accounts.tiers import Tier
from resilience.cases.following.step_views import form_page, posted
from resilience.cases.following.views import case_of
from resilience.look import asked
from resilience.look.downloads import csv_file, file_name
from resilience.organisations.models import Organisation
from resilience.programmes.schema import Pack
from resilience.returns.figures.areas import Area, areas
from resilience.returns.models import CaseStudy
from resilience.returns.studies import files
from resilience.returns.studies.acts.planning import plan as plan_study
from resilience.returns.studies.acts.planning import why_not_plan
from resilience.returns.studies.belonging import team_and_area
from resilience.returns.studies.desk import seeing_studies
from resilience.returns.studies.forms import Planning
from resilience.returns.studies.suggesting import about, candidates
from resilience.returns.studies.told import told_before
from resilience.returns.studies.variety import kinds_covered, problems_covered
from resilience.returns.studies.wanted import kinds_of, telling_pack
from resilience.returns.studies.waves import wave_meant, waves

State = CaseStudy.State


@seeing_studies
@require_safe
def overview(request: HttpRequest, programme: str) -> HttpResponseBase:
    """How the areas that one sees stand with their case studies; a practice sees its own."""
    pack, _ = telling_pack(programme)
    reader = reader_of(request)
    those = areas_seen(reader, pack)
    if len(those) == 1 and not reader.sees(Tier.COMMISSIONER).everywhere:
        return redirect("returns:studies_area", pack.id, those[0].code)
    context: dict[str, Any] = {"pack": pack, "areas": those}
    if those and pack.returns:
        context["waves"] = waves(pack, pack.returns, those, timezone.now())
        context |= _variety(pack, reader, None)
        if reader.may(Right.COLLECT_RETURNS):
            context["waiting"] = [
                one for one in _studies(reader, pack) if one.state == State.SUBMITTED
            ]
    else:
        context |= {"studies": _studies(reader, pack), "kinds": kinds_of(pack)}
    return render(request, "returns/studies_overview.html", context)


@seeing_studies
@require_safe
def area(request: HttpRequest, programme: str, code: str) -> HttpResponseBase:
    """The case studies of an area, against its waves, and what none is about yet."""
    pack, _ = telling_pack(programme)
    reader = reader_of(request)
    one = _area_seen(reader, pack, code)
    context = {
        "pack": pack,
        "area": one,
        "waves": waves(pack, pack.returns, [one], timezone.now())[code] if pack.returns else [],
        "studies": _studies(reader, pack, one),
        "kinds": kinds_of(pack),
        "packs": _may_take_pack(reader, one),
    }
    return render(request, "returns/studies_area.html", context | _variety(pack, reader, one))


@seeing_studies
@require_safe
def area_pack(request: HttpRequest, programme: str, code: str) -> HttpResponseBase:
    """The case-study pack of an area (R5): all that it submitted, told as it may be published."""
    pack, _ = telling_pack(programme)
    reader = reader_of(request)
    one = _area_seen(reader, pack, code)
    if not _may_take_pack(reader, one):
        raise Http404
    sent = CaseStudy.objects.visible_to(reader).filter(programme=pack.id, area=one.pk)
    sent = sent.filter(state__in=(State.SUBMITTED, State.PUBLISHED))
    rows = sent.select_related("organisation", "team", "area", "case").order_by("number")
    those = [told_before(row, pack, reader.day) for row in rows]
    name = [pack.id, code, "case studies", reader.day]
    if asked.one_of(request, "format", ("csv", "pdf")) == "csv":
        return csv_file(name, files.columns(), map(files.row, those))
    heading = f"{one.name}, {pack.title}"
    note = (
        "For the national team. A practice is named only where it said that it may be. Not to be "
        "passed on: together with its region, what is written may tell who a practice is."
    )
    answer = HttpResponse(
        files.pdf(heading, note, those, timezone.now()), content_type="application/pdf"
    )
    answer["Content-Disposition"] = f'attachment; filename="{file_name(name, "pdf")}"'
    return answer


@seeing_studies
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def plan(request: HttpRequest, programme: str, reference: str) -> HttpResponseBase:
    """Plan a case study of the help of a case."""
    pack, _ = telling_pack(programme)
    reader = reader_of(request)
    case = case_of(reader, reference)
    if case.programme != pack.id or not reader.may(Right.PLAN_HELP).holds(case.organisation_id):
        raise Http404
    if pack.returns is None:
        raise Http404
    known = about(case, pack)
    first = {
        "seen": 0,
        "category": known.kinds[0] if known.kinds else "",
        "problems": known.problems,
        "collection": wave_meant(pack.returns, _planned(reader, pack, case), timezone.now()),
    }
    form = Planning(posted(request), pack=pack, returns=pack.returns, initial=first)
    if form.is_valid():
        try:
            made = plan_study(by=reader, case=case, pack=pack, at=timezone.now(), meant=form.meant)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Case study {made.number} is planned.")
            return redirect("returns:study", pack.id, made.number)
    context = {
        "pack": pack,
        "case": case,
        "form": form,
        "known": known,
        "why_not": why_not_plan(case, pack, reader),
    }
    return render(request, "returns/studies_plan.html", context)


def areas_seen(reader: Reader, pack: Pack) -> list[Area]:
    """The areas that somebody sees, or a team of which they see; one query more than the areas."""
    scope, every = reader.sees(Tier.COMMISSIONER), areas(pack, reader.day)
    keys = {pk for one in every for pk in (one.pk, *(team.pk for team in one.teams))}
    seen = set(
        Organisation.objects.filter(scope.within("pk"), pk__in=keys).values_list("pk", flat=True)
    )
    return [one for one in every if one.pk and ({one.pk, *(it.pk for it in one.teams)} & seen)]


def _area_seen(reader: Reader, pack: Pack, code: str) -> Area:
    for one in areas_seen(reader, pack):
        if one.code == code:
            return one
    raise Http404


def _may_take_pack(reader: Reader, one: Area) -> bool:
    return any(
        reader.may(right).holds(one.pk) for right in (Right.FILE_RETURNS, Right.COLLECT_RETURNS)
    )


def _studies(reader: Reader, pack: Pack, one: Area | None = None) -> list[CaseStudy]:
    found = CaseStudy.objects.visible_to(reader).filter(programme=pack.id)
    if one is not None:
        found = found.filter(area=one.pk)
    return list(found.select_related("organisation", "team", "case").order_by("number"))


def _variety(pack: Pack, reader: Reader, one: Area | None) -> dict[str, Any]:
    studies: Iterable[CaseStudy] = _studies(reader, pack, one)
    ready = candidates(reader, pack, one, reader.day)
    return {
        "of_kinds": kinds_covered(pack, studies, ready),
        "of_problems": problems_covered(pack, studies, ready),
        "ready": ready[:SUGGESTED],
        "ready_in_all": len(ready),
        "titles": kinds_of(pack),
        "plans": bool(reader.may(Right.PLAN_HELP)),
    }


SUGGESTED = 10
"""Cases suggested on a page."""


def _planned(reader: Reader, pack: Pack, case: Any) -> int:
    try:
        _, one = team_and_area(case, pack, reader.day)
    except Refused:
        return 0
    live = CaseStudy.objects.filter(programme=pack.id, area=one).exclude(state=State.WITHDRAWN)
    return live.count()
