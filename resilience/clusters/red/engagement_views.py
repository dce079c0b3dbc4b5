"""Pages of how patients and others are told and heard."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from resilience.accounts.access import opened_to, reader_of, sees
from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.tiers import Tier
from resilience.clusters.models import Engagement
from resilience.clusters.red import engaging
from resilience.clusters.red.acting import acted, form_of, form_page
from resilience.clusters.red.addressed import Of, engagement_of, red_of, seen_by
from resilience.clusters.red.forms import AddHearing, Begin, DoneHearing, End
from resilience.clusters.red.rules import why_not_steady
from resilience.clusters.red.views import steadying
from resilience.clusters.typed import held, posted


@opened_to(sees(Tier.COMMISSIONER))
@require_safe
def engagement(request: HttpRequest, code: str, programme: str, plan: int) -> HttpResponseBase:
    """Who is told and heard, how and by when; what was heard; whom nothing is planned for."""
    reader = reader_of(request)
    of = red_of(reader, code, programme)
    made = engagement_of(reader, of, plan)
    context = {
        "of": of,
        "made": made,
        "option": of.red.option(made.about),
        "steps": [(one, of.red.audience(one.audience)) for one in made.steps.all()],
        "gaps": [(one, engaging.at_latest(one, made)) for one in engaging.gaps(of, made)],
        "plans": not made.ended and not why_not_steady(of.practice, reader),
        "today": reader.day,
        "seers": seen_by(of, Tier.COMMISSIONER, reader.day),
    }
    return render(request, "clusters/red_engagement.html", context)


@steadying
@keeps_what_was_typed
@form_page
def begin(request: HttpRequest, code: str, programme: str) -> HttpResponseBase:
    """Begin to plan how people are told and heard."""
    reader = reader_of(request)
    of = _planned_by(request, code, programme)
    form = Begin(posted(request), initial=held(request), options=of.red.options)
    if acted(
        form, lambda: engaging.begin(by=reader, of=of, at=timezone.now(), **form.cleaned_data)
    ):
        messages.success(request, "The plan is begun. The practice is told, and reads it.")
        return redirect("clusters:red", *of.here)
    said = (
        "The practice, its commissioners and its LMC read this plan from now on. Begin it once the "
        "practice may know that this option is thought of."
    )
    return form_of(
        request, of, form, "Plan how people are told and heard", "Begin this plan", said=said
    )


@steadying
@keeps_what_was_typed
@form_page
def step(request: HttpRequest, code: str, programme: str, plan: int) -> HttpResponseBase:
    """Plan how one audience is told and heard."""
    reader = reader_of(request)
    of = _planned_by(request, code, programme)
    made = _open(request, of, plan)
    initial = {"audience": request.GET.get("audience", "")} | held(request)
    form = AddHearing(posted(request), initial=initial, audiences=of.red.audiences)
    if acted(
        form, lambda: engaging.add_step(by=reader, of=of, engagement=made.pk, meant=form.told)
    ):
        messages.success(request, "The step is kept.")
        return redirect("clusters:red_engagement", *of.here, plan)
    return form_of(
        request,
        of,
        form,
        "Plan how somebody is told and asked",
        "Keep this step",
        template="clusters/red_hearing.html",
        audiences=[(one, engaging.at_latest(one, made)) for one in of.red.audiences],
        back=reverse("clusters:red_engagement", args=[*of.here, plan]),
    )


@steadying
@keeps_what_was_typed
@form_page
def step_done(
    request: HttpRequest, code: str, programme: str, plan: int, step: int
) -> HttpResponseBase:
    """Say that people were told, and what was heard."""
    reader = reader_of(request)
    of = _planned_by(request, code, programme)
    made = _open(request, of, plan)
    found = get_object_or_404(made.steps, pk=step)
    form = DoneHearing(posted(request), initial={"done": reader.day} | held(request))
    if acted(
        form,
        lambda: engaging.finish_step(
            by=reader, of=of, engagement=made.pk, step=step, **form.cleaned_data
        ),
    ):
        messages.success(request, "What was heard is kept.")
        return redirect("clusters:red_engagement", *of.here, plan)
    why_not = "That this was done was said already." if found.done else ""
    return form_of(
        request,
        of,
        form,
        "Say what was heard",
        "Keep what was heard",
        said=found.how,
        why_not=why_not,
        back=reverse("clusters:red_engagement", args=[*of.here, plan]),
    )


@steadying
@keeps_what_was_typed
@form_page
def end(request: HttpRequest, code: str, programme: str, plan: int) -> HttpResponseBase:
    """End the plan with what was heard in all."""
    reader = reader_of(request)
    of = _planned_by(request, code, programme)
    made = _open(request, of, plan)
    form = End(posted(request), initial={"seen": made.version} | held(request))
    form.fields["outcome"].label = "What was heard in all, and what it changes"
    if acted(
        form,
        lambda: engaging.end(by=reader, of=of, engagement=made.pk, **form.cleaned_data),
        lambda: Engagement.objects.get(pk=made.pk).version,
    ):
        messages.success(request, "What was heard is summed up, and the plan ended.")
        return redirect("clusters:red_engagement", *of.here, plan)
    return form_of(
        request,
        of,
        form,
        "Sum up what was heard",
        "Keep this and end the plan",
        back=reverse("clusters:red_engagement", args=[*of.here, plan]),
    )


def _planned_by(request: HttpRequest, code: str, programme: str) -> Of:
    reader = reader_of(request)
    of = red_of(reader, code, programme)
    if why_not_steady(of.practice, reader):
        raise Http404
    return of


def _open(request: HttpRequest, of: Of, plan: int) -> Engagement:
    made = engagement_of(reader_of(request), of, plan)
    if made.ended:
        raise Http404
    return made
