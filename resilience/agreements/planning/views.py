"""Pages on which a plan is begun, put to the practice, agreed and approved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from resilience.accounts.access import reader_of
from resilience.accounts.rules import Refused
from resilience.agreements.actions.planning import (
    agree_plan,
    approve_plan,
    begin_plan,
    latest_version,
    propose_plan,
)
from resilience.agreements.models import Lead, PlanVersion, plan_of
from resilience.agreements.planning.compared import changes, seen_before
from resilience.agreements.planning.content import content_of
from resilience.agreements.planning.forms import Begin, Shown
from resilience.agreements.planning.missing import missing_of
from resilience.agreements.planning.tasks import address_of
from resilience.agreements.planning.told import told
from resilience.agreements.planning.who import people_for, why_not_strategic
from resilience.agreements.rules import why_not
from resilience.cases.following.forms import Acting
from resilience.cases.following.step_views import form_page, posted
from resilience.cases.following.views import case_of, seeing_cases
from resilience.cases.models import Case
from resilience.cases.steps import STEPS
from resilience.programmes.local import in_force


@seeing_cases
@form_page
def begin(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Begin the plan of a case: the strategic lead is chosen, the others are proposed."""
    case = _case(request, reference, "begin_plan")
    reader, pack = reader_of(request), in_force(case.programme)
    people = people_for(Lead.Part.STRATEGIC, case.organisation, reader.day)
    fit = [
        user
        for user, _ in people
        if not why_not_strategic(user, case.organisation, pack, reader.day)
    ]
    form = Begin(
        posted(request),
        people=people,
        why=pack.planning.strategic_why if pack.planning else "",
        initial={
            "seen": case.version,
            "strategic": str(fit[0].key) if len(fit) == 1 else "",
        },
    )

    def act(**told: Any) -> None:
        told.pop("strategic")
        begin_plan(strategic=form.chosen, **told)

    return _step(request, case, "begin_plan", form, act, "agreements:plan")


@seeing_cases
@form_page
def propose(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Put a plan to the practice, having seen all of it."""
    case = _case(request, reference, "propose_plan")
    plan, pack = plan_of(case), in_force(case.programme)
    form = Acting(posted(request), initial={"seen": case.version})
    context: dict[str, Any] = {}
    if plan:
        content = content_of(plan, pack)
        missing = missing_of(content, pack) if case.state == "planning" else []
        before = plan.versions.order_by("number").last()
        context = {
            "sections": told(content),
            "missing": [(one.text, address_of(one, reference)) for one in missing],
            "before": before,
            "changes": changes(before.content, content) if before else [],
        }
    return _step(request, case, "propose_plan", form, propose_plan, **context)


@seeing_cases
@form_page
def agree(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The practice lead agrees a plan: the very version that is shown."""
    case = _case(request, reference, "agree_plan")
    version = latest_version(case)
    return _of_a_version(request, case, "agree_plan", agree_plan, version, "plan_proposed")


@seeing_cases
@form_page
def approve(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The strategic lead approves a plan: the very version that is shown."""
    case = _case(request, reference, "approve_plan")
    version = latest_version(case)
    return _of_a_version(request, case, "approve_plan", approve_plan, version, "plan_agreed")


def _of_a_version(
    request: HttpRequest,
    case: Case,
    step: str,
    act: Callable[..., Any],
    version: PlanVersion | None,
    seen: str,
) -> HttpResponseBase:
    """A step on a version: with what changed since the version of which `seen` happened last."""
    shown = {"seen": case.version, "sha256": version.sha256 if version else ""}
    form = Shown(posted(request), initial=shown)
    context: dict[str, Any] = {"version": version}
    if version:
        before = seen_before(version, seen)
        context |= {
            "sections": told(version.content),
            "before": before,
            "changes": changes(before.content, version.content) if before else [],
        }
    return _step(request, case, step, form, act, **context)


def _step(
    request: HttpRequest,
    case: Case,
    step_id: str,
    form: Acting,
    act: Callable[..., Any],
    then: str = "agreements:agreement",
    **context: Any,
) -> HttpResponseBase:
    reader, step = reader_of(request), STEPS[step_id]
    if form.is_valid():
        try:
            act(by=reader, case=case, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            case = case_of(reader, case.reference)
            form.refused(refused, case)
        else:
            messages.success(request, f"{step.happened}.")
            return redirect(then, case.reference)
    context |= {
        "case": case,
        "form": form,
        "step": step,
        "why_not": why_not(step, case, reader),
    }
    return render(request, f"agreements/{step.id}.html", context)


def _case(request: HttpRequest, reference: str, step: str) -> Case:
    """The case that an address names, where the reader has a say in a step; 404 otherwise."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    if not reader.may(STEPS[step].right).holds(case.organisation_id):
        raise Http404
    return case
