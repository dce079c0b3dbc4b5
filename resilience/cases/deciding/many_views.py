"""The page that decides on the cases of an accepted proposal in one go, each by its own act."""

from __future__ import annotations

from time import monotonic
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from resilience.accounts.access import reader_of
from resilience.accounts.held import held_form, keeps_what_was_typed
from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused
from resilience.cases.actions.deciding import decide
from resilience.cases.deciding.letters import blocks, letter_for
from resilience.cases.deciding.many import Many
from resilience.cases.deciding.many_forms import Chosen, DecideMany
from resilience.cases.deciding.outcomes import outcome_of
from resilience.cases.deciding.views import CHANGE, SEND
from resilience.cases.prioritising.proposal_views import proposal_to_change
from resilience.cases.prioritising.views import deciding, form_page
from resilience.look import words
from resilience.programmes.local import in_force

LONGEST = 15
"""Seconds for which one press decides; what is left then goes with the next press, so that no
server or browser gives up waiting."""


@deciding
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def decide_many(request: HttpRequest, programme: str, number: int) -> HttpResponseBase:
    """Decide on the cases of a proposal: fill in, look at the letters, send them."""
    reader = reader_of(request)
    proposal = proposal_to_change(reader, programme, number)
    many = Many(proposal, reader, in_force(programme))
    posted = request.POST if request.method == "POST" else None
    form = DecideMany(many, posted or held_form(request))
    context: dict[str, Any] = {"proposal": proposal, "many": many, "form": form}
    if not proposal.accepted:
        context["why_not"] = "Accept the proposal first: then decide on its cases."
        return render(request, "cases/decide_many.html", context)
    pressed = request.POST.get("press")
    if posted is None or pressed == CHANGE or not form.is_valid():
        return render(request, "cases/decide_many.html", context)
    if pressed != SEND:
        context["samples"] = _samples(form, reader)
        return render(request, "cases/decide_many_check.html", context)
    refused, left = _decide_all(form, reader)
    done = len(form.chosen) - len(refused) - left
    if done:
        messages.success(request, f"{words.plural(done, 'request')} decided, each with its letter.")
    if not refused and not left:
        return redirect("cases:decide_many", programme, number)
    many = Many(proposal, reader, many.pack)
    form = DecideMany(many, posted)
    context = {"proposal": proposal, "many": many, "form": form, "refused": refused}
    if left and form.is_valid():
        context["samples"] = _samples(form, reader)
        return render(request, "cases/decide_many_check.html", context)
    return render(request, "cases/decide_many.html", context)


def _decide_all(form: DecideMany, reader: Reader) -> tuple[list[tuple[Chosen, str]], int]:
    """Decide on one case after the other while there is time: those that were refused, each with
    why, and how many are left."""
    until = monotonic() + LONGEST
    refused: list[tuple[Chosen, str]] = []
    for number, row in enumerate(form.chosen):
        if monotonic() > until:
            return refused, len(form.chosen) - number
        if why := _decide(form, row, reader):
            refused.append((row, why))
    return refused, 0


def _decide(form: DecideMany, row: Chosen, reader: Reader) -> str:
    """Decide on one case; why not, where it was refused: the others go on."""
    try:
        decide(by=reader, case=row.line.case, at=timezone.now(), **form.told(row))
    except Refused as refused:
        return str(refused)
    return ""


def _samples(form: DecideMany, reader: Reader) -> list[tuple[str, Chosen, Any]]:
    """Of each outcome the letter of the first case that gets it."""
    found = []
    for outcome in form.outcomes:
        row = next((one for one in form.chosen if one.outcome == outcome.id), None)
        if row is None:
            continue
        told, case = form.told(row), row.line.case
        letter = letter_for(
            case,
            form.many.pack,
            outcome_of(form.many.pack, row.outcome),
            categories=told["categories"],
            reasons=told["reasons"],
            before=case.decisions.order_by("number").last(),
            day=reader.day,
        )
        found.append((outcome.title, row, blocks(letter)))
    return found
