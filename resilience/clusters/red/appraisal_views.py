"""Pages on which options are weighed, and one is preferred."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from resilience.accounts.access import may, opened_to, reader_of, sees
from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.roles import Right
from resilience.accounts.tiers import Tier
from resilience.clusters.models import Appraisal
from resilience.clusters.red import appraising
from resilience.clusters.red.acting import acted, form_of, form_page
from resilience.clusters.red.addressed import (
    appraisal_of,
    deliberated_of,
    dispersals_of,
    red_of,
    seen_by,
)
from resilience.clusters.red.forms import Decide, Question, Scores
from resilience.clusters.red.rules import why_not_appraise, why_not_decide
from resilience.clusters.red.sums import most, weighed
from resilience.clusters.typed import held, posted

weighing = opened_to(may(Right.PLAN_HELP))


@opened_to(sees(Tier.COMMISSIONER))
@require_safe
def appraisal(request: HttpRequest, code: str, programme: str, number: int) -> HttpResponseBase:
    """An appraisal: the table, what is simulated for it, what was decided."""
    reader = reader_of(request)
    of = red_of(reader, code, programme)
    made = appraisal_of(reader, of, number)
    tier = Tier(made.tier)
    context = {
        "of": of,
        "made": made,
        "weighed": weighed(of.red, made),
        "most": most(of.red),
        "columns": [
            {"text": "Criterion"},
            *({"text": one.title, "numeric": True} for one in of.red.options),
        ],
        "preferred": of.red.option(made.preferred),
        "simulations": [one for one in dispersals_of(reader, of) if one.appraisal == made],
        "deliberates": reader.sees(Tier.DELIBERATION).holds(of.practice),
        "appraises": not made.decided and not why_not_appraise(of.practice, reader),
        "decides": not made.decided and not why_not_decide(of.practice, reader),
        "seers": seen_by(of, tier, reader.day),
    }
    return render(request, "clusters/red_appraisal.html", context)


@weighing
@keeps_what_was_typed
@form_page
def begin(request: HttpRequest, code: str, programme: str) -> HttpResponseBase:
    """Begin to weigh options."""
    reader = reader_of(request)
    of = deliberated_of(reader, code, programme)
    if why_not_appraise(of.practice, reader):
        raise Http404
    form = Question(posted(request), initial=held(request))
    if acted(
        form,
        lambda: appraising.open_appraisal(by=reader, of=of, at=timezone.now(), **form.cleaned_data),
    ):
        messages.success(request, "The appraisal is open. Only those who deliberate see it.")
        return redirect("clusters:red", *of.here)
    return form_of(
        request,
        of,
        form,
        "Weigh what comes next",
        "Begin the appraisal",
        seers=seen_by(of, Tier.DELIBERATION, reader.day),
    )


@weighing
@keeps_what_was_typed
@form_page
def score(
    request: HttpRequest, code: str, programme: str, number: int, option: str
) -> HttpResponseBase:
    """Say how an option does by each criterion."""
    reader = reader_of(request)
    of = deliberated_of(reader, code, programme)
    made, chosen = _open(request, code, programme, number), of.red.option(option)
    if chosen is None or why_not_appraise(of.practice, reader):
        raise Http404
    form = Scores(
        posted(request),
        initial=_begun(made, option) | held(request),
        criteria=of.red.criteria,
    )
    if acted(
        form,
        lambda: appraising.score(
            by=reader,
            of=of,
            appraisal=made.pk,
            seen=form.cleaned_data["seen"],
            option=option,
            scores=form.told,
        ),
        lambda: _version(made),
    ):
        messages.success(request, f"{chosen.title}: the scores are kept.")
        return redirect("clusters:red_appraisal", *of.here, number)
    return form_of(
        request,
        of,
        form,
        f"Weigh: {_small(chosen.title)}",
        "Keep these scores",
        said=f"{chosen.about} It needs: {_small(chosen.needs)}",
        back=reverse("clusters:red_appraisal", args=[*of.here, number]),
        seers=seen_by(of, Tier.DELIBERATION, reader.day),
    )


@opened_to(may(Right.DECIDE))
@keeps_what_was_typed
@form_page
def decide(request: HttpRequest, code: str, programme: str, number: int) -> HttpResponseBase:
    """Decide which option is preferred."""
    reader = reader_of(request)
    of = deliberated_of(reader, code, programme)
    made = _open(request, code, programme, number)
    if why_not_decide(of.practice, reader):
        raise Http404
    form = Decide(
        posted(request), initial={"seen": made.version} | held(request), options=of.red.options
    )
    if acted(
        form,
        lambda: appraising.decide(
            by=reader, of=of, appraisal=made.pk, at=timezone.now(), **form.cleaned_data
        ),
        lambda: _version(made),
    ):
        messages.success(request, "It is decided. The practice is told, and reads it.")
        return redirect("clusters:red_appraisal", *of.here, number)
    said = (
        "Sums are an aid: you decide. From then on nothing of the appraisal changes, and the "
        "practice, its commissioners and its LMC read it with every score and reason. Simulations "
        "stay with those who deliberate."
    )
    return form_of(
        request,
        of,
        form,
        "Decide which option is preferred",
        "Keep this decision",
        said=said,
        back=reverse("clusters:red_appraisal", args=[*of.here, number]),
        seers=seen_by(of, Tier.DELIBERATION, reader.day),
    )


def _open(request: HttpRequest, code: str, programme: str, number: int) -> Appraisal:
    """An appraisal that is not decided yet; else 404."""
    reader = reader_of(request)
    made = appraisal_of(reader, deliberated_of(reader, code, programme), number)
    if made.decided:
        raise Http404
    return made


def _version(made: Appraisal) -> int:
    return Appraisal.objects.values_list("version", flat=True).get(pk=made.pk)


def _begun(made: Appraisal, option: str) -> dict[str, object]:
    said = made.scores.get(option, {})
    return (
        {"seen": made.version}
        | {f"score_{name}": one["score"] for name, one in said.items()}
        | {f"why_{name}": one["why"] for name, one in said.items()}
    )


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
