"""Pages on which a memorandum is varied or extended."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.debug import sensitive_post_parameters

from resilience.accounts.access import reader_of
from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.reader import Reader
from resilience.agreements.actions import varying
from resilience.agreements.actions.extending import extend as extend_act
from resilience.agreements.changing.agreed import agreed, last_day, variation_in
from resilience.agreements.changing.forms import Extend, TakeBack, Vary
from resilience.agreements.changing.page import act_page, initial
from resilience.agreements.changing.shown import what_changes, what_is_missing
from resilience.agreements.rules import why_not
from resilience.cases.following.forms import Acting
from resilience.cases.following.step_views import form_page, posted
from resilience.cases.following.views import case_of, seeing_cases
from resilience.cases.models import Case
from resilience.cases.steps import STEPS, Step


def may_or_404(case: Case, reader: Reader, step: Step) -> None:
    if not reader.may(step.right).holds(case.organisation_id):
        raise Http404


@seeing_cases
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def vary(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Begin to vary the memorandum in force, or put the variation before both sides."""
    reader, step = reader_of(request), STEPS["vary"]
    case = case_of(reader, reference)
    may_or_404(case, reader, step)
    variation = variation_in(case)
    if variation is None:
        return act_page(
            request,
            case,
            Vary(posted(request), initial=initial(request, case)),
            "agreements/vary_begin.html",
            act=varying.begin_variation,
            done="The variation is begun: change the plan, then put it before both sides.",
            why_not=lambda now: why_not(step, now, reader),
            to="agreements:vary",
        )
    return act_page(
        request,
        case,
        Acting(posted(request), initial=initial(request, case)),
        "agreements/vary.html",
        act=varying.put_variation,
        done="The variation is before both sides to be signed. They are told.",
        why_not=lambda now: why_not(step, now, reader),
        variation=variation,
        changes=what_changes(variation),
        missing=what_is_missing(variation),
    )


@seeing_cases
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def take_back(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Take a variation back that is not signed by both sides: to change it, or to give it up."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    may_or_404(case, reader, STEPS["vary"])
    variation = variation_in(case)
    form = TakeBack(
        posted(request),
        is_issued=bool(variation and variation.memorandum),
        initial=initial(request, case),
    )
    return act_page(
        request,
        case,
        form,
        "agreements/vary_back.html",
        act=varying.take_variation_back,
        done="Done. Both sides are told.",
        why_not=lambda now: varying.why_not_take_variation_back(now, reader),
        told=lambda: form.told,
        variation=variation,
    )


@seeing_cases
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def extend(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Extend the memorandum in force."""
    reader, step = reader_of(request), STEPS["extend"]
    case = case_of(reader, reference)
    may_or_404(case, reader, step)
    memorandum = agreed(case)
    last = last_day(memorandum) if memorandum else None
    return act_page(
        request,
        case,
        Extend(posted(request), last=last, initial=initial(request, case)),
        "agreements/extend.html",
        act=extend_act,
        done="The memorandum is extended. The practice is told.",
        why_not=lambda now: why_not(step, now, reader),
        last=last,
    )
