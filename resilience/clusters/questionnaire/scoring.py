"""What answers add up to, by domain: points over the most there can be. No database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from resilience.programmes.schema.questionnaire import (
    DomainQuestion,
    Questionnaire,
    QuestionnaireDomain,
    ResultBand,
)

Answers = Mapping[str, Any]
Scores = dict[str, dict[str, int]]
"""By domain: `{"points": 7, "most": 12}`."""


def core_questions(questionnaire: Questionnaire) -> tuple[DomainQuestion, ...]:
    """Those that are scored, which everybody is asked: each reaches every whole number of points
    from 0 to its `most`."""
    return tuple(one for part in questionnaire.parts for one in core_of(part))


def core_of(part: QuestionnaireDomain) -> tuple[DomainQuestion, ...]:
    """The core questions of one domain."""
    return tuple(one for one in part.questions if one.core)


def points(questionnaire: Questionnaire, answers: Answers) -> dict[str, int]:
    """The points of each core question that was answered; one without an answer is not there."""
    return {
        question.id: choice.points
        for question in core_questions(questionnaire)
        for choice in question.choices
        if choice.value == answers.get(question.id) and choice.points is not None
    }


def scores(questionnaire: Questionnaire, answers: Answers) -> Scores:
    """By domain, the points of its core questions that were answered and the most these can
    give."""
    got = points(questionnaire, answers)
    return {
        part.id: {
            "points": sum(got[one.id] for one in core_of(part) if one.id in got),
            "most": sum(one.most or 0 for one in core_of(part) if one.id in got),
        }
        for part in questionnaire.parts
    }


def band_of(questionnaire: Questionnaire, points: int, most: int) -> ResultBand | None:
    """The band of so many points out of so many; None where nothing was answered."""
    if not most:
        return None
    return next(
        band
        for band in questionnaire.bands
        if band.below_percent is None or points * 100 < band.below_percent * most
    )
