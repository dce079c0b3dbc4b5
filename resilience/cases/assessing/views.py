"""Pages on which a practice is assessed and placed on the matrix, by one person or two."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from resilience.accounts.access import may, opened_to, reader_of, sees
from resilience.accounts.held import held_form, keeps_what_was_typed
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.accounts.tiers import Tier
from resilience.cases.actions.placing import place, place_second, settle
from resilience.cases.assessing.blind import seen_placements
from resilience.cases.assessing.changed import changes, last_assessment
from resilience.cases.assessing.evidence import evidence_of
from resilience.cases.assessing.forms import Placing, typed_placing
from resilience.cases.assessing.freezing import EvidenceChanged, stamp
from resilience.cases.assessing.second import why_second
from resilience.cases.assessing.shown import (
    by_domain,
    counted,
    marks_of,
    matrix_rows,
    placed_as,
)
from resilience.cases.consistency.beside import beside
from resilience.cases.following.shown import Shown
from resilience.cases.following.step_views import form_page, posted
from resilience.cases.following.views import case_of
from resilience.cases.models import Assessment, Case, Placement
from resilience.cases.rules import why_not
from resilience.cases.steps import STEPS
from resilience.programmes.local import in_force
from resilience.programmes.schema import Pack

assessing = opened_to(may(Right.ASSESS))
deliberating = opened_to(sees(Tier.DELIBERATION))


def case_to_assess(reader: Reader, reference: str) -> Case:
    """A case that the reader assesses; 404 else."""
    case = case_of(reader, reference)
    if not reader.may(Right.ASSESS).holds(case.organisation_id):
        raise Http404
    return case


@assessing
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def assess(request: HttpRequest, reference: str) -> HttpResponseBase:
    """What is known of a practice, and the form that places it."""
    reader = reader_of(request)
    case = case_to_assess(reader, reference)
    pack, evidence = in_force(case.programme), evidence_of(case, reader)
    if pack.matrix is None:
        return _closed(request, case, "place", reader)
    now = stamp(evidence, pack)
    initial = _typed(request) | {"seen": case.version, "evidence": now}
    form = Placing(posted(request), pack=pack, known=evidence.criteria, initial=initial)
    changed: list[str] = []
    if form.is_valid():
        seen, looked_at = form.cleaned_data["seen"], form.cleaned_data["evidence"]
        try:
            made = place(
                by=reader,
                case=case,
                seen=seen,
                at=timezone.now(),
                evidence_seen=looked_at,
                **form.told,
            )
        except Refused as refused:
            case = case_of(reader, reference)
            form.refused(refused, case)
            form.looked_at(now)
            changed = list(refused.changed) if isinstance(refused, EvidenceChanged) else []
        else:
            return _placed(request, pack, made)
    last = last_assessment(case)
    context = {
        "evidence": evidence,
        "changed": changed,
        "last": last,
        "changes": changes(last.evidence, evidence.criteria) if last else [],
        "why_not": why_not(STEPS["place"], case, reader),
        "like": beside(evidence.criteria, reader, case),
        "shown": Shown(case, reader),
    }
    known = _known(reader, case, pack, evidence.criteria, evidence.context)
    return _page(request, "cases/assess.html", case, pack, form, context | known)


@assessing
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def second(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Place a practice without seeing where somebody else placed it."""
    reader = reader_of(request)
    case = case_to_assess(reader, reference)
    return _again(request, case, reader, "place_second", "cases/assess_second.html")


@assessing
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def settling(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Two placements beside each other, and the form that settles them."""
    reader = reader_of(request)
    case = case_to_assess(reader, reference)
    return _again(request, case, reader, "settle", "cases/settle.html")


@deliberating
@require_safe
def assessment(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """What was known when a practice was placed, as it stood, and where it was placed."""
    reader = reader_of(request)
    found = Assessment.objects.visible_to(reader).select_related("case__organisation", "acting_for")
    one = get_object_or_404(found, case=case_of(reader, reference), number=number)
    case, pack = one.case, in_force(one.case.programme)
    newest = case.assessments.order_by("number").last()
    placements = list(one.placements.select_related("acting_for"))
    seen = seen_placements(one, placements, reader)
    context = {
        "case": case,
        "pack": pack,
        "assessment": one,
        "blind": len(seen) < len(placements),
        "placements": placed_as(pack, seen, reader),
        "rows": matrix_rows(pack, marks_of(seen)),
        "newest": newest,
        "why_second": why_second(case) if len(placements) == 1 else "",
        "differ": one == newest and not why_not(STEPS["settle"], case, reader),
    }
    context |= _known(reader, case, pack, one.evidence, one.context)
    return render(request, "cases/assessment.html", context)


def _again(
    request: HttpRequest, case: Case, reader: Reader, step: str, template: str
) -> HttpResponseBase:
    """Placing it on what was frozen before, as a second assessor or where two differ."""
    pack, newest = in_force(case.programme), case.assessments.order_by("number").last()
    why = why_not(STEPS[step], case, reader)
    if newest is None or pack.matrix is None or (why and request.method != "POST"):
        return _closed(request, case, step, reader)
    placements = list(newest.placements.all()) if step == "settle" and not why else []
    guessed = next((one.estimate for one in placements if one.estimate is not None), None)
    initial = {"estimate": guessed} | _typed(request) | {"seen": case.version}
    form = Placing(posted(request), pack=pack, known=newest.evidence, initial=initial)
    if form.is_valid():
        act = {"place_second": place_second, "settle": settle}[step]
        seen = form.cleaned_data["seen"]
        try:
            made = act(by=reader, case=case, seen=seen, at=timezone.now(), **form.told)
        except Refused as refused:
            case = case_of(reader, case.reference)
            form.refused(refused, case)
        else:
            return _placed(request, pack, made)
    context = {
        "assessment": newest,
        "evidence": newest,
        "why_not": why_not(STEPS[step], case, reader),
        "why_second": why_second(case),
        "placements": placed_as(pack, placements, reader),
        "like": beside(newest.evidence, reader, case),
        "marks": marks_of(placements),
    }
    known = _known(reader, case, pack, newest.evidence, newest.context)
    return _page(request, template, case, pack, form, context | known)


def _known(reader: Reader, case: Case, pack: Pack, evidence: Any, context: Any) -> dict[str, Any]:
    return {
        "domains": by_domain(reader, case, pack, evidence, context),
        "counts": counted(evidence),
    }


def _page(
    request: HttpRequest,
    template: str,
    case: Case,
    pack: Pack,
    form: Placing,
    context: Mapping[str, Any],
) -> HttpResponseBase:
    rows = matrix_rows(pack, context.get("marks", {}))
    return render(
        request, template, {"case": case, "pack": pack, "form": form, "rows": rows, **context}
    )


def _closed(request: HttpRequest, case: Case, step: str, reader: Reader) -> HttpResponseBase:
    why = why_not(STEPS[step], case, reader)
    return render(request, "cases/closed.html", {"case": case, "step": STEPS[step], "why_not": why})


def _placed(request: HttpRequest, pack: Pack, made: Placement) -> HttpResponseBase:
    band = (
        next(one.title for one in pack.matrix.bands if one.id == made.band) if pack.matrix else ""
    )
    case, number = made.assessment.case, made.assessment.number
    told = f"Placed: scope {made.scope}, impact {made.impact}, which the matrix has as {band}."
    messages.success(request, told)
    return redirect("cases:assessment", case.reference, number)


def _typed(request: HttpRequest) -> dict[str, Any]:
    return typed_placing(held_form(request) or QueryDict())
