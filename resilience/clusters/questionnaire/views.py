"""The questionnaire of a practice: its parts as a list, each on a page, checked and sent."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.holders import holders
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.accounts.seers import who_sees
from resilience.accounts.tiers import Tier
from resilience.clusters.questionnaire import filling
from resilience.clusters.questionnaire.addressed import Of, of_practice
from resilience.clusters.questionnaire.checking import answers_shown
from resilience.clusters.questionnaire.part_page import PartPage
from resilience.clusters.questionnaire.progress import COMPLETED, progress
from resilience.clusters.questionnaire.rounds import open_round
from resilience.clusters.questionnaire.rules import why_not_send, why_unfinished
from resilience.clusters.questionnaire.sending import looked_at, send
from resilience.look.saving import changed_elsewhere, is_saving

form_page = require_http_methods(["GET", "HEAD", "POST"])


@of_practice
@form_page
def start(request: HttpRequest, of: Of) -> HttpResponseBase:
    """What the questionnaire is for and who sees what; once it is begun, its parts and how far
    each is. A press of a button begins it."""
    if request.method == "POST":
        try:
            filling.begin(by=of, at=timezone.now())
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(of.start)
        return redirect(of.part(of.questionnaire.parts[0]))
    answering, answered = of.answering(), list(of.answered())
    parts = progress(of.questionnaire, answering) if answering else []
    context = {
        "of": of,
        "answering": answering,
        "parts": parts,
        "done": sum(one.status == COMPLETED for one in parts),
        "next": next((one.part for one in parts if one.status != COMPLETED), None),
        "history": answered,
        "round": open_round(of.practice, of.pack, of.by.day),
        "in_round": [one.round_id for one in answered if one.ended is None],
        "seers": who_sees(of.practice, Tier.PRACTICE, of.by.day),
    }
    return render(request, "clusters/questionnaire_start.html", context)


@of_practice
@keeps_what_was_typed
@form_page
def part(request: HttpRequest, of: Of, part: str) -> HttpResponseBase:
    """One part: shown, saved half answered or whole, or told what to mend."""
    found = next((one for one in of.questionnaire.parts if one.id == part), None)
    if found is None:
        raise Http404
    answering = of.answering()
    if answering is None:
        if is_saving(request):
            return changed_elsewhere(filling.GONE)
        return _gone(request, of)
    shown = PartPage(of, answering, found, request)
    if is_saving(request):
        return shown.save_by_itself()
    if request.method == "POST" and (goes_to := shown.save()):
        return redirect(goes_to)
    return render(request, "clusters/questionnaire_part.html", shown.context())


@of_practice
@form_page
def check(request: HttpRequest, of: Of) -> HttpResponseBase:
    """Every answer, what is missing, and the button that sends it."""
    answering, why = of.answering(), ""
    if answering is None:
        return _gone(request, of)
    if request.method == "POST":
        try:
            made = send(by=of, seen=request.POST.get("seen", ""), at=timezone.now())
        except Refused as refused:
            why = str(refused)
            answering = of.answering()
            if answering is None:
                return _gone(request, of)
        else:
            messages.success(request, "Thank you: it is sent, and here is your result.")
            return redirect("clusters:questionnaire_result", *of.here, made.pk)
    context = {
        "of": of,
        "parts": list(answers_shown(of, answering)),
        "lacks": why_unfinished(of.questionnaire, answering.answers),
        "seen": looked_at(answering),
        "why": why,
        "may_send": not why_not_send(of.practice, of.by),
        "leads": holders(Right.REFER, of.practice, of.by.day).get(of.practice, []),
        "round": open_round(of.practice, of.pack, of.by.day),
        "seers": who_sees(of.practice, Tier.PRACTICE, of.by.day),
    }
    return render(request, "clusters/questionnaire_check.html", context)


@of_practice
@form_page
def throw_away(request: HttpRequest, of: Of) -> HttpResponseBase:
    """Throw a questionnaire away that was begun, after asking."""
    if of.answering() is None:
        return _gone(request, of)
    if request.method == "POST":
        try:
            filling.throw_away(by=of)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "The questionnaire is thrown away, with its answers.")
        return redirect(of.start)
    return render(request, "clusters/questionnaire_throw_away.html", {"of": of})


def _gone(request: HttpRequest, of: Of) -> HttpResponseBase:
    """There is none that is filled in: it was sent or thrown away meanwhile, as by a second press
    of a button, or never begun."""
    if request.method == "POST":
        messages.info(request, filling.GONE)
    return redirect(of.start)
