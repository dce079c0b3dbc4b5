"""A practice that is red: how it is steadied, and what else is done."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from resilience.accounts.access import Access, may, opened_to, reader_of, sees
from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.roles import Right
from resilience.accounts.tiers import Tier
from resilience.cases.models import Case
from resilience.clusters.models import Appraisal, Engagement, Stabilisation
from resilience.clusters.red.acting import acted, form_of, form_page
from resilience.clusters.red.addressed import Of, red_of, seen_by, stabilisation_of
from resilience.clusters.red.forms import AddStep, DoneStep, End, Opening, Review
from resilience.clusters.red.rules import why_not_appraise, why_not_steady, why_not_tick
from resilience.clusters.red.steadying import add_step, end_plan, finish_step, open_plan, review
from resilience.clusters.typed import held, posted
from resilience.screening.status_actions import in_force as status_of

reading = opened_to(sees(Tier.COMMISSIONER))
steadying = opened_to(may(Right.PLAN_HELP))
ticking = opened_to(
    Access(
        f"who may {Right.PLAN_HELP.label} or {Right.FILL_IN.label}",
        lambda reader: bool(reader.may(Right.PLAN_HELP) or reader.may(Right.FILL_IN)),
    )
)


@reading
@require_safe
def red(request: HttpRequest, code: str, programme: str) -> HttpResponseBase:
    """The plan that steadies a practice, its reviews; appraisals and engagement plans, so far as
    somebody sees them."""
    reader = reader_of(request)
    of = red_of(reader, code, programme)
    plan = stabilisation_of(of)
    own = {"organisation": of.practice, "programme": of.pack.id}
    plans = Stabilisation.objects.visible_to(reader).filter(**own)
    cases = Case.objects.visible_to(reader).open().filter(organisation=of.practice)
    context = {
        "of": of,
        "plan": plan,
        "steps": list(plan.steps.all()) if plan else [],
        "reviews": list(plan.reviews.select_related("acting_for")) if plan else [],
        "before": list(plans.exclude(ended=None)),
        "status": status_of(of.practice, of.pack.id),
        "cases": list(cases.order_by("reference")),
        "appraisals": list(Appraisal.objects.visible_to(reader).filter(**own)),
        "engagements": list(Engagement.objects.visible_to(reader).filter(**own)),
        "steadies": not why_not_steady(of.practice, reader),
        "ticks": not why_not_tick(of.practice, reader),
        "appraises": not why_not_appraise(of.practice, reader),
        "deliberates": reader.sees(Tier.DELIBERATION).holds(of.practice),
        "today": reader.day,
        "seers": seen_by(of, Tier.COMMISSIONER, reader.day),
    }
    return render(request, "clusters/red_red.html", context)


@steadying
@keeps_what_was_typed
@form_page
def open_(request: HttpRequest, code: str, programme: str) -> HttpResponseBase:
    """Open a plan that steadies a practice."""
    reader = reader_of(request)
    of = _steadied_by(request, code, programme)
    steps = of.red.stabilising.steps
    form = Opening(posted(request), initial=held(request), steps=steps, today=reader.day)
    if acted(form, lambda: open_plan(by=reader, of=of, at=timezone.now(), **form.told)):
        messages.success(request, "The plan is open. The practice is told, and reads it.")
        return redirect("clusters:red", *of.here)
    days = of.red.stabilising.review_days
    said = (
        "The practice, its commissioners and its LMC read the plan. It is looked at every "
        f"{days} days."
    )
    return form_of(
        request, of, form, "Open a plan to steady the practice", "Open this plan", said=said
    )


@steadying
@keeps_what_was_typed
@form_page
def step(request: HttpRequest, code: str, programme: str) -> HttpResponseBase:
    """Add a step."""
    reader = reader_of(request)
    of = _steadied_by(request, code, programme)
    _running(of)
    form = AddStep(posted(request), initial=held(request))
    if acted(form, lambda: add_step(by=reader, of=of, step=form.told)):
        messages.success(request, "The step is kept.")
        return redirect("clusters:red", *of.here)
    return form_of(request, of, form, "Add a step", "Keep this step")


@ticking
@keeps_what_was_typed
@form_page
def step_done(request: HttpRequest, code: str, programme: str, step: int) -> HttpResponseBase:
    """Say that a step is done."""
    reader = reader_of(request)
    of = red_of(reader, code, programme)
    if why_not_tick(of.practice, reader):
        raise Http404
    found = get_object_or_404(_running(of).steps, pk=step)
    form = DoneStep(posted(request), initial={"done": reader.day} | held(request))
    if acted(form, lambda: finish_step(by=reader, of=of, step=step, **form.cleaned_data)):
        messages.success(request, "It is kept that this was done.")
        return redirect("clusters:red", *of.here)
    why_not = "That it is done was said already." if found.done else ""
    return form_of(
        request,
        of,
        form,
        "Say that a step is done",
        "Keep that it is done",
        said=found.what,
        why_not=why_not,
    )


@steadying
@keeps_what_was_typed
@form_page
def look(request: HttpRequest, code: str, programme: str) -> HttpResponseBase:
    """Look at the plan again."""
    reader = reader_of(request)
    of = _steadied_by(request, code, programme)
    plan = _running(of)
    coming = reader.day + timedelta(days=of.red.stabilising.review_days)
    form = Review(
        posted(request), initial={"seen": plan.version, "next_review": coming} | held(request)
    )
    if acted(
        form,
        lambda: review(by=reader, of=of, at=timezone.now(), **form.cleaned_data),
        lambda: _running(of).version,
    ):
        messages.success(request, "The review is kept, and when the plan is looked at next.")
        return redirect("clusters:red", *of.here)
    return form_of(request, of, form, "Look at the plan again", "Keep this review")


@steadying
@keeps_what_was_typed
@form_page
def end(request: HttpRequest, code: str, programme: str) -> HttpResponseBase:
    """End the plan with an outcome."""
    reader = reader_of(request)
    of = _steadied_by(request, code, programme)
    plan = _running(of)
    form = End(posted(request), initial={"seen": plan.version} | held(request))
    if acted(
        form, lambda: end_plan(by=reader, of=of, **form.cleaned_data), lambda: _running(of).version
    ):
        messages.success(
            request, "The plan ended. The practice is told, and reads what came of it."
        )
        return redirect("clusters:red", *of.here)
    left = plan.steps.filter(done=None).count()
    said = f"Steps that are not done: {left}. They stand as they are." if left else ""
    return form_of(request, of, form, "End the plan", "End this plan", said=said)


def _steadied_by(request: HttpRequest, code: str, programme: str) -> Of:
    reader = reader_of(request)
    of = red_of(reader, code, programme)
    if why_not_steady(of.practice, reader):
        raise Http404
    return of


def _running(of: Of) -> Stabilisation:
    plan = stabilisation_of(of)
    if plan is None:
        raise Http404
    return plan
