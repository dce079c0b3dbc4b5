"""Pages on which a request is decided, and the letter that tells it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from resilience.accounts.access import reader_of
from resilience.accounts.held import held_form, keeps_what_was_typed
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.cases.actions.deciding import decide as act
from resilience.cases.deciding.beside import Beside
from resilience.cases.deciding.forms import ASK, Decide
from resilience.cases.deciding.letters import blocks, letter_for
from resilience.cases.deciding.outcomes import outcomes_of, title_of
from resilience.cases.following.step_views import form_page, posted, step_page
from resilience.cases.following.views import case_of, seeing_cases
from resilience.cases.models import Case, Decision
from resilience.cases.rules import why_not
from resilience.cases.steps import STEPS
from resilience.programmes.local import in_force
from resilience.programmes.schema import Pack

SEND, CHANGE = "send", "change"
"""What is pressed under the letter as it would go out."""


@seeing_cases
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def decide(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Decide on a request: fill in, look at the letter, send it."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    if not reader.may(Right.DECIDE).holds(case.organisation_id):
        raise Http404
    pack = in_force(case.programme)
    beside = Beside(case, reader, pack)
    reasons = {one: why_not(STEPS[one.id], case, reader) for one in outcomes_of(pack)}
    why = next(iter(reasons.values()), "This programme decides nothing.")
    form = Decide(
        posted(request),
        pack=pack,
        outcomes=list(reasons),
        may_ask=not why_not(STEPS[ASK], case, reader),
        initial=_initial(beside) | (_held(request) or {}),
    )
    context: dict[str, Any] = {"case": case, "form": form, "beside": beside, "why_not": why}
    pressed = request.POST.get("press")
    if pressed == CHANGE or not form.is_valid():
        if pressed == CHANGE:
            form = Decide(
                None, pack=pack, outcomes=list(reasons), may_ask=True, initial=_typed(request)
            )
        return render(request, "cases/decide.html", context | {"form": form})
    if form.asks_for_more:
        said = form.cleaned_data
        if not said["reasons"]:
            return redirect("cases:step", reference, ASK)
        return step_page(request, case, STEPS[ASK], seen=said["seen"], typed=said["reasons"])
    if pressed != SEND:
        context |= {"letter": _letter(case, pack, form, beside), "chosen": form.chosen}
        return render(request, "cases/decide_check.html", context)
    try:
        made = act(
            by=reader,
            case=case,
            seen=form.cleaned_data["seen"],
            at=timezone.now(),
            **form.told,
        )
    except Refused as refused:
        form.refused(refused, case_of(reader, reference))
        return render(request, "cases/decide.html", context)
    messages.success(request, f"{form.chosen.title}: decided, and the letter is with the practice.")
    return redirect("cases:letter", reference, made.number)


@seeing_cases
@require_safe
def letter(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """The letter of a decision, to be read and printed by all who see the case."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    found = Decision.objects.visible_to(reader).select_related("acting_for")
    one = get_object_or_404(found, case=case, number=number)
    later = case.decisions.filter(number__gt=number).order_by("number").last()
    context = {
        "case": case,
        "pack": case.pack,
        "decision": one,
        "later": later,
        "title_of_it": title_of(case.pack, one.outcome),
        "blocks": blocks(one.letter),
    }
    return render(request, "cases/letter.html", context)


def _initial(beside: Beside) -> dict[str, Any]:
    """What was asked for is ticked; on another look, what was decided before."""
    before = beside.before
    return {
        "seen": beside.case.version,
        "categories": before.categories if before and before.categories else beside.asked_for,
    }


def _held(request: HttpRequest) -> dict[str, Any] | None:
    held = held_form(request)
    return None if held is None else _values(held)


def _typed(request: HttpRequest) -> dict[str, Any]:
    return _values(request.POST)


def _values(typed: Any) -> dict[str, Any]:
    found = {name: typed.get(name, "") for name in ("outcome", "reasons", "seen")}
    return found | {"categories": typed.getlist("categories")}


def _letter(case: Case, pack: Pack, form: Decide, beside: Beside) -> Any:
    told = letter_for(
        case,
        pack,
        form.chosen,
        categories=form.cleaned_data["categories"],
        reasons=form.cleaned_data["reasons"],
        before=beside.before,
        day=beside.reader.day,
    )
    return blocks(told)
