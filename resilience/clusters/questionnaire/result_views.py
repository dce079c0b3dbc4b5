"""The result of a questionnaire, beside earlier ones, and as a file."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from resilience.accounts.seers import who_sees
from resilience.accounts.tiers import Tier
from resilience.clusters.models import Answered
from resilience.clusters.questionnaire.addressed import Of, of_practice
from resilience.clusters.questionnaire.compared import OTHERWISE, beside
from resilience.clusters.questionnaire.result import Result, result_of
from resilience.clusters.questionnaire.suggested import brought, by_domain, leading
from resilience.look.downloads import csv_file

FIRST = 3
"""Suggestions that lead the page."""
COLUMNS = ("domain", "question", "answer", "points", "most_points")


@of_practice
@require_safe
def result(request: HttpRequest, of: Of, answered: int) -> HttpResponseBase:
    """What came of it by domain, what to begin with, and what was said; as a file too."""
    found = _finished(of, answered)
    came_to = result_of(found)
    if request.GET.get("format") == "csv":
        return _as_csv(of, found, came_to)
    every = brought(came_to.questionnaire, came_to.answers, came_to.scores, of.pack)
    first = leading(every, FIRST)
    rest = [one for one in every if one not in first]
    context = {
        "of": of,
        "answered": found,
        "result": came_to,
        "first": first,
        "more": len(rest),
        "rest": by_domain(rest, came_to.questionnaire),
        "earlier": _earlier(of, found).first(),
        "seers": who_sees(of.practice, Tier.PRACTICE, of.by.day),
    }
    return render(request, "clusters/questionnaire_result.html", context)


@of_practice
@require_safe
def compared(request: HttpRequest, of: Of, answered: int) -> HttpResponseBase:
    """A result beside an earlier one: the one asked for (`with`), else the one before it."""
    found = _finished(of, answered)
    earlier = list(_earlier(of, found))
    asked = request.GET.get("with", "")
    then = next((one for one in earlier if str(one.pk) == asked), None)
    if not earlier or (asked and then is None):
        raise Http404
    then = then or earlier[0]
    context = {
        "of": of,
        "answered": found,
        "then": then,
        "earlier": earlier,
        "otherwise": OTHERWISE,
        "domains": beside(result_of(then), result_of(found)),
        "seers": who_sees(of.practice, Tier.PRACTICE, of.by.day),
    }
    return render(request, "clusters/questionnaire_compared.html", context)


def _finished(of: Of, answered: int) -> Answered:
    return get_object_or_404(of.answered().filter(programme=of.pack.id), pk=answered)


def _earlier(of: Of, than: Answered) -> Any:
    """Finished before it, and not replaced in its round."""
    return of.answered().in_force().filter(written__lt=than.written)


def _as_csv(of: Of, found: Answered, came_to: Result) -> HttpResponseBase:
    rows = [
        {
            "domain": part.title,
            "question": one.question.label,
            "answer": "; ".join(one.lines),
            "points": one.points,
            "most_points": one.question.most,
        }
        for part, every in came_to.said
        for one in every
    ]
    name = (of.practice.code, came_to.questionnaire.id, found.day)
    return csv_file(name, COLUMNS, rows)
