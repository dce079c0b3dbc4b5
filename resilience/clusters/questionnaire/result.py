"""What a finished questionnaire came to, as it was asked then."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from resilience.clusters.models import Answered
from resilience.clusters.questionnaire.scoring import Answers, Scores, band_of, points
from resilience.programmes.answering import asked, said
from resilience.programmes.schema.questionnaire import (
    DomainQuestion,
    Questionnaire,
    QuestionnaireDomain,
    ResultBand,
)


@dataclass(frozen=True)
class DomainResult:
    """What a domain came to: points out of the most there could be, and the band of that."""

    part: QuestionnaireDomain
    points: int
    most: int
    band: ResultBand | None

    @property
    def share(self) -> float:
        """Points of the most there could be, from 0 to 1."""
        return self.points / self.most if self.most else 0


@dataclass(frozen=True)
class Said:
    """A question with its answer in lines, and its points where it is scored."""

    question: DomainQuestion
    lines: list[str]
    points: int | None


@dataclass(frozen=True)
class Result:
    """The result of a questionnaire: made of answers alone, so that it may be shown to whom a
    practice chose to show it. Without `answers` it is the result by domain only."""

    questionnaire: Questionnaire
    answers: Answers
    scores: Scores

    @cached_property
    def domains(self) -> list[DomainResult]:
        """In the order of the questionnaire."""
        found = []
        for part in self.questionnaire.parts:
            one = self.scores.get(part.id, {"points": 0, "most": 0})
            band = band_of(self.questionnaire, one["points"], one["most"])
            found.append(DomainResult(part, one["points"], one["most"], band))
        return found

    @property
    def strongest(self) -> list[str]:
        """The domains with the greatest share of points; none where all have the same."""
        return self._with_share(max(one.share for one in self.domains))

    @property
    def weakest(self) -> list[str]:
        """Those with the smallest share; none where all have the same."""
        return self._with_share(min(one.share for one in self.domains))

    @cached_property
    def said(self) -> list[tuple[QuestionnaireDomain, list[Said]]]:
        """Every question that was asked, by domain."""
        got = points(self.questionnaire, self.answers)
        return [
            (
                part,
                [
                    Said(one, said(one, self.answers.get(one.id), menu=()), got.get(one.id))
                    for one in part.questions
                    if asked(one, self.answers)
                ],
            )
            for part in self.questionnaire.parts
        ]

    def _with_share(self, share: float) -> list[str]:
        titles = [one.part.title for one in self.domains if one.share == share]
        return titles if len(titles) < len(self.domains) else []


def result_of(answered: Answered) -> Result:
    """The result of a finished questionnaire."""
    asked_then: dict[str, Any] = answered.asked
    questionnaire = Questionnaire.model_validate(asked_then)
    return Result(questionnaire, answered.answers, answered.scores)
