"""Pages on which a plan is read: as it is written, and each version put to the practice."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from resilience.accounts.access import reader_of
from resilience.agreements.models import PlanVersion, plan_of
from resilience.agreements.planning.compared import changes
from resilience.agreements.planning.content import content_of
from resilience.agreements.planning.missing import missing_of
from resilience.agreements.planning.tasks import groups_of
from resilience.agreements.planning.told import told
from resilience.agreements.planning.who import why_not_change
from resilience.cases.following.views import case_of, seeing_cases
from resilience.programmes.local import in_force


@seeing_cases
@require_safe
def plan(request: HttpRequest, reference: str) -> HttpResponseBase:
    """A plan: to those who write it, while it is written, its parts; to others, and once it was put
    to the practice, what it says."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    found, pack = plan_of(case), in_force(case.programme)
    if found is None:
        raise Http404
    content, versions = content_of(found, pack), found.versions.order_by("-number")
    context: dict[str, Any] = {"case": case, "plan": found, "versions": versions}
    if "read" not in request.GET and not why_not_change(found, reader):
        missing = missing_of(content, pack)
        context |= {"groups": groups_of(content, missing), "missing": missing}
        return render(request, "agreements/plan_tasks.html", context)
    latest = versions.first()
    frozen = latest is not None and case.state != "planning" and not found.varying
    shown = latest.content if frozen and latest else content
    context |= {
        "sections": told(shown),
        "version": latest if frozen else None,
        "varying": found.varying,
    }
    return render(request, "agreements/plan_read.html", context)


@seeing_cases
@require_safe
def version(request: HttpRequest, reference: str, plan: int, number: int) -> HttpResponseBase:
    """A version as it was put to the practice, and what changed from the one before."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    seen = PlanVersion.objects.visible_to(reader).select_related("plan")
    found = get_object_or_404(seen, plan__case=case, plan__number=plan, number=number)
    before = found.plan.versions.filter(number=number - 1).first()
    context = {
        "case": case,
        "plan": found.plan,
        "version": found,
        "versions": found.plan.versions.order_by("-number"),
        "sections": told(found.content),
        "before": before,
        "changes": changes(before.content, found.content) if before else [],
    }
    return render(request, "agreements/plan_read.html", context)
