"""Who fills a questionnaire in and sends it, and what it lacks before it can be sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.organisations.models import Organisation
from resilience.programmes.answering import asked, problems
from resilience.programmes.schema.questionnaire import Questionnaire


def why_not_fill_in(practice: Organisation, by: Reader) -> str:
    if by.may(Right.FILL_IN).holds(practice):
        return ""
    return f"Only people of {practice.name} fill in its questionnaire."


def why_not_send(practice: Organisation, by: Reader) -> str:
    if by.may(Right.REFER).holds(practice):
        return ""
    return f"A practice lead of {practice.name} sends its questionnaire."


def why_unfinished(questionnaire: Questionnaire, answers: Mapping[str, Any]) -> str:
    """Which parts lack answers, in a sentence; empty where none does."""
    lacking = problems(questionnaire, answers, menu=())
    if not lacking:
        return ""
    titles = [part.title for part in questionnaire.parts if part.id in lacking]
    return f"Some questions have no answer yet: {', '.join(titles)}."


def only_asked(questionnaire: Questionnaire, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers without those to questions that nobody who gave the others is asked."""
    kept: dict[str, Any] = {}
    for question in questionnaire.questions:
        if question.id in answers and asked(question, kept):
            kept[question.id] = answers[question.id]
    return kept
