"""Which questions are asked, and what one answer must have to do with another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from resilience.programmes.schema import Question

Answers = Mapping[str, Any]


def asked(question: Question, answers: Answers) -> bool:
    """Whether the question is asked of somebody who gave these answers before it."""
    if question.only_if is None:
        return True
    given = answers.get(question.only_if.question)
    wanted = question.only_if.answer
    return wanted in given if isinstance(given, list) else given == wanted


def why_not(question: Question, answer: Any, answers: Answers) -> str:
    """Why a well-formed answer does not do, in a sentence; empty where it does."""
    if empty(answer):
        return question.missing if question.required else ""
    if question.kind == "practices" and question.includes:
        own = str(answers.get(question.includes) or "").strip().upper()
        if own and own not in [row["code"] for row in answer]:
            return f"Add a row for your own practice, {own}"
    return ""


def empty(answer: Any) -> bool:
    """Whether nothing was answered: no is an answer, and so would be a zero."""
    return answer is None or answer == "" or answer == []
